/** A note on a request that only the office sees: a document of its own, because privacy is by document. */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { childId, type NewId } from '../core/ids.ts';
import type { Principal } from '../core/principal.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, LocalId } from '../core/shapes.ts';
import { TEXT_LIMIT, type Request } from './request.ts';
import { eventOrder } from './request-event.ts';

export const INTERNAL_NOTE_VERSION = 1;
export const InternalNoteSchema = Type.Object({
  author: LocalId,
  /** The device's time. */
  at: InstantText,
  text: Type.String({ minLength: 1, maxLength: TEXT_LIMIT, pattern: '\\S' }),
});
export const internalNoteShape = {
  type: 'internal-note',
  version: INTERNAL_NOTE_VERSION,
  schema: InternalNoteSchema,
} satisfies Shape;
export type InternalNoteBody = Type.Static<typeof InternalNoteSchema>;
export type InternalNote = Envelope<InternalNoteBody>;

/** @param now epoch ms */
export function createInternalNote(
  input: { readonly request: Request; readonly by: Principal; readonly text: string },
  now: number,
  newId: NewId,
): InternalNote {
  const id = childId('internal-note', input.request.id, newId());
  return newEnvelope(
    { id, type: 'internal-note', version: INTERNAL_NOTE_VERSION, parent: input.request.id },
    { author: input.by.member, at: isoInstant(now), text: input.text.trim() },
    eventOrder,
  );
}
