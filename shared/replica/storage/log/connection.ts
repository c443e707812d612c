/**
 * The IndexedDB database of a log: opened, opened again after the browser has closed it, given up when it was removed.
 * Also the home of the key that seals the records: it cannot be read out, and it goes with the database. Knows no
 * records.
 */
import { freshTail } from '../../leveldb-tail.ts';
import { keyOf, makeKey, type KeptKey } from '../../sealing-key.ts';
import { StorageGoneError, type Durability, type LogSettings } from './types.ts';

export const LOG = 'log';
/** The name of the first version: it is on devices. */
export const INDEX_BLOCKS = 'heads';
/** What large records say, by their keys. */
export const CONTENTS = 'contents';
export const QUARANTINE = 'quarantine';
const META = 'meta';
const VERSION = 3;

export function logDatabaseName(database: string): string {
  return `communitrak-log--${database}`;
}

export interface Connection {
  /** Seals records; undefined where they are not sealed. */
  readonly key: CryptoKey | undefined;
  /** The last key of the log when it was opened; 0: it was empty. */
  readonly lastKey: number;
  /**
   * Runs one transaction over the log, its index blocks and the quarantine; resolves when it is complete. May run
   * `work` a second time after the browser has closed the database. @throws StorageGoneError; what the transaction
   * failed with
   */
  run<T>(
    mode: 'readonly' | 'readwrite',
    durability: Durability,
    work: (tx: IDBTransaction) => Promise<T>,
  ): Promise<T>;
  close(): void;
}

interface Opened {
  readonly db: IDBDatabase;
  /** Made with the database: another one means that it is not the same database any more. */
  readonly birth: string;
  readonly key: CryptoKey | undefined;
  readonly lastKey: number;
}

export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}

function completed(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
  });
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    const { result: db } = request;
    if (oldVersion < 1) {
      db.createObjectStore(LOG, { autoIncrement: true }).createIndex('c', 'c');
      db.createObjectStore(QUARANTINE, { autoIncrement: true });
      db.createObjectStore(META);
    }
    // Records written before have no index block: their collections are read whole before the first list.
    if (oldVersion < 2) db.createObjectStore(INDEX_BLOCKS).createIndex('c', 'c');
    // From here on what records say may lie apart, and name fields once: an app of version 2 would take them for
    // damaged.
    if (oldVersion < 3) db.createObjectStore(CONTENTS);
  };
  return result(request);
}

type Identity = Pick<Opened, 'birth' | 'key'>;
type KeptIdentity = Pick<Opened, 'birth'> & KeptKey;
type Sealing = Pick<LogSettings, 'encrypt' | 'keyLock'>;

const readIdentity = async (store: IDBObjectStore): Promise<KeptIdentity | undefined> =>
  (await result(store.get('identity'))) as KeptIdentity | undefined;

const opened = async (kept: KeptIdentity, { keyLock }: Sealing): Promise<Identity> => ({
  birth: kept.birth,
  key: await keyOf(kept, keyLock),
});

async function identity(db: IDBDatabase, sealing: Sealing): Promise<Omit<Opened, 'db'>> {
  // One transaction, and nearly always this is all: a start waits for no write.
  const start = db.transaction([META, LOG]);
  const [before, last] = await Promise.all([
    readIdentity(start.objectStore(META)),
    result(start.objectStore(LOG).openKeyCursor(null, 'prev')),
  ]);
  const lastKey = Number(last?.key ?? 0);
  if (before !== undefined) return { ...(await opened(before, sealing)), lastKey };
  return { ...(await newIdentity(db, sealing)), lastKey };
}

/** Two tabs may open a new database at once: the first to write its key and birth is right. */
async function newIdentity(db: IDBDatabase, sealing: Sealing): Promise<Identity> {
  const made = sealing.encrypt ? await makeKey(sealing.keyLock) : undefined;
  const birth = crypto.randomUUID();
  const tx = db.transaction(META, 'readwrite', { durability: 'strict' });
  const store = tx.objectStore(META);
  const known = await readIdentity(store);
  if (known === undefined) store.put({ birth, ...made?.kept }, 'identity');
  await completed(tx);
  return known === undefined ? { birth, key: made?.key } : opened(known, sealing);
}

