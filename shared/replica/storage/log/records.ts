/** Documents to records and back: JSON, sealed with AES-GCM where there is a key. Knows no IndexedDB. */
import { fromColumns, isColumned, toColumns } from './columns.ts';
import { columnsOf } from './index-blocks.ts';
import { open, seal, type Sealed } from './seal.ts';
import type { Doc, LogIndexBlock, LogRecord } from './types.ts';

/** A record and the documents it holds, by id: the ledger wants both. */
export interface Filled {
  readonly record: LogRecord;
  readonly indexBlock?: LogIndexBlock;
  readonly ids: readonly string[];
}

export interface Filing {
  readonly key: CryptoKey | undefined;
  /** Documents a record holds at most. */
  readonly size: number;
  /** Fields that a large record's index block carries; none: no index blocks. */
  readonly indexedFields: readonly string[];
  /** Records of fewer documents have no index block. */
  readonly indexBlockFrom: number;
}

/** A record of ours that does not say what it should: damaged, or sealed with another key. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
}

/** From so many documents on it is shorter to write them column by column. */
const COLUMNS_FROM = 4;

/** What an index block is sealed as being about (the first version's word), so that it does not pass for a record. */
export const indexBlockOf = (collection: string): string => `${collection}|head`;

async function toIndexBlock(
  collection: string,
  docs: readonly Doc[],
  fields: readonly string[],
  key: CryptoKey | undefined,
): Promise<LogIndexBlock> {
  const text = JSON.stringify(columnsOf(docs, fields));
  return { c: collection, ...(await seal(text, indexBlockOf(collection), key)) };
}

/** What an index block says, still to be looked at. @throws UnreadableRecordError */
export async function fromIndexBlock(
  indexBlock: LogIndexBlock,
  key: CryptoKey | undefined,
): Promise<unknown> {
  return parse(indexBlock, indexBlockOf(indexBlock.c), key);
}

async function parse(sealed: Sealed, about: string, key: CryptoKey | undefined): Promise<unknown> {
  try {
    return JSON.parse(await open(sealed, about, key));
  } catch (error) {
    throw new UnreadableRecordError(`record of ${about}`, { cause: error });
  }
}

function textOf(docs: readonly Doc[]): string {
  const columned = docs.length < COLUMNS_FROM ? undefined : toColumns(docs);
  return JSON.stringify(columned ?? docs);
}

/** In records of at most `size` documents; none for none. */
export async function toRecords(
  collection: string,
  docs: ReadonlyMap<string, Doc>,
  { key, size, indexedFields, indexBlockFrom }: Filing,
): Promise<Filled[]> {
  const all = [...docs];
  const filled: Filled[] = [];
  for (let from = 0; from < all.length; from += size) {
    const part = all.slice(from, from + size);
    const docs = part.map(([, doc]) => doc);
    const content = await seal(textOf(docs), collection, key);
    const record: LogRecord = { c: collection, n: part.length, ...content };
    const ids = part.map(([id]) => id);
    if (part.length < indexBlockFrom || indexedFields.length === 0) filled.push({ record, ids });
    else filled.push({ record, ids, indexBlock: await toIndexBlock(collection, docs, indexedFields, key) });
  }
  return filled;
}

function isDoc(value: unknown, primary: string): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const doc = value as Readonly<Record<string, unknown>>;
  const meta = doc['_meta'] as { readonly lwt?: unknown } | null | undefined;
  return typeof doc[primary] === 'string' && typeof doc['_rev'] === 'string' && typeof meta?.lwt === 'number';
}

function untangled(content: unknown, collection: string, wanted?: ReadonlySet<number>): unknown {
  if (!isColumned(content)) return content;
  try {
    return fromColumns(content, wanted);
  } catch (error) {
    throw new UnreadableRecordError(`record of ${collection}: not the columns it says`, { cause: error });
  }
}

async function contentOf(
  record: LogRecord,
  key: CryptoKey | undefined,
  wanted?: ReadonlySet<number>,
): Promise<readonly unknown[]> {
  if (record.n === 0) return [];
  const content = untangled(await parse(record, record.c, key), record.c, wanted);
  if (Array.isArray(content) && content.length === record.n) return content;
  throw new UnreadableRecordError(`record of ${record.c}: not the documents it says`);
}

/** @throws UnreadableRecordError */
export async function toDocs(
  record: LogRecord,
  primary: string,
  key: CryptoKey | undefined,
): Promise<readonly Doc[]> {
  const docs = await contentOf(record, key);
  if (!docs.every((doc): doc is Doc => isDoc(doc, primary)))
    throw new UnreadableRecordError(`record of ${record.c}: not documents`);
  return docs;
}

/**
 * Its documents at these places alone, by place: at a start, making all of them takes longer than reading them. @throws
 * UnreadableRecordError
 */
export async function docsAt(
  record: LogRecord,
  primary: string,
  key: CryptoKey | undefined,
  places: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Doc>> {
  const content = await contentOf(record, key, places);
  const docs = new Map<number, Doc>();
  for (const place of places) {
    const doc = content[place];
    if (!isDoc(doc, primary)) throw new UnreadableRecordError(`record of ${record.c}: no document ${place}`);
    docs.set(place, doc);
  }
  return docs;
}
