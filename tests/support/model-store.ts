/**
 * The store of the model test: one database in memory, two shards of two copies. Each copy hears of a write late and in
 * an order of its own; a read of the feed takes any copy, is complete relative to what its `since` had seen, may begin
 * earlier and may lag; reads by id are quorum reads. Seqs are opaque. Lost requests and the like are the chaos layer's,
 * which goes around a handle of this.
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
import { diceOf, hashOf, wait, type Dice, type Tally } from './model-dice.ts';

type Shard = 0 | 1;
type CopyName = 0 | 1;
const BOTH = [0, 1] as const;

interface Arriving {
  readonly doc: StoredDoc;
  readonly generation: number;
  readonly at: number;
}

interface Copy {
  pending: Arriving[];
  readonly log: Arriving[];
  /** Latest generation of each document. */
  readonly known: Map<string, number>;
}

/** How far a reading has come in each shard, and on which copy. */
type CopyPosition = readonly [copy: CopyName, position: number];
type Vector = readonly [CopyPosition, CopyPosition];
const BEGINNING: Vector = [
  [0, 0],
  [0, 0],
];

const generationOf = (rev: string): number => Number.parseInt(rev, 10);

export class ModelStore {
  readonly docs = new Map<string, StoredDoc>();
  /** Everything has arrived, and arrives at once. */
  quiet = false;
  /** `blind`: over a deletion of which its writer had read nothing, which a store lets through. */
  onWrite: (doc: StoredDoc, blind: boolean) => void = () => undefined;
  readonly #dice: Dice;
  readonly #tally: Tally;
  readonly #copies: readonly (readonly [Copy, Copy])[] = BOTH.map(() => [emptyCopy(), emptyCopy()]);
  readonly #seqs = new Map<string, Vector>();
  #writes = 0;

  constructor(seed: number, tally: Tally) {
    this.#dice = diceOf(seed, 'store');
    this.#tally = tally;
  }

