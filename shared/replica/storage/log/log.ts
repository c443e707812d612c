/**
 * The log itself: records appended in one transaction, and only when no other tab has appended since we last looked.
 * Knows what a record looks like and nothing of what is in it.
 */
import { INDEX_BLOCKS, LOG, QUARANTINE, result, type Connection } from './connection.ts';
import type { Collection } from './collection.ts';
import type { Peers } from './peers.ts';
import type { Filing } from './records.ts';
import { addRecord, deleteRecord, recordAt, recordsBetween } from './content-store.ts';
import {
  StorageGoneError,
  type Durability,
  type LogIndexBlock,
  type LogRecord,
  type LogSettings,
} from './types.ts';

export interface Log {
  readonly connection: Connection;
  readonly settings: LogSettings;
  readonly peers: Peers;
  /** Those open here and read, by key. */
  readonly collections: Map<string, Collection>;
  /** All that are open here. */
  readonly opened: Map<string, Collection>;
  /** Every record with a key up to here has been seen. */
  seq: number;
}

/** What is appended: a record, and its index block where it has one. */
export interface Entry {
  readonly record: LogRecord;
  readonly indexBlock?: LogIndexBlock;
}

export type Appended =
  /** Key of the first record. */
  | { readonly ok: true; readonly first: number }
  /** Another tab was first, and nothing was written. @param last the key it has reached */
  | { readonly ok: false; readonly last: number };

/** How many unreadable records are kept for whoever may still read them. */
const MAX_QUARANTINE = 100;
/** Further apart than this, records are read one by one. */
const DENSE = 4;

/** How documents of a collection are put into records. */
export function filing(log: Log, collection: Collection): Filing {
  return {
    key: log.connection.key,
    size: log.settings.recordDocs,
    indexedFields: collection.indexedFields,
    indexBlockFrom: log.settings.indexBlockDocs,
  };
}

export function sizeOf(record: LogRecord): number {
  return record.d.length;
}

function remove(tx: IDBTransaction, keys: Iterable<number>): void {
  for (const key of keys) {
    deleteRecord(tx, key);
    tx.objectStore(INDEX_BLOCKS).delete(key);
  }
}

/**
 * All or nothing. @param entries at least one. @param gone keys to delete with it
 * @throws what IndexedDB says, e.g. QuotaExceededError: then nothing was written
 */
export async function append(
  log: Log,
  entries: readonly Entry[],
  durability: Durability,
  gone: readonly number[] = [],
): Promise<Appended> {
  const base = log.seq;
  let last = base;
  const work = async (tx: IDBTransaction): Promise<void> => {
    last = base;
    for (const [at, { record, indexBlock }] of entries.entries()) {
      const request = addRecord(tx, record, base + 1 + at, log.settings.apartFrom);
      // Aborted with it when the key is another.
      if (indexBlock !== undefined) tx.objectStore(INDEX_BLOCKS).put(indexBlock, base + 1 + at);
      if (at > 0) continue;
      request.onsuccess = () => {
        if (request.result === base + 1) return;
        last = Number(request.result) - 1;
        tx.abort();
      };
    }
    remove(tx, gone);
  };
  try {
    await log.peers.inTurn(() => log.connection.run('readwrite', durability, work));
  } catch (error) {
    if (last === base) throw error;
    // Keys only grow: it is not the log that we have read.
    if (last < base) throw new StorageGoneError('the storage on this device was cleared');
    return { ok: false, last };
  }
  log.seq = base + entries.length;
  log.peers.announce();
  return { ok: true, first: base + 1 };
}

/** Keys of a collection's records in order, and the last key of the whole log. */
export function listRecords(
  connection: Connection,
  collection: string,
): Promise<{ readonly keys: readonly number[]; readonly last: number }> {
  return connection.run('readonly', 'relaxed', async (tx) => {
    const store = tx.objectStore(LOG);
    const [keys, cursor] = await Promise.all([
      result(store.index('c').getAllKeys(collection)),
      result(store.openKeyCursor(null, 'prev')),
    ]);
    return { keys: keys.map(Number), last: Number(cursor?.key ?? 0) };
  });
}

export function keysAfter(connection: Connection, after: number, limit: number): Promise<readonly number[]> {
  return connection.run('readonly', 'relaxed', async (tx) => {
    const range = IDBKeyRange.lowerBound(after, true);
    return (await result(tx.objectStore(LOG).getAllKeys(range, limit))).map(Number);
  });
}

/** The record; 'gone' when it has been deleted; 'unreadable' when the browser itself cannot read it. */
export type Read = LogRecord | 'gone' | 'unreadable';

/** @param keys in order; what lies between them in the log is read with them where that is little. */
export async function readKeys(
  tx: IDBTransaction,
  keys: readonly number[],
): Promise<ReadonlyMap<number, LogRecord>> {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  if (last - first < keys.length * DENSE) return recordsBetween(tx, first, last);
  const records = await Promise.all(keys.map((key) => recordAt(tx, key)));
  return new Map(
    keys.flatMap((key, at) => {
      const record = records[at];
      return record === undefined ? [] : [[key, record]];
    }),
  );
}

async function readOne(connection: Connection, key: number): Promise<Read> {
  try {
    const found = await connection.run('readonly', 'relaxed', (tx) => recordAt(tx, key));
    return found ?? 'gone';
  } catch (error) {
    if (error instanceof StorageGoneError) throw error;
    return 'unreadable';
  }
}

/** @param keys in order, of one page. In the same order. */
export async function readRecords(connection: Connection, keys: readonly number[]): Promise<readonly Read[]> {
  if (keys.length === 0) return [];
  try {
    const found = await connection.run('readonly', 'relaxed', (tx) => readKeys(tx, keys));
    return keys.map((key) => found.get(key) ?? 'gone');
  } catch (error) {
    if (error instanceof StorageGoneError) throw error;
    // One value that cannot be read fails the whole page.
    const one: Read[] = [];
    for (const key of keys) one.push(await readOne(connection, key));
    return one;
  }
}

/** Deletes records that hold nothing living. */
export function discard(connection: Connection, keys: readonly number[]): Promise<void> {
  return connection.run('readwrite', 'relaxed', async (tx) => remove(tx, keys));
}

/** Takes records that cannot be read out of the way. */
export function quarantine(
  connection: Connection,
  bad: ReadonlyMap<number, LogRecord | undefined>,
): Promise<void> {
  return connection.run('readwrite', 'strict', async (tx) => {
    const store = tx.objectStore(QUARANTINE);
    const kept = await result(store.count());
    const room = [...bad].slice(0, Math.max(0, MAX_QUARANTINE - kept));
    for (const [key, record] of room) if (record !== undefined) store.add({ key, record });
    remove(tx, bad.keys());
  });
}