async function openWhole(name: string, sealing: Sealing): Promise<Opened> {
  const db = await openDatabase(name);
  try {
    return { db, ...(await identity(db, sealing)) };
  } catch (error) {
    db.close();
    throw error;
  }
}

class LogConnection implements Connection {
  readonly key: CryptoKey | undefined;
  readonly lastKey: number;
  readonly #name: string;
  readonly #sealing: Sealing;
  readonly #birth: string;
  readonly #onGone: () => void;
  #db: IDBDatabase | undefined;
  #reopening: Promise<IDBDatabase> | undefined;
  #gone: StorageGoneError | undefined;

  constructor(name: string, sealing: Sealing, opened: Opened, onGone: () => void) {
    this.#name = name;
    this.#sealing = sealing;
    this.#birth = opened.birth;
    this.key = opened.key;
    this.lastKey = opened.lastKey;
    this.#onGone = onGone;
    this.#db = this.#watch(opened.db);
  }

  #watch(db: IDBDatabase): IDBDatabase {
    // The browser closed it: a fault of the disk, or the person cleared the site's data. The next use opens it again.
    db.onclose = () => {
      if (this.#db === db) this.#db = undefined;
    };
    db.onversionchange = (event) => {
      db.close();
      this.#giveUp(event.newVersion === null ? 'removed in another tab' : 'taken over by a newer version');
    };
    return db;
  }

  #giveUp(why: string): StorageGoneError {
    this.#db = undefined;
    const known = this.#gone;
    if (known !== undefined) return known;
    const gone = new StorageGoneError(`the storage on this device was ${why}`);
    this.#gone = gone;
    this.#onGone();
    return gone;
  }

  async #reopen(): Promise<IDBDatabase> {
    const { db, birth } = await openWhole(this.#name, { ...this.#sealing, encrypt: this.key !== undefined });
    if (birth === this.#birth && this.#gone === undefined) return this.#watch(db);
    // Another database of the same name: what memory holds does not belong in it.
    db.close();
    throw this.#giveUp('cleared');
  }

  async #open(): Promise<IDBDatabase> {
    if (this.#gone !== undefined) throw this.#gone;
    if (this.#db !== undefined) return this.#db;
    this.#reopening ??= this.#reopen().finally(() => (this.#reopening = undefined));
    this.#db = await this.#reopening;
    return this.#db;
  }

  async run<T>(
    mode: 'readonly' | 'readwrite',
    durability: Durability,
    work: (tx: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    if (mode === 'readwrite') await freshTail();
    const db = await this.#open();
    try {
      return await attempt(db, mode, durability, work);
    } catch (error) {
      // Still the same connection: the fault is the transaction's own.
      const closed = error instanceof DOMException && error.name === 'InvalidStateError';
      if (this.#db === db && !closed) throw error;
      if (this.#db === db) this.#db = undefined;
      return attempt(await this.#open(), mode, durability, work);
    }
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
    this.#gone ??= new StorageGoneError('the storage was closed');
  }
}

async function attempt<T>(
  db: IDBDatabase,
  mode: 'readonly' | 'readwrite',
  durability: Durability,
  work: (tx: IDBTransaction) => Promise<T>,
): Promise<T> {
  const tx = db.transaction([LOG, INDEX_BLOCKS, CONTENTS, QUARANTINE], mode, { durability });
  const whole = completed(tx);
  whole.catch(() => undefined);
  try {
    const answer = await work(tx);
    await whole;
    return answer;
  } catch (error) {
    // What fails halfway leaves nothing behind.
    abort(tx);
    await whole.catch(() => undefined);
    // What the transaction failed with says more than its requests, which only say that it was aborted.
    throw tx.error ?? error;
  }
}

function abort(tx: IDBTransaction): void {
  try {
    tx.abort();
  } catch (error) {
    // It has already ended.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}

/** @param onGone once, when the database was removed or cleared under us. @throws KeyLockedError */
export async function connect(database: string, sealing: Sealing, onGone: () => void): Promise<Connection> {
  const name = logDatabaseName(database);
  return new LogConnection(name, sealing, await openWhole(name, sealing), onGone);
}
