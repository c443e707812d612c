/**
 * A reaction: what must happen after something was written, by whomever. One file each; `list.ts` names them all. Each is
 * run at least once for a change it asks for, perhaps again, perhaps in two processes at once: what it does it does under an
 * id that follows from the change, so that a second time has no effect.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Database } from '../ports/doc-store.ts';
import type { ServerWrites } from '../ports/server-writes.ts';

/** A row of the change feed: all that is known before anything is read. */
export interface Changed {
  readonly id: string;
  readonly type: string;
}

/** A changed document as it is stored now, which may be later than the change that was met. */
export interface Change extends Changed {
  /** Local id. */
  readonly association: string;
  /** Undefined when it is deleted. */
  readonly doc: Envelope | undefined;
  /** True as long as it was written once only. */
  readonly isFirst: boolean;
  /** Epoch ms: now, or for what failed when it failed first. By this and no other clock it is new or old. */
  readonly metAt: number;
}

export type ReactionWrites = Pick<ServerWrites, 'write' | 'archive'>;

export interface ReactionParts {
  readonly writes: ReactionWrites;
  /** The association's, to read in: ranges may lag where there are several copies. */
  readonly database: Pick<Database, 'range' | 'getMany'>;
  /** Aborted when the process ends: what takes long stops between two steps, and is begun again by another. */
  readonly signal: AbortSignal;
}

export interface Reaction {
  /** Lower case, digits and `-`; kept in the store: never changes. */
  readonly name: string;
  /** True where people are told something: then it is asked of what is new only, never of the past (`past.ts`). */
  readonly tells: boolean;
  /** Cheap: asked of every row of the feed. */
  on(changed: Changed): boolean;
  /** Rejects when it could not be done: it is tried again later. */
  react(change: Change, parts: ReactionParts): Promise<void>;
}
