/** Documents to records and back: JSON, sealed with AES-GCM where there is a key. Knows no IndexedDB. */
import type { Bytes, Doc, LogRecord } from './types.ts';

/** A record and the documents it holds, by id: the ledger wants both. */
export interface Filled {
  readonly record: LogRecord;
  readonly ids: readonly string[];
}

/** A record of ours that does not say what it should: damaged, or sealed with another key. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

async function seal(collection: string, text: string, key: CryptoKey): Promise<Pick<LogRecord, 'd' | 'iv'>> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = encoder.encode(collection);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    key,
    encoder.encode(text),
  );
  return { d: new Uint8Array(sealed), iv };
}

async function unseal(record: LogRecord, iv: Bytes, key: CryptoKey | undefined): Promise<string> {
  if (key === undefined || typeof record.d === 'string')
    throw new UnreadableRecordError('sealed, and no key');
  const additionalData = encoder.encode(record.c);
  return decoder.decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, record.d));
}

/** In records of at most `size` documents; none for none. */
export async function toRecords(
  collection: string,
  docs: ReadonlyMap<string, Doc>,
  options: { readonly key: CryptoKey | undefined; readonly size: number },
): Promise<Filled[]> {
  const all = [...docs];
  const filled: Filled[] = [];
  for (let from = 0; from < all.length; from += options.size) {
    const part = all.slice(from, from + options.size);
    const text = JSON.stringify(part.map(([, doc]) => doc));
    const content = options.key === undefined ? { d: text } : await seal(collection, text, options.key);
    filled.push({ record: { c: collection, n: part.length, ...content }, ids: part.map(([id]) => id) });
  }
  return filled;
}

function isDoc(value: unknown, primary: string): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const doc = value as Readonly<Record<string, unknown>>;
  const meta = doc['_meta'] as { readonly lwt?: unknown } | null | undefined;
  return typeof doc[primary] === 'string' && typeof doc['_rev'] === 'string' && typeof meta?.lwt === 'number';
}

/** @throws UnreadableRecordError */
export async function toDocs(
  record: LogRecord,
  primary: string,
  key: CryptoKey | undefined,
): Promise<readonly Doc[]> {
  let docs: unknown;
  try {
    const text = record.iv === undefined ? record.d : await unseal(record, record.iv, key);
    docs = record.n === 0 ? [] : JSON.parse(typeof text === 'string' ? text : decoder.decode(text));
  } catch (error) {
    throw new UnreadableRecordError(`record of ${record.c}`, { cause: error });
  }
  if (!Array.isArray(docs) || docs.length !== record.n)
    throw new UnreadableRecordError(`record of ${record.c}: not the documents it says`);
  if (!docs.every((doc): doc is Doc => isDoc(doc, primary)))
    throw new UnreadableRecordError(`record of ${record.c}: not documents`);
  return docs;
}
