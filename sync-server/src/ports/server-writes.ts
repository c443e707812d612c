/**
 * What the server itself writes into an association: payments, reactions, imports, the demo. Nobody's rights are asked, but
 * the association must exist, each document must have its shape and keep its entity's invariants, and what is insert-only
 * is never changed. Whoever writes imports this and never the sync room, which is behind it.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';

export interface ServerWrite {
  readonly doc: Envelope;
  /** Written into the stamp, e.g. `system` and `Import`. */
  readonly by: string;
  readonly byName: string;
  /** ISO 8601 UTC; the time of writing when absent. Audiences always begin at the true time. */
  readonly at?: string;
}

/** `same`: stored already with this content, so nothing was written. `refused`: nothing was changed. */
export type WriteOutcome =
  | { readonly id: string; readonly outcome: 'written' | 'same' }
  | {
      readonly id: string;
      readonly outcome: 'refused';
      readonly code: RefusalCode;
      /** The field at fault, or the id of the document that is not there. */
      readonly detail?: string;
    };

/** There is no association of this id; it was not made. */
export class NoSuchAssociation extends Error {
  override readonly name = 'NoSuchAssociation';

  constructor(association: string) {
    super(`There is no association ${association}`);
  }
}

/** For whoever counts on every write: some were refused, the others are written. */
export class WritesRefused extends Error {
  override readonly name = 'WritesRefused';
}

export interface ServerWrites {
  /**
   * Makes an association that holds nothing yet; one that is there stays as it is.
   * @throws TypeError for an id that no association can have
   */
  createAssociation(association: string): Promise<void>;
  /**
   * Stamped, numbered and keyed as a push is. In order: what others depend on comes first, and a document that comes again
   * is judged against what was written before. Not atomic: after a rejection send all of it again, for by id and content
   * nothing is written twice.
   * @returns what became of each, in order. Rejects with NoSuchAssociation, or StoreUnavailable.
   */
  write(association: string, writes: readonly ServerWrite[]): Promise<readonly WriteOutcome[]>;
  /**
   * Takes documents off the devices that stay in the store: those of entities that are insert-only. No device is sent them
   * any more; who would see them may still name them in what they write. Whatever a device needs of them is in another
   * document, written before. Idempotent; an id that is not there is passed over.
   * @throws TypeError for a document that may still change. Rejects with NoSuchAssociation, or StoreUnavailable.
   */
  archive(association: string, ids: readonly string[]): Promise<void>;
}

/** @throws WritesRefused naming the first ones and why */
export function demandWritten(outcomes: readonly WriteOutcome[]): void {
  const refused = outcomes.flatMap((one) => (one.outcome === 'refused' ? [one] : []));
  if (refused.length === 0) return;
  const named = refused.slice(0, 5).map(({ id, code, detail }) => `${id}: ${code} ${detail ?? ''}`.trimEnd());
  const more = refused.length > named.length ? `, and ${String(refused.length - named.length)} more` : '';
  throw new WritesRefused(`Not written: ${named.join(', ')}${more}`);
}
