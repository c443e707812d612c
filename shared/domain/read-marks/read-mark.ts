/**
 * How far one member has read one thread (a request, later a conversation): everything up to `at` is read. One document a
 * member and thread under a derived id, so that several devices write the same one; it only ever moves forward. The mark of
 * the association itself stands for all threads: what was there before the member first looked is not news.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { localOf, makeId, typeOf } from '../core/ids.ts';
import { oldestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, LocalId } from '../core/shapes.ts';

export const READ_MARK_VERSION = 1;
export const ReadMarkSchema = Type.Object({
  /** Local id. */
  member: LocalId,
  /** Document id of the thread: `request:0190…`; `association:<id>` for all threads together. */
  thread: Type.String({ pattern: '^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9.-]*$', maxLength: 70 }),
  /** Time of the last thing read in it, as the server stamped that. */
  at: InstantText,
});
export const readMarkShape = {
  type: 'read-mark',
  version: READ_MARK_VERSION,
  schema: ReadMarkSchema,
} satisfies Shape;
export type ReadMarkBody = Type.Static<typeof ReadMarkSchema>;
export type ReadMark = Envelope<ReadMarkBody>;

export function readMarkOrder({ body }: ReadMark): string {
  return oldestFirst(body.at);
}

/** `read-mark:<thread's local id>.<thread's type>.<member>`. */
export function readMarkId(member: string, thread: string): string {
  return makeId('read-mark', `${localOf(thread)}.${typeOf(thread)}.${member}`);
}

export function createReadMark(body: ReadMarkBody): ReadMark {
  const head = {
    id: readMarkId(body.member, body.thread),
    type: 'read-mark',
    version: READ_MARK_VERSION,
  };
  return newEnvelope(head, body, readMarkOrder);
}

/** The same object when it has been read that far already. */
export function advanceReadMark(mark: ReadMark, at: string): ReadMark {
  return at <= mark.body.at ? mark : withBody(mark, { ...mark.body, at }, readMarkOrder);
}

/** Whoever has read furthest is right. */
export function laterOf(mine: ReadMarkBody, theirs: ReadMarkBody): ReadMarkBody {
  return { ...theirs, at: mine.at > theirs.at ? mine.at : theirs.at };
}
