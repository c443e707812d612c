/**
 * From the log into memory: what other tabs have written since a collection was read. A record that cannot be read is set
 * aside and told; it never stops the rest.
 */
import type { Collection } from './collection.ts';
import { keysAfter, listRecords, quarantine, readRecords, sizeOf, type Log, type Read } from './log.ts';
import { toDocs, UnreadableRecordError } from './records.ts';
import type { Doc, LogRecord } from './types.ts';

const PAGE = 64;
/** Records that could not be read. */
export type Bad = Map<number, LogRecord | undefined>;

/** The documents of a record; undefined when it is gone, or bad and now noted as such. */
export async function docsOf(
  log: Log,
  collection: Collection,
  [key, read]: readonly [number, Read],
  bad: Bad,
): Promise<readonly Doc[] | undefined> {
  if (read === 'gone') return undefined;
  if (read === 'unreadable') {
    bad.set(key, undefined);
    return undefined;
  }
  try {
    return await toDocs(read, collection.primary, log.connection.key);
  } catch (error) {
    if (!(error instanceof UnreadableRecordError)) throw error;
    bad.set(key, read);
    return undefined;
  }
}

export async function setAside(log: Log, collection: Collection, bad: Bad): Promise<void> {
  if (bad.size === 0) return;
  collection.doubtful = true;
  await quarantine(log.connection, bad);
  const [name = ''] = collection.key.split('|');
  log.settings.tell({ kind: 'unreadable', collection: name, records: bad.size });
}

export const idsOf = (collection: Collection, docs: readonly Doc[]): string[] =>
  docs.map((doc) => String(doc[collection.primary]));

async function followOne(log: Log, key: number, record: LogRecord): Promise<void> {
  const collection = log.opened.get(record.c);
  if (collection === undefined || collection.removed || collection.loadedTo >= key) return;
  if (record.removed === true) return collection.goAway();
  // It will be read whole.
  if (!collection.loaded) return;
  const bad: Bad = new Map();
  const docs = await docsOf(log, collection, [key, record], bad);
  await setAside(log, collection, bad);
  if (docs === undefined) return;
  collection.ledger.note(key, idsOf(collection, docs), sizeOf(record));
  await collection.memory.absorb(docs);
}

/** One that the browser itself cannot read: nobody knows whose it was. */
async function followUnreadable(log: Log, key: number): Promise<void> {
  await quarantine(log.connection, new Map([[key, undefined]]));
  for (const collection of log.collections.values()) collection.doubtful = true;
  log.settings.tell({ kind: 'unreadable', collection: '', records: 1 });
}

/** Keys have no gaps but where a record was deleted, and with it the word of what it had deleted itself. */
async function followPage(log: Log, keys: readonly number[]): Promise<boolean> {
  const reads = await readRecords(log.connection, keys);
  let deleted = false;
  for (const [at, key] of keys.entries()) {
    const read = reads[at] ?? 'gone';
    deleted ||= typeof read === 'string' || read.moved === true || key !== log.seq + 1;
    if (read === 'unreadable') await followUnreadable(log, key);
    else if (read !== 'gone') await followOne(log, key, read);
    log.seq = key;
  }
  return deleted;
}

/** What was appended since. @returns true when records may have been deleted, seen by us or not */
async function followNew(log: Log, upTo: number): Promise<boolean> {
  let deleted = false;
  let keys: readonly number[];
  do {
    keys = await keysAfter(log.connection, log.seq, PAGE);
    deleted = (await followPage(log, keys)) || deleted;
  } while (keys.length === PAGE);
  deleted ||= log.seq < upTo;
  log.seq = Math.max(log.seq, upTo);
  return deleted;
}

/** What lies in no record any more, another tab has purged: perhaps before we ever saw it deleted. */
async function forgetPurged(collection: Collection, keys: readonly number[]): Promise<void> {
  const { ledger, memory } = collection;
  ledger.retain(new Set(keys));
  if (collection.doubtful || ledger.live === memory.documents.size) return;
  const gone = [...memory.documents.keys()].filter((id) => ledger.home(id) === undefined);
  for (const id of gone) await memory.remove(id);
  ledger.forget(gone);
}

/**
 * What other tabs have done to the log. @param upTo a key known to have been reached, were its record deleted since
 * @param deleted records are known to have been deleted
 */
export async function catchUp(log: Log, upTo = 0, deleted = false): Promise<void> {
  if (!(await followNew(log, upTo)) && !deleted) return;
  for (const collection of log.collections.values()) {
    let listed = await listRecords(log.connection, collection.key);
    // Moved on meanwhile: what is in a record that we have not read has not gone.
    while (listed.last > log.seq) {
      await followNew(log, listed.last);
      listed = await listRecords(log.connection, collection.key);
    }
    if (!collection.removed) await forgetPurged(collection, listed.keys);
  }
}
