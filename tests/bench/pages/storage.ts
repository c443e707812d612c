/** One storage at work in a page: for the storage bench, and for the test that kills the browser while it writes. */
import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { ENVELOPE_SCHEMA } from '@communitrak/replica/schemas.ts';
import { logDatabaseName } from '@communitrak/replica/storage/log/connection.ts';
import { getRxStorageLog } from '@communitrak/replica/storage/log/log-storage.ts';
import { words } from '../words.ts';

export type Kind = 'log' | 'unsealed' | 'busy' | 'dexie';

interface Open {
  readonly db: RxDatabase;
  readonly docs: RxCollection<Envelope>;
}

type Storage = RxStorage<unknown, unknown>;

const storages: Readonly<Record<Kind, () => Storage>> = {
  log: () => getRxStorageLog(),
  unsealed: () => getRxStorageLog({ encrypt: false }),
  /** Compacts all the time. */
  busy: () => getRxStorageLog({ spareDocs: 50, smallRecords: 10, idleMs: 0 }),
  dexie: () => getRxStorageDexie() as unknown as Storage,
};

const PAGES_TOGETHER = 10;

const held = new Map<string, Open>();

async function open(kind: Kind, name: string): Promise<Open> {
  const known = held.get(name);
  if (known !== undefined) return known;
  const db = await createRxDatabase({ name, storage: storages[kind](), multiInstance: true });
  const { docs } = await db.addCollections({ docs: { schema: ENVELOPE_SCHEMA } });
  const opened = { db, docs: docs as unknown as RxCollection<Envelope> };
  held.set(name, opened);
  return opened;
}

function document(id: string, order: number, bytes: number): Envelope {
  const stamp = { at: '', by: '', byName: '', number: '', state: 'accepted' };
  const text = String(order).padStart(12, '0');
  const body = { text: words(order, Math.max(0, bytes - 250)) };
  return { id, type: 'request', version: 1, parent: '', order: text, stamp, body } as unknown as Envelope;
}

const numbered = (at: number, prefix: string): string => `request:${prefix}${String(at).padStart(8, '0')}`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** @returns milliseconds, in portions of 1000 as a pull brings them */
async function fill(kind: Kind, name: string, count: number, bytes: number, prefix = ''): Promise<number> {
  const { docs } = await open(kind, name);
  return timed(async () => {
    for (let from = 0; from < count; from += 1000) {
      const size = Math.min(1000, count - from);
      await docs.bulkInsert(
        Array.from({ length: size }, (_, at) => document(numbered(from + at, prefix), from + at, bytes)),
      );
    }
  });
}

/** One value in one transaction of plain IndexedDB, flushed or not: nothing that is durable can be quicker. */
async function plainPut(): Promise<(durability: IDBTransactionDurability) => Promise<void>> {
  const request = indexedDB.open('plain', 1);
  request.onupgradeneeded = () => void request.result.createObjectStore('all', { autoIncrement: true });
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('plain'));
  });
  const value = new Uint8Array(500);
  return (durability) =>
    new Promise((resolve, reject) => {
      const tx = db.transaction('all', 'readwrite', { durability });
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error ?? new Error('plain'));
      tx.objectStore('all').add({ c: 'docs', n: 1, d: value });
    });
}

type Quantiles = Readonly<Record<string, { readonly p50: number; readonly p95: number }>>;

/** In turns, so that whatever else the machine does meets all alike. */
async function singles(databases: readonly (readonly [Kind, string])[], times: number): Promise<Quantiles> {
  const put = await plainPut();
  const insert = async ([kind, name]: readonly [Kind, string]) => {
    const { docs } = await open(kind, name);
    const one = (at: number) => docs.insert(document(`request:s${at}`, 5e9 + at, 500));
    return [kind, one] as const;
  };
  const all: (readonly [string, (at: number) => Promise<unknown>])[] = [
    ...(await Promise.all(databases.map(insert))),
    ['plain strict', () => put('strict')],
    ['plain relaxed', () => put('relaxed')],
  ];
  const taken = new Map<string, number[]>(all.map(([what]) => [what, []]));
  for (let at = 0; at < times; at += 1)
    for (const [what, work] of all) taken.get(what)?.push(await timed(() => work(at)));
  return Object.fromEntries(
    [...taken].map(([what, ms]) => [what, { p50: quantile(ms, 0.5), p95: quantile(ms, 0.95) }]),
  );
}

