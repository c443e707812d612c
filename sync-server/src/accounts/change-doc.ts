/** Read, decide, write under the revision read, again on a 409. The store has no transactions; this is what there is. */
import type { Database, StoredDoc } from '../ports/doc-store.ts';

const MAX_TRIES = 12;

/** Lost the race a dozen times: somebody writes this document in a loop, and the caller must not believe it wrote. */
export class TooContended extends Error {
  override readonly name = 'TooContended';
}

/** Fields of a document, without the store's own. */
export type Fields = Readonly<Record<string, unknown>>;

/** What to store instead: fields, `'delete'`, or undefined to leave it as it is. */
export type Decision = Fields | 'delete' | undefined;

export function isAlive(doc: StoredDoc | undefined): doc is StoredDoc {
  return doc !== undefined && doc._deleted !== true;
}

/** The document's own fields: what `put` may be given again beside `_id` and `_rev`. */
export function fieldsOf(doc: StoredDoc): Fields {
  return Object.fromEntries(Object.entries(doc).filter(([field]) => !field.startsWith('_')));
}

/** One write under the revision that was read. False on a 409: somebody else wrote first. */
async function write(
  db: Database,
  id: string,
  living: StoredDoc | undefined,
  next: Fields,
): Promise<boolean> {
  const revision = living === undefined ? {} : { _rev: living._rev };
  const result = await db.put({ ...next, _id: id, ...revision });
  if (!result.ok && result.error !== 'conflict') throw new Error(`the store forbids ${id}: ${result.reason}`);
  return result.ok;
}

/**
 * @param decide sees the living document's fields (undefined when there is none); called again after a conflict.
 * @returns true when something was written, false when `decide` left it as it is.
 * Throws TooContended.
 */
export async function changeDoc(
  db: Database,
  id: string,
  decide: (current: Fields | undefined) => Decision,
): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const stored = await db.get(id);
    const living = isAlive(stored) ? stored : undefined;
    const decision = decide(living === undefined ? undefined : fieldsOf(living));
    if (decision === undefined || (decision === 'delete' && living === undefined)) return false;
    if (await write(db, id, living, decision === 'delete' ? { _deleted: true } : decision)) return true;
  }
  throw new TooContended('a document of the accounts kept changing while it was being written');
}
