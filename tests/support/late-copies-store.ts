/**
 * A store in memory that lags where a test says so: two shards of two copies. Reads by id are quorum reads and see
 * everything at once; copy 0 of each shard shows a write in its feed at once, copy 1 only when it is not held. A
 * process gets a handle whose feed prefers one copy; a seq belongs to the copies it was read from, and another copy
 * continues it as far as that copy knows what the seq had seen, as CouchDB does. Seqs are opaque. No chaos: everything
 * is scripted.
 */
import {
  SeqRefused,
  type ChangePage,
  type ChangeRow,
  type ChangesQuery,
  type Database,
  type DocStore,
  type NewDoc,
  type StoredDoc,
  type WriteResult,
} from '@communitrak/sync-server/ports/doc-store.ts';

export type Copy = 0 | 1;

interface Written {
  readonly n: number;
  readonly doc: StoredDoc;
}

const SHARDS = [0, 1] as const;
type CopyPosition = readonly [copy: Copy, position: number];
type Vector = readonly [CopyPosition, CopyPosition];
const BEGINNING: Vector = [
  [0, 0],
  [0, 0],
];

/** Every second id, by its letters. */
function shardOf(id: string): Copy {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum % 2 === 0 ? 0 : 1;
}

const generationOf = (rev: string): number => Number.parseInt(rev, 10);

export class LateCopies {
  readonly #docs = new Map<string, StoredDoc>();
  /** By shard and copy, in the order of arrival. */
  readonly #logs: readonly (readonly [Written[], Written[]])[] = [
    [[], []],
    [[], []],
  ];
  readonly #waiting: Written[] = [];
  readonly #seqs = new Map<string, Vector>();
  readonly #names = new Map<string, string>();
  #held = false;
  #count = 0;
  /** Which copy a read answers that goes on from another process's seq (ids only). */
  foreignCopy: Copy = 0;
  /** Reads of the feed that named no bodies: from a seq that a view did not know. */
  foreignReads = 0;

  /** From now on copy 1 receives nothing. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const written of this.#waiting.splice(0)) this.#arrive(written, 1);
  }

  /** @param copy the one whose feed this process reads */
  handle(copy: Copy, topology: DocStore['topology'] = 'clustered'): DocStore {
    const database = this.#database(copy);
    return {
      topology,
      open: (name) => Promise.resolve(name === database.name ? database : undefined),
      names: () => Promise.resolve([database.name]),
      drop: () => Promise.reject(new Error('not in this store')),
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  get(id: string): StoredDoc | undefined {
    return this.#docs.get(id);
  }

  ids(): readonly string[] {
    return [...this.#docs.keys()];
  }

  put(doc: NewDoc): WriteResult {
    const id = doc._id;
    const stored = this.#docs.get(id);
    const free = stored === undefined || stored._deleted === true;
    if (doc._rev === undefined ? !free : doc._rev !== stored?._rev) {
      return { ok: false, id, error: 'conflict', reason: 'Document update conflict.' };
    }
    this.#count += 1;
    const rev = `${(stored === undefined ? 0 : generationOf(stored._rev)) + 1}-${this.#count}`;
    const written = { n: this.#count, doc: structuredClone({ ...doc, _rev: rev }) };
    this.#docs.set(id, written.doc);
    this.#arrive(written, 0);
    if (this.#held) this.#waiting.push(written);
    else this.#arrive(written, 1);
    return { ok: true, id, rev };
  }

  #arrive(written: Written, copy: Copy): void {
    this.#logs[shardOf(written.doc._id)]?.[copy].push(written);
  }

  #log(shard: Copy, copy: Copy): readonly Written[] {
    return this.#logs[shard]?.[copy] ?? [];
  }

  #database(copy: Copy): Database {
    const read = (query: ChangesQuery): Promise<ChangePage> => {
      if (!query.bodies) this.foreignReads += 1;
      return this.#read(query, query.bodies ? copy : this.foreignCopy);
    };
    const current = (id: string): StoredDoc | undefined => structuredClone(this.#docs.get(id));
    return {
      name: 'association-a',
      get: (id) => Promise.resolve(current(id)),
      getMany: (ids) => {
        const found = ids.map((id) => [id, current(id)] as const);
        return Promise.resolve(new Map(found.flatMap(([id, doc]) => (doc === undefined ? [] : [[id, doc]]))));
      },
      put: (doc) => Promise.resolve(this.put(doc)),
      putMany: (docs) => Promise.resolve(docs.map((doc) => this.put(doc))),
      range: () => Promise.resolve([]),
      feed: { read, now: () => Promise.resolve(this.#name(BEGINNING)) },
    };
  }

  #name(vector: Vector): string {
    const text = JSON.stringify(vector);
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const made = `q${((this.#names.size + 1) * 2654435761) % 4294967296}`;
    this.#names.set(text, made);
    this.#seqs.set(made, vector);
    return made;
  }

  /** The largest prefix of a copy that lies inside what the seq had seen on the copy it was read from. */
  #position(shard: Copy, copy: Copy, [from, position]: CopyPosition): number {
    if (from === copy) return position;
    const seen = new Map(
      this.#log(shard, from)
        .slice(0, position)
        .map(({ doc }) => [doc._id, generationOf(doc._rev)]),
    );
    const log = this.#log(shard, copy);
    const first = log.findIndex(({ doc }) => (seen.get(doc._id) ?? 0) < generationOf(doc._rev));
    return first < 0 ? log.length : first;
  }

  async #read(
    { since = '0', limit = Infinity, bodies, waitMs, signal }: ChangesQuery,
    copy: Copy,
  ): Promise<ChangePage> {
    const vector = since === '0' ? BEGINNING : this.#seqs.get(since);
    if (vector === undefined) throw new SeqRefused(`no seq ${since}`);
    const positions = SHARDS.map((shard) => this.#position(shard, copy, vector[shard]));
    const now = (): Vector => [
      [copy, positions[0] ?? 0],
      [copy, positions[1] ?? 0],
    ];
    const rows: ChangeRow[] = [];
    for (const shard of SHARDS) {
      const log = this.#log(shard, copy);
      for (let at = positions[shard] ?? 0; at < log.length && rows.length < limit; at += 1) {
        positions[shard] = at + 1;
        const doc = log[at]?.doc;
        const latest = log.findLast((written) => written.doc._id === doc?._id);
        if (doc === undefined || latest?.doc !== doc) continue;
        const row = { id: doc._id, rev: doc._rev, deleted: doc._deleted === true };
        rows.push({ ...row, seq: this.#name(now()), doc: bodies ? structuredClone(doc) : undefined });
      }
    }
    if (rows.length === 0 && waitMs !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    signal?.throwIfAborted();
    return { rows, last: this.#name(now()) };
  }
}
