/**
 * The backend of a database on this device, where its documents lie: our log or Dexie. Noted in a small database of its
 * own, because it must be known before either is opened.
 */
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { logDatabaseName } from './log/connection.ts';

export type Backend = 'log' | 'dexie';

/** As it is stored: these names lie on devices. */
export interface BackendNote {
  readonly kind: Backend;
  /** The log has grown beyond what memory should hold. */
  readonly large: boolean;
  /** When one that lies in Dexie was last counted. Epoch ms. */
  readonly counted?: number;
}

const NAME = 'communitrak-storage';

interface Stored {
  choices: { key: string; value: BackendNote };
}

async function withStore<T>(work: (db: IDBPDatabase<Stored>) => Promise<T>): Promise<T> {
  const db = await openDB<Stored>(NAME, 1, { upgrade: (made) => void made.createObjectStore('choices') });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** Dexie's database of RxDB's own records: there whenever RxDB has used Dexie under this name. */
const dexieMain = (database: string): string => `rxdb-dexie-${database}--0--_rxdb_internal`;

/** Not every browser can list its databases; all can be stopped from making a new one. */
function exists(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let found = true;
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => {
      found = false;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = () => {
      if (found) reject(request.error ?? new Error(`cannot open ${name}`));
      else resolve(false);
    };
  });
}

/** Undefined when nothing is here yet. */
export async function readBackend(database: string): Promise<BackendNote | undefined> {
  const noted = await withStore((db) => db.get('choices', database));
  if (noted !== undefined) return noted;
  return (await exists(dexieMain(database))) ? { kind: 'dexie', large: false } : undefined;
}

export function noteBackend(database: string, note: BackendNote): Promise<void> {
  return withStore(async (db) => void (await db.put('choices', note, database)));
}

export async function forgetBackend(database: string): Promise<void> {
  await withStore((db) => db.delete('choices', database));
}

/** Dexie makes a database for each collection, and only empties what RxDB removes; their names say who was here. */
async function eraseDexie(database: string): Promise<void> {
  // Older browsers cannot list databases: there the emptied ones stay.
  if (typeof indexedDB.databases !== 'function') return deleteDB(dexieMain(database));
  const all = await indexedDB.databases();
  const mine = all.flatMap(({ name }) =>
    name?.startsWith(`rxdb-dexie-${database}--`) === true ? [name] : [],
  );
  await Promise.all(mine.map((name) => deleteDB(name)));
}

/** Everything of it that lies there; other tabs that have it open lose it. */
export async function erase(database: string, backend: Backend): Promise<void> {
  if (backend === 'log') await deleteDB(logDatabaseName(database));
  else await eraseDexie(database);
}
