/**
 * The view's data: documents by id, ids by collection and key, children by parent, bodies, the ring of changes. Fed row
 * by row, or from a snapshot; knows neither store nor members.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { isCurrent } from '../access/key-intervals.ts';
import type { ChangeRow } from '../ports/doc-store.ts';
import { BodyCache } from './body-cache.ts';
import { Children, IdsByKey } from './by-key.ts';
import { supersedes, type Entry, type IndexChange } from './change-index.ts';
import { ChangeRing } from './change-ring.ts';
import { entryBytes } from './entry-bytes.ts';
import { readStored } from '../access/stored-envelope.ts';
import { wireOf } from './stored-document.ts';
import { VisibleCounts } from './visible-counts.ts';

const RING_CAPACITY = 10_000;
const MAX_LATEST = 8;

export type CollectionOf = (id: string) => CollectionName | undefined;

export class ViewIndex {
  readonly ring: ChangeRing;
  readonly #collectionOf: CollectionOf;
  readonly #entries = new Map<string, Entry>();
  readonly #bodies = new BodyCache();
  readonly #ids = new IdsByKey();
  readonly #children = new Children();
  readonly #counts = new VisibleCounts();
  /** The last documents that changed, the very last at the end. */
  #latest: readonly string[] = [];
  #entryBytes = 0;
  #changes = 0;

  constructor(collectionOf: CollectionOf, ringCapacity = RING_CAPACITY) {
    this.#collectionOf = collectionOf;
    this.ring = new ChangeRing(ringCapacity);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What it holds in memory, as near as can be told without asking the engine. */
  get bytes(): number {
    return this.#bodies.bytes + this.#entryBytes + this.ring.bytes;
  }

  /** How many rows of the feed have changed something. */
  get changes(): number {
    return this.#changes;
  }

  entry(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  useBody(id: string): string | undefined {
    return this.#bodies.use(id);
  }

  peekBody(id: string): string | undefined {
    return this.#bodies.peek(id);
  }

  /** Those that changed last: in a store put back to an earlier day they are not what they were. */
  latest(): readonly Entry[] {
    return this.#latest.map((id) => this.#entries.get(id)).filter((entry) => entry !== undefined);
  }

  childrenOf(parent: string): readonly string[] {
    return this.#children.of(parent);
  }

  idsAfter(collection: CollectionName, keys: Iterable<Key>, after: string): Iterable<string> {
    return this.#ids.after(collection, keys, after);
  }

  countVisible(collection: CollectionName, keys: ReadonlySet<Key>): number {
    return this.#counts.of(collection, keys, () => this.#count(collection, keys));
  }

  /**
   * Takes a row of the feed; an older revision than the one held is a repetition and changes nothing.
   * @param filling true while everything is read for the first time: nothing enters the ring
   */
  apply(row: ChangeRow, filling: boolean): IndexChange {
    const before = this.#entries.get(row.id);
    const read = this.#entryOf(row);
    const after = read?.entry;
    const news = after !== undefined && (before === undefined || supersedes(after.rev, before.rev));
    if (news) {
      this.#changes += 1;
      this.#keep(before, after, filling);
      this.#bodies.set(after.id, read?.json ?? '');
      this.#latest = [...this.#latest.filter((id) => id !== after.id), after.id].slice(-MAX_LATEST);
      if (!filling) this.ring.push(row.id, row.seq);
    }
    if (!filling) this.ring.mark(row.seq);
    return { row, before, after: news ? after : undefined };
  }

  /** Takes an entry as it was saved; each id once, before anything else. */
  restore(entry: Entry, body: string | undefined): void {
    this.#keep(undefined, entry, true);
    if (body !== undefined) this.#bodies.set(entry.id, body);
  }

  /** Which ids changed last, as it was saved. */
  restoreLatest(ids: readonly string[]): void {
    this.#latest = ids.slice(-MAX_LATEST);
  }

  /** Drops bodies, least recently used first, until so many bytes are free. @returns bytes freed */
  evictBodies(bytes: number): number {
    return this.#bodies.evict(bytes);
  }

  #count(collection: CollectionName, keys: ReadonlySet<Key>): number {
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

  #entryOf(row: ChangeRow): { readonly entry: Entry; readonly json: string } | undefined {
    const collection = this.#collectionOf(row.id);
    if (collection === undefined || row.doc === undefined) return undefined;
    const stored = readStored({ ...row.doc, _id: row.id, _rev: row.rev, _deleted: row.deleted });
    const { id, rev, deleted, keys, hash, doc } = stored;
    // A parent's id is kept once, however many belong to it.
    const parent = this.#entries.get(doc.parent)?.id ?? doc.parent;
    const entry = { id, collection, rev, deleted, keys, hash, parent, by: doc.stamp.by };
    return { entry, json: JSON.stringify(wireOf(stored)) };
  }

  #keep(before: Entry | undefined, after: Entry, filling: boolean): void {
    this.#entries.set(after.id, after);
    this.#entryBytes += entryBytes(after) - (before === undefined ? 0 : entryBytes(before));
    this.#ids.move(after.id, after.collection, before?.keys ?? {}, after.keys, filling);
    this.#children.move(after.id, before?.parent ?? '', after.parent);
    this.#counts.changed(after.collection);
  }
}
