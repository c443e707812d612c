/**
 * Many associations of which few are active at a time: random visits among the active ones, which slowly change. Memory
 * must stay within the budget, and a visit's time is told by where its view came from: memory, a snapshot, or a full
 * reading. BENCH_ASSOCIATIONS (1000), BENCH_ACTIVE (50), BENCH_VISITS (4000) and BENCH_VIEW_MB (128) make it smaller.
 */
import { join } from 'node:path';
import { entities, entityOf } from '@communitrak/domain/registry.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { ChangesQuery, DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import type { SnapshotStore } from '@communitrak/sync-server/ports/snapshot-store.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { openDiskSnapshotStore } from '@communitrak/sync-server/store/files/disk-snapshot-store.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { toStore } from '@communitrak/sync-server/sync/stored-document.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { aSyncService, createWith } from '../../support/sync-rig.ts';
import { testLog } from '../../support/test-store.ts';
import { round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { heapMeter } from './heap.ts';
import { aHome, BENCH_PREFIX, inFolder, startStore } from './bench-rig.ts';

const given = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const ASSOCIATIONS = given('BENCH_ASSOCIATIONS', 1000);
const ACTIVE = given('BENCH_ACTIVE', 50);
const VISITS = given('BENCH_VISITS', 4000);
const BUDGET_MB = given('BENCH_VIEW_MB', 128);
const DOCUMENTS = 2000;
const AT_ONCE = 1000;
const MEGABYTE = 1024 * 1024;
/** After so many visits one association falls quiet and another wakes. */
const TURN = 10;

const name = (n: number): string => `many-${n}`;
type Source = 'memory' | 'snapshot' | 'store';

const WORDS: readonly (readonly [Source, string])[] = [
  ['memory', 'its view in memory'],
  ['snapshot', 'its view from a snapshot'],
  ['store', 'its view read from the store'],
];

async function fill(store: DocStore): Promise<void> {
  const homes = Array.from({ length: DOCUMENTS }, (_, n) =>
    toStore({ doc: aHome(n), deleted: false, keys: { all: [{ from: 1_700_000_000_000 }] }, rev: undefined }),
  );
  const writer = aSyncService(store);
  for (let n = 0; n < ASSOCIATIONS; n += 1) {
    await createWith(writer, name(n), smallAssociation({ local: name(n) }).documents);
    const database = await store.open(`association-${name(n)}`, { create: false });
    for (let from = 0; from < DOCUMENTS; from += AT_ONCE) {
      await database?.putMany(homes.slice(from, from + AT_ONCE));
    }
  }
  await writer.close();
}

/** Where the last view came from, as far as can be told from outside. */
interface Seen {
  source: Source;
  mostBytes: number;
}

function noting(store: DocStore, seen: Seen): DocStore {
  return {
    ...store,
    topology: store.topology,
    open: async (database, options) => {
      const inner = await store.open(database, options);
      if (inner === undefined) return undefined;
      const read = (query: ChangesQuery) => {
        if (query.since === '0') seen.source = 'store';
        return inner.feed.read(query);
      };
      return { ...inner, feed: { now: () => inner.feed.now(), read } };
    },
  };
}

interface Outcome {
  readonly times: ReadonlyMap<Source, readonly number[]>;
  readonly mostBytes: number;
  readonly heap: number;
}

/** Not Math.random: the same visits each time. */
function dice(): (limit: number) => number {
  let state = 7;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
}

function serviceOn(store: DocStore, snapshots: SnapshotStore, seen: Seen): RunningSyncService {
  const views = (_count: number, bytes: number): void => {
    seen.mostBytes = Math.max(seen.mostBytes, bytes);
  };
  const snapshot = (event: string): void => {
    if (event === 'loaded') seen.source = 'snapshot';
  };
  const nothing = (): void => undefined;
  return createSyncService({
    store: noting(store, seen),
    clock: Date.now,
    newId: v7,
    registry: { entities, entityOf },
    secret: 'bench',
    log: testLog,
    viewBudgetBytes: BUDGET_MB * MEGABYTE,
    snapshots,
    metrics: { pulled: nothing, answered: nothing, streams: nothing, views, snapshot },
  });
}

/** One resident's device in each association: its token is what it was told last. */
function visitor(service: RunningSyncService): (n: number) => Promise<number> {
  const tokens = new Map<number, string>();
  return async (n) => {
    const who = { association: name(n), member: 'm-head', device: 'bench' };
    const want = [{ collection: 'places' as const, token: tokens.get(n) ?? null, limit: 100, holds: false }];
    const started = performance.now();
    const text = await service.pullRaw(who, { protocol: PROTOCOL_VERSION, want });
    const ms = performance.now() - started;
    tokens.set(n, /"token":"([^"]*)"/.exec(text)?.[1] ?? '');
    return ms;
  };
}

async function visits(store: DocStore, folder: string): Promise<Outcome> {
  const seen: Seen = { source: 'memory', mostBytes: 0 };
  const service = serviceOn(store, await openDiskSnapshotStore(folder, Date.now()), seen);
  const visit = visitor(service);
  const below = dice();
  const heapNow = heapMeter();
  // The first visit brings the program into memory, which is not what is asked here.
  await visit(0);
  const before = await heapNow();
  const times = new Map<Source, number[]>(WORDS.map(([source]) => [source, []]));
  const active = Array.from({ length: ACTIVE }, (_, n) => n);
  for (let count = 0; count < VISITS; count += 1) {
    if (count % TURN === 0) active[below(ACTIVE)] = below(ASSOCIATIONS);
    seen.source = 'memory';
    const ms = await visit(active[below(ACTIVE)] ?? 0);
    times.get(seen.source)?.push(ms);
    service.sweep();
  }
  await service.settled();
  const heap = (await heapNow()) - before;
  await service.close();
  return { times, mostBytes: seen.mostBytes, heap };
}

const p95 = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * 0.95))] ?? Number.NaN;

function tell(report: Report, { times, mostBytes, heap }: Outcome): void {
  const bench = 'sync-associations';
  const what = `${ASSOCIATIONS} associations of ${DOCUMENTS} documents, ${ACTIVE} active`;
  for (const [source, words] of WORDS) {
    const all = times.get(source) ?? [];
    report({
      bench,
      case: `${what}: p95 of ${all.length} visits, ${words}`,
      value: round(p95(all), 1),
      unit: 'ms',
    });
  }
  const budget = { unit: 'MB', peer: 'budget', peerValue: BUDGET_MB };
  for (const [words, bytes] of [
    ['most that views held', mostBytes],
    ['what the heap grew by', heap],
  ] as const) {
    const value = round(bytes / MEGABYTE, 0);
    report({
      bench,
      case: `${what}: ${words}`,
      value,
      ...budget,
      ratio: round(value / BUDGET_MB),
      want: '<= 1',
    });
  }
}

export const associations: SyncCase = {
  name: 'associations',
  run: async (report) => {
    await inFolder(async (folder) => {
      const process = await startStore(join(folder, 'store'));
      const store = await openCouchStore({ url: process.url, prefix: BENCH_PREFIX, timeoutMs: 120_000 });
      await fill(store);
      tell(report, await visits(store, folder));
      await process.stop();
    });
  },
};