  /** @param prefers the copy that this reader mostly reads, in each shard */
  handle(name: string, prefers: readonly [CopyName, CopyName]): DocStore {
    const database = this.#database(name, prefers);
    return {
      topology: 'clustered',
      open: (asked) => Promise.resolve(asked === name ? database : undefined),
      names: () => Promise.resolve([name]),
      drop: () => Promise.reject(new Error('not in this store')),
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  #lag(): number {
    const x = this.#dice.roll();
    if (this.quiet) return 0;
    if (x < 0.6) return x * 3;
    return x < 0.97 ? x * 25 : 45;
  }

  #put(doc: NewDoc): WriteResult {
    const id = doc._id;
    const stored = this.docs.get(id);
    const free = stored === undefined || stored._deleted === true;
    if (doc._rev === undefined ? !free : doc._rev !== stored?._rev) {
      this.#tally.add('store:conflict');
      return { ok: false, id, error: 'conflict', reason: 'Document update conflict.' };
    }
    this.#writes += 1;
    const generation = (stored === undefined ? 0 : generationOf(stored._rev)) + 1;
    const written: StoredDoc = { ...structuredClone(doc), _rev: `${generation}-${this.#writes}` };
    this.docs.set(id, written);
    for (const copy of BOTH) {
      this.#copy(shardOf(id), copy).pending.push({
        doc: written,
        generation,
        at: performance.now() + this.#lag(),
      });
    }
    this.onWrite(written, stored !== undefined && doc._rev === undefined);
    return { ok: true, id, rev: written._rev };
  }

  #copy(shard: Shard, name: CopyName): Copy {
    const copy = this.#copies[shard]?.[name];
    if (copy === undefined) throw new RangeError('no such copy');
    return copy;
  }

  /** What is due arrives, in the order in which it is due. */
  #settle(copy: Copy): void {
    const now = performance.now();
    const due = copy.pending.filter(({ at }) => this.quiet || at <= now).sort((a, b) => a.at - b.at);
    if (due.length === 0) return;
    copy.pending = copy.pending.filter((one) => !due.includes(one));
    for (const one of due) {
      if ((copy.known.get(one.doc._id) ?? 0) >= one.generation) continue;
      copy.known.set(one.doc._id, one.generation);
      copy.log.push(one);
    }
  }

  /** The largest prefix of a copy that lies inside what the seq had seen on the copy it was read from. */
  #position(shard: Shard, name: CopyName, [from, position]: CopyPosition): number {
    if (from === name || position === 0) return position;
    this.#tally.add('store:copy-switch');
    const seen = new Map(
      this.#copy(shard, from)
        .log.slice(0, position)
        .map(({ doc, generation }) => [doc._id, generation]),
    );
    const { log } = this.#copy(shard, name);
    const first = log.findIndex(({ doc, generation }) => (seen.get(doc._id) ?? 0) < generation);
    const reached = first < 0 ? log.length : first;
    return !this.quiet && this.#dice.is(0.2) ? Math.max(0, reached - 2) : reached;
  }

  #seqOf(vector: Vector): string {
    const seq = `q${hashOf(JSON.stringify(vector)).toString(36)}${vector.flat().join('')}`;
    this.#seqs.set(seq, vector);
    return seq;
  }

  #database(name: string, prefers: readonly [CopyName, CopyName]): Database {
    const pause = (): Promise<void> => (this.quiet ? Promise.resolve() : wait(this.#dice.roll()));
    const read = (ids: readonly string[]): ReadonlyMap<string, StoredDoc> =>
      new Map(ids.flatMap((id) => this.#found(id)));
    return {
      name,
      get: async (id) => {
        await pause();
        return this.docs.get(id);
      },
      getMany: async (ids) => {
        await pause();
        return read(ids);
      },
      put: async (doc) => {
        await pause();
        return this.#put(doc);
      },
      putMany: async (docs) => {
        await pause();
        return docs.map((doc) => this.#put(doc));
      },
      range: () => Promise.reject(new Error('ranges are not asked for by the sync')),
      feed: {
        read: async (query) => {
          await pause();
          return this.#read(query, prefers);
        },
        now: () => Promise.reject(new Error('not asked for by the sync')),
      },
    };
  }

  #found(id: string): readonly (readonly [string, StoredDoc])[] {
    const doc = this.docs.get(id);
    return doc === undefined ? [] : [[id, doc]];
  }

  #read(
    { since = '0', limit = Infinity, bodies }: ChangesQuery,
    prefers: readonly [CopyName, CopyName],
  ): ChangePage {
    const vector = since === '0' ? BEGINNING : this.#seqs.get(since);
    if (vector === undefined) throw new SeqRefused(`no seq ${since}`);
    if (!bodies) this.#tally.add('store:foreign-read');
    const own = bodies && this.#dice.is(0.9);
    const names = BOTH.map((shard) => (own ? prefers[shard] : this.#dice.pick(BOTH)));
    const at = BOTH.map((shard) => {
      const copy = this.#copy(shard, names[shard] ?? 0);
      this.#settle(copy);
      if (copy.pending.length > 0) this.#tally.add('store:late-copy');
      return this.#position(shard, names[shard] ?? 0, vector[shard]);
    });
    const place = (shard: Shard): CopyPosition => [names[shard] ?? 0, at[shard] ?? 0];
    const rows: ChangeRow[] = [];
    while (rows.length < limit) {
      const open = BOTH.filter((shard) => (at[shard] ?? 0) < this.#copy(shard, names[shard] ?? 0).log.length);
      if (open.length === 0) break;
      const shard = this.#dice.pick(open);
      const { log, known } = this.#copy(shard, names[shard] ?? 0);
      const entry = log[at[shard] ?? 0];
      at[shard] = (at[shard] ?? 0) + 1;
      // Only the latest entry of a document is in a feed.
      if (entry === undefined || known.get(entry.doc._id) !== entry.generation) continue;
      const { _id: id, _rev: rev } = entry.doc;
      const row = { id, rev, deleted: entry.doc._deleted === true, doc: bodies ? entry.doc : undefined };
      rows.push({ ...row, seq: this.#seqOf([place(0), place(1)]) });
    }
    return { rows, last: this.#seqOf([place(0), place(1)]) };
  }
}

function emptyCopy(): Copy {
  return { pending: [], log: [], known: new Map() };
}

function shardOf(id: string): Shard {
  return hashOf(id) % 2 === 0 ? 0 : 1;
}
