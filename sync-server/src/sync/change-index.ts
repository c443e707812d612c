/**
 * What pull, verify and events need of an association's index: ids by audience key, the changes since a seq, and each
 * document's keys. A port: today a view in memory stands behind it; a persisted log can, beyond half a million documents.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import type { Judged } from '../access/visibility.ts';
import type { ChangeRow } from '../ports/doc-store.ts';
import type { RingEntry } from './change-ring.ts';

/** One replicated document, as far as the index has read. */
export interface Entry extends Judged {
  readonly id: string;
  readonly collection: CollectionName;
  readonly rev: string;
  readonly parent: string;
  readonly hash: string;
  /** Local id of the member who wrote it last, or 'system'. */
  readonly by: string;
}

/** One row of the feed and what it did to the index: nothing for a document that is not replicated. */
export interface IndexChange {
  readonly row: ChangeRow;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
}

export interface ChangeIndex {
  /** Of this index's life: another process's, or a rebuilt one, has another. */
  readonly incarnation: string;
  /** Of the database's life: a restored or recreated database has another. */
  readonly identity: string;
  /** How far the feed has been read. Opaque. */
  readonly seq: string;
  /** Ring position after the last change. */
  readonly head: number;
  entry(id: string): Entry | undefined;
  /** The wire document as JSON; undefined when there is none, or it was evicted. */
  peekBody(id: string): string | undefined;
  /** The same, for sending: what is used is kept longest. */
  useBody(id: string): string | undefined;
  /** Ids that ever had one of the keys and may still be held by it, in order, strictly after `after`. */
  idsAfter(collection: CollectionName, keys: Iterable<Key>, after: string): Iterable<string>;
  /** Ids whose parent is `parent`. */
  childrenOf(parent: string): readonly string[];
  /** Ring position of a seq; undefined when it is not this index's own, or too old. */
  position(seq: string): number | undefined;
  /** True while the ring still holds what came after the position. */
  reachesBack(position: number): boolean;
  changesSince(position: number): readonly RingEntry[];
  /** Documents of the collection that have one of the keys current. */
  countVisible(collection: CollectionName, keys: ReadonlySet<Key>): number;
}

/** `12-abc` → 12: how often a document was written. */
export function generation(rev: string): number {
  return Number.parseInt(rev, 10) || 0;
}

/** Feeds repeat and reorder: whether `rev` is what the index should hold instead of `held`. */
export function supersedes(rev: string, held: string): boolean {
  const difference = generation(rev) - generation(held);
  return difference > 0 || (difference === 0 && rev > held);
}
