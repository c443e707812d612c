/**
 * How a record lies in the database: a large one with its content apart, in a store without an index. Chromium reads
 * every value of an indexed store once more to find what to index (decision 0022). Knows nothing of what is in a
 * record.
 */
import { CONTENTS, LOG, result } from './connection.ts';
import type { LogRecord } from './types.ts';

type Content = LogRecord['d'];
/** Without content: that lies apart, under the same key. */
type Stored = Omit<LogRecord, 'd'> & { readonly d?: Content };

/**
 * @param key what the log will give it: whoever finds that it was another aborts the transaction
 * @param apartFrom how long its content must be to lie apart
 */
export function addRecord(
  tx: IDBTransaction,
  record: LogRecord,
  key: number,
  apartFrom: number,
): IDBRequest<IDBValidKey> {
  const { d, ...rest } = record;
  const log = tx.objectStore(LOG);
  if (d.length < apartFrom) return log.add(record);
  const request = log.add(rest satisfies Stored);
  tx.objectStore(CONTENTS).put(d, key);
  return request;
}

export function deleteRecord(tx: IDBTransaction, key: number): void {
  tx.objectStore(LOG).delete(key);
  tx.objectStore(CONTENTS).delete(key);
}

/** One whose content is missing says nothing, which whoever reads it finds out as with any other damage. */
const whole = (stored: Stored, content: Content = ''): LogRecord => ({ d: content, ...stored });

/** All that there are between two keys, these included. */
export async function recordsBetween(
  tx: IDBTransaction,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, LogRecord>> {
  const [log, contents] = [tx.objectStore(LOG), tx.objectStore(CONTENTS)];
  const range = IDBKeyRange.bound(from, to);
  const [keys, records, apart, content] = await Promise.all([
    result(log.getAllKeys(range)),
    result(log.getAll(range)) as Promise<Stored[]>,
    result(contents.getAllKeys(range)),
    result(contents.getAll(range)) as Promise<Content[]>,
  ]);
  const contentOf = new Map(apart.map((key, at) => [key, content[at]]));
  return new Map(keys.map((key, at) => [Number(key), whole(records[at] as Stored, contentOf.get(key))]));
}

export async function recordAt(tx: IDBTransaction, key: number): Promise<LogRecord | undefined> {
  const [record, content] = await Promise.all([
    result(tx.objectStore(LOG).get(key)) as Promise<Stored | undefined>,
    result(tx.objectStore(CONTENTS).get(key)) as Promise<Content | undefined>,
  ]);
  return record && whole(record, content);
}
