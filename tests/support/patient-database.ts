/**
 * A database that tries again when the store is unavailable, as every caller has to: a write whose answer was lost is
 * found to be there already.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  StoreUnavailable,
  type Database,
  type NewDoc,
  type WriteResult,
} from '@communitrak/sync-server/ports/doc-store.ts';

const TRIES = 100;

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || left === 0) throw error;
    }
  }
}

function withoutRev(doc: NewDoc): object {
  const { _rev: _, ...rest } = doc;
  return rest;
}

async function putOnce(inner: Database, doc: NewDoc): Promise<WriteResult> {
  let isRepeat = false;
  const result = await patiently(async () => {
    try {
      return await inner.put(doc);
    } catch (error) {
      isRepeat = true;
      throw error;
    }
  });
  if (result.ok || !isRepeat) return result;
  const stored = await patiently(() => inner.get(doc._id));
  if (stored === undefined || !isDeepStrictEqual(withoutRev(stored), withoutRev(doc))) return result;
  return { ok: true, id: doc._id, rev: stored._rev };
}

export function patient(inner: Database): Database {
  return {
    name: inner.name,
    get: (id) => patiently(() => inner.get(id)),
    getMany: (ids) => patiently(() => inner.getMany(ids)),
    put: (doc) => putOnce(inner, doc),
    // One by one: which of a batch arrived cannot be told from a lost answer.
    async putMany(docs) {
      const results: WriteResult[] = [];
      for (const doc of docs) results.push(await putOnce(inner, doc));
      return results;
    },
    range: (query) => patiently(() => inner.range(query)),
    feed: {
      read: (query) => patiently(() => inner.feed.read(query)),
      now: () => patiently(() => inner.feed.now()),
    },
  };
}

/** Until what a lagging copy shows has caught up; not by the clock. */
export async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
