/**
 * The device that loses thousands of documents at once: opens, waits until it holds them, then until no trace is left.
 */
import { INDEX_BLOCKS } from '@communitrak/replica/storage/log/connection.ts';
import { indexBlockOf } from '@communitrak/replica/storage/log/records.ts';
import { open, type Sealed } from '@communitrak/replica/storage/log/seal.ts';
import { waitUntil } from './wait-until.ts';
import { enter, openOwn } from './bench-platform.ts';

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

const isSealed = (value: unknown): value is Sealed & { readonly c: string } =>
  typeof value === 'object' && value !== null && 'iv' in value && 'd' in value;

async function textOf(store: string, value: unknown, key: CryptoKey | undefined): Promise<string> {
  if (!isSealed(value)) return JSON.stringify(value);
  return open(value, store === INDEX_BLOCKS ? indexBlockOf(value.c) : value.c, key);
}

/**
 * How often the word stands anywhere in IndexedDB: documents, RxDB's own records, emptied ones, whatever is not cleared
 * up.
 */
async function traces(word: string): Promise<number> {
  let found = 0;
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await result(indexedDB.open(name));
    const meta = db.objectStoreNames.contains('meta')
      ? ((await result(db.transaction('meta').objectStore('meta').get('identity'))) as
          | { key?: CryptoKey }
          | undefined)
      : undefined;
    for (const store of db.objectStoreNames) {
      const values: unknown[] = await result(db.transaction(store).objectStore(store).getAll());
      for (const value of values) found += (await textOf(store, value, meta?.key)).split(word).length - 1;
    }
    db.close();
  }
  return found;
}

/** Opens a fresh replica and resolves when it holds so many requests. */
async function hold(count: number): Promise<number> {
  const replica = await openOwn();
  const cases = replica.parts.database.collections.get('cases');
  if (cases === undefined) throw new Error('no such collection');
  Object.assign(globalThis, { held: { replica, cases } });
  await waitUntil(async () => (await cases.count().exec()) >= count);
  await replica.parts.sync.settled();
  return traces('request:rv');
}

/** @returns when the collection was empty, and when nothing of it was left on the disk; epoch ms */
async function gone(): Promise<{ empty: number; physically: number }> {
  const { held } = globalThis as unknown as { held: { cases: { count(): { exec(): Promise<number> } } } };
  await waitUntil(async () => (await held.cases.count().exec()) === 0);
  const empty = Date.now();
  await waitUntil(async () => (await traces('request:rv')) === 0, 100);
  return { empty, physically: Date.now() };
}

async function wipe(): Promise<void> {
  const { held } = globalThis as unknown as { held: { replica: { wipe(): Promise<void> } } };
  await held.replica.wipe();
}

Object.assign(globalThis, { bench: { enter, hold, gone, wipe } });
