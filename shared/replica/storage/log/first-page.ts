/**
 * A first list before its collection has been read: the documents are found by the heads of the large records and by the
 * small records, and only the records they lie in are read. The query runs on documents that have nothing but their
 * indexed fields. At any doubt there is no such list, and everything is read as always.
 */
import type { PreparedQuery } from 'rxdb/plugins/core';
import { backwardsPage, backwardsPlan } from './backwards.ts';
import type { Collection } from './collection.ts';
import { HEADS, LOG, result } from './connection.ts';
import { stubsOf } from './heads.ts';
import { readRecords, type Log } from './log.ts';
import { fromHead, toDocs, UnreadableRecordError } from './records.ts';
import { StorageGoneError, type Doc, type Fields, type LogHead, type LogRecord } from './types.ts';

type Query = PreparedQuery<Fields>;

/** More documents than this are as well read whole. */
const MOST_DOCS = 200;
/** Small records, or records of an older app, which have no head. */
const MOST_RECORDS = 300;

type Source =
  | { readonly key: number; readonly head: LogHead }
  | { readonly key: number; readonly record: LogRecord };

/** In the log's order; undefined when it is too much. One transaction: all of it is of one moment. */
function sourcesOf(log: Log, collection: Collection): Promise<readonly Source[] | undefined> {
  return log.connection.run('readonly', 'relaxed', async (tx) => {
    const store = tx.objectStore(LOG);
    const index = tx.objectStore(HEADS).index('c');
    const [keys, headKeys, heads] = await Promise.all([
      result(store.index('c').getAllKeys(collection.key)),
      result(index.getAllKeys(collection.key)),
      result(index.getAll(collection.key)) as Promise<LogHead[]>,
    ]);
    const headOf = new Map(headKeys.map((key, at) => [Number(key), heads[at]]));
    if (keys.length - headOf.size > MOST_RECORDS) return undefined;
    const sources = keys.map(async (one): Promise<Source> => {
      const key = Number(one);
      const head = headOf.get(key);
      return head === undefined
        ? { key, record: (await result(store.get(key))) as LogRecord }
        : { key, head };
    });
    return Promise.all(sources);
  });
}

/** What is known of a document: everything, or its indexed fields and where it lies. */
interface Found {
  readonly stub: Doc;
  readonly key: number;
  readonly whole: boolean;
}

async function stubsIn(log: Log, collection: Collection, source: Source): Promise<readonly Doc[]> {
  const { key } = log.connection;
  if ('record' in source) return toDocs(source.record, collection.primary, key);
  const stubs = stubsOf(await fromHead(source.head, key), collection.headFields);
  if (stubs === undefined) throw new UnreadableRecordError(`head ${source.key} of ${collection.key}`);
  return stubs as unknown as readonly Doc[];
}

/** The last version of each document. */
async function findAll(
  log: Log,
  collection: Collection,
  sources: readonly Source[],
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  const stubs = await Promise.all(sources.map((source) => stubsIn(log, collection, source)));
  for (const [at, source] of sources.entries())
    for (const stub of stubs[at] ?? [])
      found.set(String(stub[collection.primary]), { stub, key: source.key, whole: 'record' in source });
  return found;
}

/** Their ids, in the query's order. */
async function answer(
  collection: Collection,
  prepared: Query,
  found: ReadonlyMap<string, Found>,
): Promise<string[]> {
  const shadow = await collection.shadow();
  shadow.preload(
    [...found.keys()],
    Array.from(found.values(), ({ stub }) => stub),
  );
  const plan = backwardsPlan(shadow.instance, prepared);
  const documents =
    plan === undefined
      ? (await shadow.instance.query(prepared)).documents
      : backwardsPage(shadow.instance, prepared, plan);
  await shadow.instance.close();
  return documents.map((doc) => String(doc[collection.primary]));
}

/** The documents themselves; undefined when a record has gone meanwhile. */
async function fetchAll(
  log: Log,
  collection: Collection,
  ids: readonly string[],
  found: ReadonlyMap<string, Found>,
): Promise<Doc[] | undefined> {
  const { primary } = collection;
  const homes = ids.flatMap((id) => found.get(id) ?? []);
  const keys = [...new Set(homes.flatMap(({ whole, key }) => (whole ? [] : [key])))].sort((a, b) => a - b);
  const reads = await readRecords(log.connection, keys);
  const documents = new Map(
    homes.flatMap(({ whole, stub }) => (whole ? [[String(stub[primary]), stub]] : [])),
  );
  for (const [at, read] of reads.entries()) {
    if (typeof read === 'string') return undefined;
    for (const doc of await toDocs(read, primary, log.connection.key)) {
      const id = String(doc[primary]);
      // Another version of it may lie in a later record.
      if (found.get(id)?.key === keys[at]) documents.set(id, doc);
    }
  }
  const page = ids.flatMap((id) => documents.get(id) ?? []);
  return page.length === ids.length ? page : undefined;
}

/** Its answer hangs on indexed fields alone, and is short. */
function isShort(collection: Collection, prepared: Query): boolean {
  const { query, queryPlan } = prepared;
  if (query.limit === undefined || query.skip + query.limit > MOST_DOCS) return false;
  const plan = backwardsPlan(collection.memory.instance, prepared) ?? queryPlan;
  return plan.selectorSatisfiedByIndex && plan.sortSatisfiedByIndex;
}

/** Undefined: it must be asked of the whole collection. */
export async function firstPage(
  log: Log,
  collection: Collection,
  prepared: Query,
): Promise<Doc[] | undefined> {
  if (collection.loaded || collection.headFields.length === 0 || !isShort(collection, prepared))
    return undefined;
  try {
    const sources = await sourcesOf(log, collection);
    if (sources === undefined) return undefined;
    const found = await findAll(log, collection, sources);
    return await fetchAll(log, collection, await answer(collection, prepared, found), found);
  } catch (error) {
    if (error instanceof StorageGoneError) throw error;
    // Whoever reads everything meets it again, sets it aside, and says so.
    return undefined;
  }
}
