/** How a stored internal-note is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import {
  INTERNAL_NOTE_VERSION,
  InternalNoteSchema,
  type InternalNote,
  type InternalNoteBody,
} from './internal-note.ts';

/** Version 1 is the first, so there is no step yet. */
export const internalNoteMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const internalNoteShape: Shape = {
  type: 'internal-note',
  version: INTERNAL_NOTE_VERSION,
  schema: InternalNoteSchema,
  migrations: internalNoteMigrations,
};

export function readInternalNote(doc: Envelope | undefined): InternalNote | undefined {
  return readNeeded<InternalNoteBody>(internalNoteShape, doc);
}
