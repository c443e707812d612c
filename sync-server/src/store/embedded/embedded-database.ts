/**
 * One database of the embedded store: CouchDB's semantics where PouchDB is kinder, and the waiting of longpolls. PouchDB
 * puts writes in a row by itself. Knows no HTTP. What reaches it has been validated: PouchDB throws outside its callbacks.
 */
import type { PouchDatabase, PouchDoc, PouchError } from 'pouchdb-core';
import { beginIncarnation, type Incarnations } from './incarnations.ts';

export type BulkRow =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | { readonly id: string; readonly error: string; readonly reason: string };

export interface EmbeddedDatabase {
  readonly pouch: PouchDatabase;
  readonly seqs: Incarnations;
  bulkDocs(docs: PouchDoc[], newEdits: boolean): Promise<readonly BulkRow[]>;
  /** Resolves at the next write, at `signal`, or when the database closes. */
  readonly nextWrite: (signal: AbortSignal) => Promise<void>;
  /** Runs a read or write which `end` waits for; undefined once the database is closing. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T> | undefined;
  /** Wakes those who wait, waits for those who work, then closes or destroys. */
  end(how: 'close' | 'destroy'): Promise<void>;
}

const CONFLICT = 'Document update conflict.';

function rowOf(result: { ok: true; id: string; rev: string } | PouchError, id: string): BulkRow {
  if ('ok' in result) return { ok: true, id: result.id, rev: result.rev };
  const reason = result.name === 'conflict' ? CONFLICT : (result.reason ?? result.message);
  return { id: result.id ?? id, error: result.name, reason };
}

/**
 * CouchDB refuses an edit that names a revision of a document which is deleted, be it the tombstone's own. What is
 * deleted between this look and the write is a conflict for PouchDB too, as its revision has moved on.
 */
async function editsOfTombstones(
  pouch: PouchDatabase,
  docs: readonly PouchDoc[],
): Promise<ReadonlySet<string>> {
  const keys = docs.flatMap((doc) => (doc._rev === undefined ? [] : [doc._id]));
  if (keys.length === 0) return new Set();
  const { rows } = await pouch.allDocs({ keys });
  return new Set(rows.flatMap((row) => (row.value?.deleted === true ? [row.key] : [])));
}

async function interactiveEdits(pouch: PouchDatabase, docs: readonly PouchDoc[]): Promise<BulkRow[]> {
  const deleted = await editsOfTombstones(pouch, docs);
  const isRefused = (doc: PouchDoc): boolean => doc._rev !== undefined && deleted.has(doc._id);
  const results = await pouch.bulkDocs(
    docs.filter((doc) => !isRefused(doc)),
    { new_edits: true },
  );
  let next = 0;
  return docs.map((doc) => {
    if (isRefused(doc)) return { id: doc._id, error: 'conflict', reason: CONFLICT };
    const result = results[next++];
    if (result === undefined) throw new Error('PouchDB left out a write result');
    return rowOf(result, doc._id);
  });
}

interface Ending {
  readonly during: <T>(work: () => Promise<T>) => Promise<T> | undefined;
  begin(): void;
  drained(): Promise<unknown>;
}

function createEnding(): Ending {
  const running = new Set<Promise<unknown>>();
  let ending = false;
  return {
    during(work) {
      if (ending) return undefined;
      const run = work();
      const tracked = run.catch(() => undefined).finally(() => running.delete(tracked));
      running.add(tracked);
      return run;
    },
    begin() {
      ending = true;
    },
    drained: () => Promise.all(running),
  };
}

interface Sleepers {
  wake(): void;
  readonly sleep: (signal: AbortSignal) => Promise<void>;
}

function createSleepers(): Sleepers {
  const sleeping = new Set<() => void>();
  return {
    wake() {
      for (const resume of sleeping) resume();
    },
    sleep: (signal) =>
      new Promise((resolve) => {
        const resume = (): void => {
          sleeping.delete(resume);
          signal.removeEventListener('abort', resume);
          resolve();
        };
        sleeping.add(resume);
        signal.addEventListener('abort', resume);
        if (signal.aborted) resume();
      }),
  };
}

export async function createEmbeddedDatabase(pouch: PouchDatabase): Promise<EmbeddedDatabase> {
  const seqs = await beginIncarnation(pouch);
  const sleepers = createSleepers();
  const ending = createEnding();
  return {
    pouch,
    seqs,
    during: ending.during,
    nextWrite: sleepers.sleep,
    async bulkDocs(docs, newEdits) {
      const rows = newEdits
        ? await interactiveEdits(pouch, docs)
        : (await pouch.bulkDocs(docs, { new_edits: false })).map((result) => rowOf(result, ''));
      sleepers.wake();
      return rows;
    },
    async end(how) {
      ending.begin();
      sleepers.wake();
      await ending.drained();
      await (how === 'close' ? pouch.close() : pouch.destroy());
    },
  };
}