async function burst(kind: Kind, name: string, turn: number): Promise<number> {
  const { docs } = await open(kind, name);
  return timed(() =>
    Promise.all(
      Array.from({ length: 200 }, (_, at) => docs.insert(document(`request:b${turn}.${at}`, 6e9 + at, 500))),
    ),
  );
}

/** Straight to the storage: RxDB keeps the answers of queries it has seen. */
function page(docs: RxCollection<Envelope>, way: 'asc' | 'desc') {
  const sort = [{ type: way }, { order: way }, { id: way }];
  const query = docs.find({ selector: { type: 'request' }, sort, limit: 50 } as never);
  return docs.storageInstance.query(query.getPreparedQuery());
}

async function pages(kind: Kind, name: string, way: 'asc' | 'desc'): Promise<number> {
  const { docs } = await open(kind, name);
  const times: number[] = [];
  // A page's clock ticks in tenths of a millisecond: several together are timed.
  for (let at = 0; at < 5; at += 1)
    times.push(
      await timed(async () => {
        for (let one = 0; one < PAGES_TOGETHER; one += 1) await page(docs, way);
      }),
    );
  return quantile(times, 0.5) / PAGES_TOGETHER;
}

/** Every record of a log, read and nothing more: less than this no start takes that reads everything. */
async function readRaw(name: string): Promise<number> {
  return timed(async () => {
    const request = indexedDB.open(logDatabaseName(name));
    await new Promise((resolve, reject) => {
      request.onsuccess = () => {
        const all = request.result.transaction('log').objectStore('log').getAll();
        all.onsuccess = resolve;
        all.onerror = reject;
      };
      request.onerror = reject;
    });
    request.result.close();
  });
}

/** A database of nobody's, opened and closed. */
async function warm(): Promise<void> {
  await (
    await plainPut()
  )('relaxed');
}

/** In a page that has not had it open: to the first list that can be shown. */
async function reopen(kind: Kind, name: string, way: 'asc' | 'desc'): Promise<number> {
  return timed(async () => {
    const { docs } = await open(kind, name);
    const { documents } = await page(docs, way);
    if (documents.length !== 50) throw new Error(`a page of ${documents.length}`);
  });
}

async function heap(): Promise<number> {
  const { memory } = performance as { memory?: { usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? 0;
}

/** Writes until it is stopped or killed; `done` hears each id once it is acknowledged. */
async function writeOn(
  kind: Kind,
  name: string,
  prefix: string,
  done: (id: string) => unknown,
): Promise<void> {
  const { docs } = await open(kind, name);
  const writer = async (letter: string): Promise<void> => {
    for (let at = 0; ; at += 1) {
      const id = `request:${prefix}${letter}${at}`;
      await docs.insert(document(id, at, 500));
      done(id);
      // What was written before changes too, so that there is something to compact.
      const earlier = await docs.findOne(`request:${prefix}${letter}${Math.floor(at / 2)}`).exec();
      await earlier?.incrementalPatch({ order: String(at).padStart(12, '0') });
    }
  };
  await Promise.all(['a', 'b', 'c'].map(writer));
}

async function ids(kind: Kind, name: string): Promise<readonly string[]> {
  const { docs } = await open(kind, name);
  return (await docs.find().exec()).map((doc) => doc.id);
}

/** Adds one to a counter many times, as another tab does at the same time; each addition must count. */
async function count(kind: Kind, name: string, times: number, prefix: string): Promise<void> {
  const { docs } = await open(kind, name);
  await docs.insertIfNotExists(document('request:counter', 0, 300));
  for (let at = 0; at < times; at += 1) {
    const counter = await docs.findOne('request:counter').exec(true);
    const others = [0, 1].map((one) => docs.insert(document(`request:${prefix}${at}.${one}`, at, 300)));
    await counter.incrementalModify((doc) => ({ ...doc, version: doc.version + 1 }));
    await Promise.all(others);
  }
}

async function counted(kind: Kind, name: string): Promise<number> {
  const { docs } = await open(kind, name);
  return (await docs.findOne('request:counter').exec(true)).version - 1;
}

const bench = { fill, singles, readRaw, burst, pages, warm, reopen, heap, writeOn, ids, count, counted };
export type StorageBench = typeof bench;
Object.assign(globalThis, { bench });
