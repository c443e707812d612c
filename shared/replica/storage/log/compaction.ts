/**
 * What the log no longer needs leaves it: documents that still count in a few records are written once more at the end,
 * and those records are deleted, in one transaction. Purging is the same with some documents left out.
 */
import type { Collection } from './collection.ts';
import { catchUp } from './follow.ts';
import { append, filing, listRecords, sizeOf, type Log } from './log.ts';
import { toRecords, type Filled } from './records.ts';
import type { Doc, LogRecord, LogSettings } from './types.ts';

/** Records of fewer documents are small. */
const SMALL = 64;
/** Documents moved in one step, so that writes wait shortly. */
const STEP_DOCS = 2000;
const PURGE_STEP_DOCS = 8000;

const NO_DOCS = '[]';

/** The living documents of these records, less those left out. */
function living(
  collection: Collection,
  keys: ReadonlySet<number>,
  without: ReadonlySet<string>,
): ReadonlyMap<string, Doc> {
  const found = new Map<string, Doc>();
  for (const [id, doc] of collection.memory.documents) {
    const home = collection.ledger.home(id);
    if (home !== undefined && keys.has(home) && !without.has(id)) found.set(id, doc);
  }
  return found;
}

/** The records that take the place of `keys`: at least one, which says that others were deleted. */
async function replacements(
  log: Log,
  collection: Collection,
  keys: readonly number[],
  without: ReadonlySet<string>,
): Promise<readonly Filled[]> {
  const docs = living(collection, new Set(keys), without);
  const filled = await toRecords(collection.key, docs, filing(log, collection));
  const none: Filled = { record: { c: collection.key, n: 0, d: NO_DOCS }, ids: [] };
  const [first = none, ...rest] = filled;
  return [{ ...first, record: { ...first.record, moved: true } }, ...rest];
}

async function rewrite(
  log: Log,
  collection: Collection,
  chosen: readonly number[],
  without: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (;;) {
    // What another tab has moved meanwhile is not ours to move.
    const keys = chosen.filter((key) => collection.ledger.records.has(key));
    if (keys.length === 0 || collection.removed) return;
    const filled = await replacements(log, collection, keys, without);
    const appended = await append(log, filled, 'strict', keys);
    if (!appended.ok) {
      await catchUp(log, appended.last);
      continue;
    }
    collection.ledger.drop(keys);
    for (const [at, { record, ids }] of filled.entries())
      collection.ledger.note(appended.first + at, ids, sizeOf(record));
    return;
  }
}

/** As many of these records, in this order, as a step may move. At least one. */
function upTo(collection: Collection, keys: readonly number[], docs: number): readonly number[] {
  let sum = 0;
  const end = keys.findIndex((key) => {
    sum += collection.ledger.records.get(key)?.live ?? 0;
    return sum > docs;
  });
  return end === -1 ? keys : keys.slice(0, Math.max(1, end));
}

/** Records worth writing anew now: many small ones, or those of which least still counts. None: leave it. */
export function worthwhile(collection: Collection, settings: LogSettings): readonly number[] {
  const { ledger } = collection;
  const limit = Math.min(SMALL, settings.recordDocs);
  const small = [...ledger.records].filter(([, held]) => held.n < limit).map(([key]) => key);
  if (small.length > settings.smallRecords) return upTo(collection, small, STEP_DOCS);
  const dead = ledger.documents - ledger.live;
  if (dead <= ledger.live + settings.spareDocs) return [];
  const emptiest = [...ledger.records]
    .filter(([, held]) => held.live < held.n)
    .sort(([, a], [, b]) => a.live / a.n - b.live / b.n)
    .map(([key]) => key);
  return upTo(collection, emptiest, STEP_DOCS);
}

/** One step of compaction, if any collection is worth one. False when none was. */
export async function compactOnce(log: Log): Promise<boolean> {
  for (const collection of log.collections.values()) {
    const keys = worthwhile(collection, log.settings);
    if (keys.length === 0) continue;
    await rewrite(log, collection, keys);
    return true;
  }
  return false;
}

/** Deleted documents leave the log with all their versions, then memory. @param before epoch ms of their deletion */
export async function purge(log: Log, collection: Collection, before: number): Promise<void> {
  const ids = new Set(collection.memory.deletedBefore(before));
  if (ids.size === 0) return;
  let keys = collection.ledger.holding(ids);
  while (keys.length > 0) {
    const part = upTo(collection, keys, PURGE_STEP_DOCS);
    await rewrite(log, collection, part, ids);
    keys = keys.slice(part.length);
  }
  for (const id of ids) {
    // Another tab may have brought it back meanwhile.
    if (collection.ledger.home(id) !== undefined) continue;
    await collection.memory.remove(id);
    collection.ledger.forget([id]);
  }
}

/** The whole collection leaves the log; other tabs are told by the record that remains. */
export async function drop(log: Log, collection: Collection): Promise<void> {
  for (;;) {
    const { keys } = await listRecords(log.connection, collection.key);
    const mark: LogRecord = { c: collection.key, n: 0, d: NO_DOCS, removed: true };
    const appended = await append(log, [{ record: mark }], 'strict', keys);
    if (appended.ok) break;
    await catchUp(log, appended.last);
  }
  collection.goAway();
}
