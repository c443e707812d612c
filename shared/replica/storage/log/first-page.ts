/**
 * A first list before its collection has been read: the documents are found by the index blocks of the large records
 * and by the small records, and only the records they lie in are read. At any doubt there is no such list, and
 * everything is read as always.
 */
import type { PreparedQuery } from 'rxdb/plugins/core';
import { backwardsPlan } from './backwards.ts';
import { selectPage, type Found, type Part } from './select-page.ts';
import type { Collection } from './collection.ts';
import { INDEX_BLOCKS, LOG, result } from './connection.ts';
import type { Plan } from './top-n.ts';
import { readIndexBlock, valueAt } from './index-blocks.ts';
import { readKeys, readRecords, type Log } from './log.ts';
import { docsAt, fromIndexBlock, toDocs, UnreadableRecordError } from './records.ts';
import { StorageGoneError, type Doc, type Fields, type LogIndexBlock, type LogRecord } from './types.ts';

type Query = PreparedQuery<Fields>;

/** More documents than this are as well read whole. */
const MOST_DOCS = 200;
/** Small records, or records of an older app, which have no index block. */
const MOST_RECORDS = 300;

type Source =
  | { readonly key: number; readonly indexBlock: LogIndexBlock }
  | { readonly key: number; readonly record: LogRecord };

/** In the log's order; undefined when it is too much. One transaction: all of it is of one moment. */
function sourcesOf(log: Log, collection: Collection): Promise<readonly Source[] | undefined> {
  return log.connection.run('readonly', 'relaxed', async (tx) => {
    const store = tx.objectStore(LOG);
    const index = tx.objectStore(INDEX_BLOCKS).index('c');
    const [keys, blockKeys, blocks] = await Promise.all([
      result(store.index('c').getAllKeys(collection.key)),
      result(index.getAllKeys(collection.key)),
      result(index.getAll(collection.key)) as Promise<LogIndexBlock[]>,
    ]);
    const indexBlockOf = new Map(blockKeys.map((key, at) => [Number(key), blocks[at]]));
    const small = keys.map(Number).filter((key) => !indexBlockOf.has(key));
    if (small.length > MOST_RECORDS) return undefined;
    const records = await readKeys(tx, small);
    return keys.map(Number).flatMap((key): Source[] => {
      const [indexBlock, record] = [indexBlockOf.get(key), records.get(key)];
      if (indexBlock !== undefined) return [{ key, indexBlock }];
      return record === undefined ? [] : [{ key, record }];
    });
  });
}

async function partOf(log: Log, collection: Collection, source: Source): Promise<Part> {
  const { primary, indexedFields } = collection;
  const { connection } = log;
  const { key } = source;
  if ('record' in source) {
    const docs = await toDocs(source.record, primary, connection.key);
    const doc = (at: number): Doc => docs[at] as Doc;
    const column = (field: string): ((at: number) => unknown) => {
      const path = field.split('.');
      return (at) => valueAt(doc(at), path);
    };
    return { key, n: docs.length, whole: true, doc, column };
  }
  const indexBlock = readIndexBlock(await fromIndexBlock(source.indexBlock, connection.key), indexedFields);
  if (indexBlock === undefined) throw new UnreadableRecordError(`index block ${key} of ${collection.key}`);
  return { key, n: indexBlock.n, whole: false, doc: indexBlock.stub, column: indexBlock.column };
}

/** Where in which records the page's documents lie. In the log's order. */
function placesOf(page: readonly Found[]): readonly (readonly [number, ReadonlySet<number>])[] {
  const places = new Map<number, Set<number>>();
  for (const { key, at, doc } of page) {
    if (doc !== undefined) continue;
    const known = places.get(key) ?? new Set();
    places.set(key, known.add(at));
  }
  return [...places].sort(([a], [b]) => a - b);
}

/** The documents themselves; undefined when a record has gone meanwhile, or is not what its index block said. */
async function fetchAll(
  log: Log,
  collection: Collection,
  page: readonly Found[],
): Promise<Doc[] | undefined> {
  const { primary } = collection;
  const places = placesOf(page);
  const reads = await readRecords(
    log.connection,
    places.map(([key]) => key),
  );
  const stored = new Map<number, ReadonlyMap<number, Doc>>();
  for (const [index, [key, wanted]] of places.entries()) {
    const read = reads[index];
    if (read === undefined || typeof read === 'string') return undefined;
    stored.set(key, await docsAt(read, primary, log.connection.key, wanted));
  }
  const documents = page.flatMap(({ key, at, doc }) => doc ?? stored.get(key)?.get(at) ?? []);
  const asked =
    documents.length === page.length && page.every(({ id }, at) => documents[at]?.[primary] === id);
  return asked ? documents : undefined;
}

/** How to walk to its answer, if that hangs on indexed fields alone and is short. */
function shortPlan(collection: Collection, prepared: Query): Plan | undefined {
  const { query, queryPlan } = prepared;
  if (query.limit === undefined || query.skip + query.limit > MOST_DOCS) return undefined;
  const backwards = backwardsPlan(collection.memory.instance, prepared);
  const plan = backwards ?? queryPlan;
  if (!plan.selectorSatisfiedByIndex || !plan.sortSatisfiedByIndex) return undefined;
  // Ties would have to be settled the other way round.
  const straight = query.sort.every((part) => Object.values(part)[0] === 'desc');
  return backwards === undefined || straight ? { ...plan, backwards: backwards !== undefined } : undefined;
}

/** Undefined: it must be asked of the whole collection. */
export async function firstPage(
  log: Log,
  collection: Collection,
  prepared: Query,
): Promise<Doc[] | undefined> {
  const plan = shortPlan(collection, prepared);
  const { indexedFields, loaded } = collection;
  if (plan === undefined || loaded || indexedFields.length === 0) return undefined;
  if (!plan.index.every((field) => indexedFields.includes(field))) return undefined;
  try {
    const sources = await sourcesOf(log, collection);
    if (sources === undefined) return undefined;
    const parts = await Promise.all(sources.map((source) => partOf(log, collection, source)));
    const { skip, limit = 0 } = prepared.query;
    const page = selectPage(collection, plan, parts, skip + limit);
    return await fetchAll(log, collection, page.slice(skip));
  } catch (error) {
    if (error instanceof StorageGoneError) throw error;
    // Whoever reads everything meets it again, sets it aside, and says so.
    return undefined;
  }
}
