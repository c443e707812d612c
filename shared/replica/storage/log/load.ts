/**
 * A collection from the log into memory, whole: pages are fetched ahead of the one being read, and others get their turn
 * in between.
 */
import type { Collection } from './collection.ts';
import { catchUp, docsOf, idsOf, setAside, type Bad } from './follow.ts';
import { discard, listRecords, readRecords, sizeOf, type Log, type Read } from './log.ts';

/** Records fetched at once: the next page comes while this one is read. */
const PAGE = 16;
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

interface Loading {
  readonly bad: Bad;
  /** A record was deleted as we read: another tab has moved what it held to the end. */
  moved: boolean;
}

async function loadPage(
  log: Log,
  collection: Collection,
  page: readonly (readonly [number, Read])[],
  loading: Loading,
): Promise<void> {
  // Unsealed beside one another, read one after the other.
  const docs = page.map((one) => docsOf(log, collection, one, loading.bad));
  const breathe = createBreather();
  for (const [at, [key, read]] of page.entries()) {
    const found = await docs[at];
    loading.moved ||= read === 'gone';
    if (found === undefined || typeof read === 'string') continue;
    const ids = idsOf(collection, found);
    collection.ledger.note(key, ids, sizeOf(read));
    collection.memory.preload(ids, found);
    await breathe();
  }
}

async function loadAll(
  log: Log,
  collection: Collection,
  keys: readonly number[],
  loading: Loading,
): Promise<void> {
  const fetch = (from: number) => readRecords(log.connection, keys.slice(from, from + PAGE));
  let next = fetch(0);
  for (let from = 0; from < keys.length; from += PAGE) {
    const reads = await next;
    next = fetch(from + PAGE);
    // Told where it is waited for.
    next.catch(() => undefined);
    const page = reads.map((read, at) => [keys[from + at] ?? 0, read] as const);
    await loadPage(log, collection, page, loading);
  }
}

/** The last version of each document wins. */
export async function load(log: Log, collection: Collection): Promise<void> {
  const { keys, last } = await listRecords(log.connection, collection.key);
  const loading: Loading = { bad: new Map(), moved: false };
  await loadAll(log, collection, keys, loading);
  collection.loadedTo = last;
  collection.loaded = true;
  log.collections.set(collection.key, collection);
  await setAside(log, collection, loading.bad);
  // Replaced to the last document: whoever did it has usually deleted them.
  const dead = keys.filter((key) => !collection.ledger.records.has(key));
  if (dead.length > 0) await discard(log.connection, dead);
  if (loading.moved) await catchUp(log, last, true);
}
