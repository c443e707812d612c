/**
 * The view's data: documents by id, ids by collection and key, children by parent, the ring of changes. Fed row by row;
 * knows neither store nor members.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { isCurrent } from '../access/key-intervals.ts';
import type { ChangeRow } from '../ports/doc-store.ts';
import { Children, IdsByKey } from './by-key.ts';
import { supersedes, type Entry, type IndexChange } from './change-index.ts';
import { ChangeRing } from './change-ring.ts';
import { readStored, wireOf } from './stored-document.ts';

const RING_CAPACITY = 10_000;
/** What an entry costs beside its body: object, id, keys, places in the lists. Measured, rounded up. */
const ENTRY_OVERHEAD_BYTES = 900;

export type CollectionOf = (id: string) => CollectionName | undefined;

export class ViewIndex {
  readonly ring: ChangeRing;
  readonly #collectionOf: CollectionOf;
  readonly #entries = new Map<string, Entry>();
  readonly #ids = new IdsByKey();
  readonly #children = new Children();
  #bodyBytes = 0;

  constructor(collectionOf: CollectionOf, ringCapacity = RING_CAPACITY) {
    this.#collectionOf = collectionOf;
    this.ring = new ChangeRing(ringCapacity);
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bodyBytes + this.#entries.size * ENTRY_OVERHEAD_BYTES;
  }

  entry(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  childrenOf(parent: string): readonly string[] {
    return this.#children.of(parent);
  }

  idsAfter(collection: CollectionName, keys: Iterable<Key>, after: string): Iterable<string> {
    return this.#ids.after(collection, keys, after);
  }

  countVisible(collection: CollectionName, keys: ReadonlySet<Key>): number {
    let count = 0;
    for (const id of this.idsAfter(collection, keys, '')) {
      const entry = this.#entries.get(id);
      if (entry === undefined || entry.deleted) continue;
      for (const key of Object.keys(entry.keys)) {
        if (!keys.has(key) || !isCurrent(entry.keys[key])) continue;
        count += 1;
        break;
      }
    }
    return count;
  }

  /**
   * Takes a row of the feed; an older revision than the one held is a repetition and changes nothing.
   * @param filling true while everything is read for the first time: nothing enters the ring
   */
  apply(row: ChangeRow, filling: boolean): IndexChange {
    const before = this.#entries.get(row.id);
    const after = this.#entryOf(row);
    const news = after !== undefined && (before === undefined || supersedes(after.rev, before.rev));
    if (news) {
      this.#keep(before, after, filling);
      if (!filling) this.ring.push(row.id, row.seq);
    }
    if (!filling) this.ring.mark(row.seq);
    return { row, before, after: news ? after : undefined };
  }

  /** Drops bodies, oldest entries first, until so many bytes are free. @returns bytes freed */
  evictBodies(bytes: number): number {
    let freed = 0;
    for (const [id, entry] of this.#entries) {
      if (freed >= bytes) break;
      if (entry.json === undefined) continue;
      freed += entry.json.length;
      this.#entries.set(id, { ...entry, json: undefined });
    }
    this.#bodyBytes -= freed;
    return freed;
  }

  #entryOf(row: ChangeRow): Entry | undefined {
    const collection = this.#collectionOf(row.id);
    if (collection === undefined || row.doc === undefined) return undefined;
    const stored = readStored({ ...row.doc, _id: row.id, _rev: row.rev, _deleted: row.deleted });
    const { id, rev, deleted, keys, hash, doc } = stored;
    const json = JSON.stringify(wireOf(stored));
    return { id, collection, rev, deleted, keys, hash, parent: doc.parent, by: doc.stamp.by, json };
  }

  #keep(before: Entry | undefined, after: Entry, filling: boolean): void {
    this.#entries.set(after.id, after);
    this.#bodyBytes += (after.json?.length ?? 0) - (before?.json?.length ?? 0);
    this.#ids.move(after.id, after.collection, before?.keys ?? {}, after.keys, filling);
    this.#children.move(after.id, before?.parent ?? '', after.parent);
  }
}
