/**
 * From the log into memory: a collection when it is opened, and what other tabs have written since. A record that cannot
 * be read is set aside and told; it never stops the rest.
 */
import type { Collection } from './collection.ts';
import {
  discard,
  keysAfter,
  listRecords,
  quarantine,
  readRecords,
  sizeOf,
  type Log,
  type Read,
} from './log.ts';
import { toDocs, UnreadableRecordError } from './records.ts';
import type { Doc, LogRecord } from './types.ts';

const PAGE = 64;
/** A page of the app is drawn every 16 ms: longer than this we do not hold it up. */
const HOLD_MS = 10;

interface Turn {
  yield?: () => Promise<void>;
}

function otherTurn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Turn };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/** Lets others have a turn whenever it has held the thread for long. */
function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < HOLD_MS) return;
    await otherTurn();
    since = performance.now();
  };
}

type Bad = Map<number, LogRecord | undefined>;

/** The documents of a record; undefined when it is gone, or bad and now noted as such. */
async function docsOf(
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

async function setAside(log: Log, collection: Collection, bad: Bad): Promise<void> {
  if (bad.size === 0) return;
  collection.doubtful = true;
  await quarantine(log.connection, bad);
  const [name = ''] = collection.key.split('|');
  log.settings.tell({ kind: 'unreadable', collection: name, records: bad.size });
}

const idsOf = (collection: Collection, docs: readonly Doc[]): string[] =>
  docs.map((doc) => String(doc[collection.primary]));

interface Loading {
  readonly bad: Bad;
  /** A record was deleted as we read: another tab has moved what it held to the end. */
  moved: boolean;
}

async function loadOne(
  log: Log,
  collection: Collection,
  [key, read]: readonly [number, Read],
  loading: Loading,
): Promise<void> {
  const docs = await docsOf(log, collection, [key, read], loading.bad);
  loading.moved ||= read === 'gone';
  if (docs === undefined || typeof read === 'string') return;
  const ids = idsOf(collection, docs);
  collection.ledger.note(key, ids, sizeOf(read));
  collection.memory.preload(ids, docs);
}

/** Reads a collection's records; the last version of each document wins. */
export async function load(log: Log, collection: Collection): Promise<void> {
  const { keys, last } = await listRecords(log.connection, collection.key);
  const breathe = createBreather();
  const loading: Loading = { bad: new Map(), moved: false };
  for (let from = 0; from < keys.length; from += PAGE) {
    const page = keys.slice(from, from + PAGE);
    const reads = await readRecords(log.connection, page);
    for (const [at, key] of page.entries()) {
      await loadOne(log, collection, [key, reads[at] ?? 'gone'], loading);
      await breathe();
    }
  }
  collection.loadedTo = last;
  log.collections.set(collection.key, collection);
  await setAside(log, collection, loading.bad);
  // Replaced to the last document: whoever did it has usually deleted them.
  const dead = keys.filter((key) => !collection.ledger.records.has(key));
  if (dead.length > 0) await discard(log.connection, dead);
  if (loading.moved) await catchUp(log, last, true);
}

async function followOne(log: Log, key: number, record: LogRecord): Promise<void> {
  const collection = log.collections.get(record.c);
  if (collection === undefined || collection.removed || collection.loadedTo >= key) return;
  if (record.removed === true) return collection.goAway();
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
