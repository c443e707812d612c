/**
 * A DocStore that behaves as a CouchDB cluster may: opaque, repeated and reordered seqs, rewound changes, late copies
 * (from ranges and changes, never from reads by id), lost requests and lost answers, conflict leaves. Every choice is a
 * hash of (seed, actor, its counter), so a seed does the same each time. Each fault counts how often it fired:
 * `assertEachFired` fails a run in which one never did.
 */
import type {
  Database,
  DocStore,
  NewDoc,
  StoredDoc,
  WriteResult,
} from '@communitrak/sync-server/ports/doc-store.ts';
import { StoreUnavailable } from '@communitrak/sync-server/ports/doc-store.ts';
import { FAULTS, type Chaos, type Fault } from './chaos-faults.ts';
import { createChaosFeed } from './chaos-feed.ts';
import { createHistory, generationOf, type History } from './chaos-history.ts';

/** How often of 1000 chances. */
export type Rates = Readonly<Record<Fault, number>>;

export const USUAL_RATES: Rates = {
  'opaque-seq': 1000,
  'reordered-rows': 500,
  'repeated-row': 200,
  'rewound-changes': 100,
  'late-change': 200,
  'late-range': 250,
  'lost-request': 40,
  'lost-answer': 40,
  'conflict-leaf': 150,
};

export interface ChaosOptions {
  readonly seed: number;
  readonly rates?: Partial<Rates>;
  /** Adds a losing leaf beside a document; without it there are no conflict leaves, and none are asked for. */
  readonly plantLeaf?: (database: string, leaf: StoredDoc) => Promise<void>;
}

export interface ChaosStore {
  readonly store: DocStore;
  readonly fired: ReadonlyMap<Fault, number>;
  /** From now on no fault happens; what was opaque stays opaque. For looking at the outcome. */
  readonly calm: () => void;
  /** Throws, naming each fault that never happened. */
  assertEachFired(): void;
}

/** FNV-1a with a final mix: neighbouring counters give unrelated numbers. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function createDice(seed: number): (actor: string) => number {
  const counters = new Map<string, number>();
  return (actor) => {
    const counter = (counters.get(actor) ?? 0) + 1;
    counters.set(actor, counter);
    return hashOf(`${seed}/${actor}/${counter}`);
  };
}

/** Loses to every other leaf of its generation. */
const LOSING_HASH = '0'.repeat(32);

type MayFail = <T>(actor: string, work: () => Promise<T>) => Promise<T>;

function losesRequests(name: string, chaos: Chaos): MayFail {
  return async (actor, work) => {
    if (chaos.strikes('lost-request', `${name} ${actor}`))
      throw new StoreUnavailable('chaos: the request was lost');
    const result = await work();
    if (chaos.strikes('lost-answer', `${name} ${actor}`))
      throw new StoreUnavailable('chaos: the answer was lost');
    return result;
  };
}

interface Around {
  readonly inner: Database;
  readonly chaos: Chaos;
  readonly history: History;
  readonly plantLeaf: ChaosOptions['plantLeaf'];
}

async function writeAndRemember(
  { inner, chaos, history, plantLeaf }: Around,
  docs: readonly NewDoc[],
): Promise<readonly WriteResult[]> {
  const results = await inner.putMany(docs);
  for (const [at, doc] of docs.entries()) {
    const result = results[at];
    if (result?.ok !== true) continue;
    history.record({ ...doc, _rev: result.rev });
    if (plantLeaf === undefined || doc._deleted === true || !chaos.strikes('conflict-leaf', inner.name))
      continue;
    const rev = `${generationOf(result.rev)}-${LOSING_HASH}`;
    await plantLeaf(inner.name, { _id: doc._id, _rev: rev, leaf: 'that lost' });
  }
  return results;
}

function chaosDatabase(around: Around): Database {
  const { inner, chaos, history } = around;
  const { name } = inner;
  const mayFail = losesRequests(name, chaos);
  return {
    name,
    async get(id) {
      const doc = await mayFail('get', () => inner.get(id));
      if (doc !== undefined) history.record(doc);
      return doc;
    },
    async getMany(ids) {
      const docs = await mayFail('getMany', () => inner.getMany(ids));
      docs.forEach((doc) => history.record(doc));
      return docs;
    },
    async put(doc) {
      const [result] = await mayFail('put', () => writeAndRemember(around, [doc]));
      if (result === undefined) throw new Error('No result for a write');
      return result;
    },
    putMany: (docs) => mayFail('putMany', () => writeAndRemember(around, docs)),
    range: (query) =>
      mayFail('range', async () => {
        const rows = await inner.range(query);
        rows.forEach((doc) => history.record(doc));
        return lateRange(rows, history, query.limit === undefined, () => chaos.strikes('late-range', name));
      }),
    feed: createChaosFeed(inner.feed, { name, chaos, history, mayFail }),
  };
}

/** As a copy that has not heard of the latest: older versions, and without a limit rows that are not there yet. */
function lateRange(
  rows: readonly StoredDoc[],
  history: History,
  mayDrop: boolean,
  strikes: () => boolean,
): readonly StoredDoc[] {
  return rows.flatMap((doc) => {
    const older = history.older(doc);
    const canBeLate = older === undefined ? mayDrop : older._deleted !== true || mayDrop;
    if (!canBeLate || !strikes()) return [doc];
    return older === undefined || older._deleted === true ? [] : [older];
  });
}

function createCounting(options: ChaosOptions): {
  chaos: Chaos;
  fired: Map<Fault, number>;
  calm: () => void;
} {
  const rates = { ...USUAL_RATES, ...options.rates };
  const roll = createDice(options.seed);
  const fired = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  let isCalm = false;
  return {
    fired,
    calm() {
      isCalm = true;
    },
    chaos: {
      strikes(fault, actor) {
        const chance = roll(`${fault} ${actor}`) % 1000;
        if ((isCalm && fault !== 'opaque-seq') || chance >= rates[fault]) return false;
        fired.set(fault, (fired.get(fault) ?? 0) + 1);
        return true;
      },
      pick: (count, actor) => roll(`pick ${actor}`) % count,
    },
  };
}

export function createChaosStore(inner: DocStore, options: ChaosOptions): ChaosStore {
  const { chaos, fired, calm } = createCounting(options);
  return {
    fired,
    calm,
    assertEachFired() {
      const expected = FAULTS.filter((fault) => fault !== 'conflict-leaf' || options.plantLeaf !== undefined);
      const silent = expected.filter((fault) => fired.get(fault) === 0);
      if (silent.length === 0) return;
      throw new Error(`Seed ${options.seed}: these faults never happened: ${silent.join(', ')}`);
    },
    store: {
      // Its copies lag, so rights need quorum reads.
      topology: 'clustered',
      async open(name, how) {
        const database = await inner.open(name, how);
        if (database === undefined) return undefined;
        const around = { inner: database, chaos, history: createHistory(), plantLeaf: options.plantLeaf };
        return chaosDatabase(around);
      },
      names: () => inner.names(),
      drop: (name) => inner.drop(name),
      ping: () => inner.ping(),
      close: () => inner.close(),
    },
  };
}

/** Plants leaves in the databases of a CouchDB or embedded store, past the client. */
export function leafPlanter(url: string, prefix: string): NonNullable<ChaosOptions['plantLeaf']> {
  return async (database, leaf) => {
    const path = `${url}/${encodeURIComponent(prefix + database)}/_bulk_docs`;
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ docs: [leaf], new_edits: false }),
    });
    if (!answer.ok) throw new Error(`The leaf could not be planted: ${answer.status} ${await answer.text()}`);
  };
}
