/** Internal notes: the office writes them, the office sees them, nobody changes them. */
import type { Change } from '../core/entity.ts';
import { childId } from '../core/ids.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { InternalNote, InternalNoteBody } from './internal-note.ts';

export function internalNoteNeeds(doc: InternalNote): readonly string[] {
  return [doc.parent];
}

export function internalNoteAudience(): readonly Key[] {
  return ['office'];
}

/** Who is not of the office learns nothing, not even that notes exist: one refusal for all they could try. */
export function mayWriteInternalNote(principal: Principal, change: Change<InternalNoteBody>): Verdict {
  const { before, after, needed } = change;
  if (!isOffice(principal)) return refuse('not-allowed');
  if (before !== undefined || after === undefined) return refuse('immutable');
  if (after.body.author !== principal.member) return refuse('not-allowed', 'body.author');
  if (!after.id.startsWith(childId('internal-note', after.parent, ''))) return refuse('invalid', 'id');
  const request = needed.get(after.parent);
  return request?.type === 'request' ? ALLOWED : refuse('missing-document');
}
