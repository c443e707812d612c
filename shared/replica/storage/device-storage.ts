/**
 * Where a device keeps its documents: the one seam. Everything else takes an RxStorage and does not know which. It is
 * our own log (decision 0011); Dexie above the ceiling, where memory would be too dear, and back when it is well below.
 * Which of them is decided when a database is opened, and what lies in the other moves over first.
 */
import type { RxStorage, RxStorageInstance, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';
import { RXDB_VERSION } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { ReplaySubject, type Observable } from 'rxjs';
import { erase, forgetBackend, noteBackend, readBackend, type Backend, type BackendNote } from './backend.ts';
import { freshTail } from '../leveldb-tail.ts';
import { alone, share } from './hold.ts';
import { getRxStorageLog, USUAL_CEILING } from './log/log-storage.ts';
import type { LogSettings, StorageTold } from './log/types.ts';
import { measure, move } from './move.ts';

export type { StorageTold } from './log/types.ts';

export type DeviceStorage = RxStorage<unknown, unknown> & {
  /** What it has to say, from its beginning. */
  readonly told$?: Observable<StorageTold>;
};

type Storage = RxStorage<unknown, unknown>;
type Storages = Readonly<Record<Backend, Storage>> & { readonly ceiling: LogSettings['ceiling'] };

const NEW: BackendNote = { kind: 'log', large: false };

const otherOf = (backend: Backend): Backend => (backend === 'log' ? 'dexie' : 'log');

/** Well below the ceiling: at the ceiling it would move to and fro. */
const BACK_BELOW = 0.5;

/** Counting reads it all: not at every start. */
const COUNT_EVERY_MS = 7 * 24 * 3600 * 1000;

/** Counted in Dexie, where what is large lies; in the log it is counted as it grows. */
async function isSmallAgain(
  database: string,
  { kind, large, counted = 0 }: BackendNote,
  { dexie, ceiling }: Storages,
): Promise<boolean> {
  if (kind !== 'dexie' || Date.now() - counted < COUNT_EVERY_MS) return false;
  const size = await measure(database, dexie, BACK_BELOW * ceiling.documents);
  await noteBackend(database, { kind, large, counted: Date.now() });
  return size.documents < BACK_BELOW * ceiling.documents && size.bytes < BACK_BELOW * ceiling.bytes;
}

/** Nobody else has it open. @returns where it lies now */
async function prepareBackend(database: string, storages: Storages): Promise<Backend> {
  const note = (await readBackend(database)) ?? NEW;
  const { kind, large } = note;
  const wanted: Backend = large && !(await isSmallAgain(database, note, storages)) ? 'dexie' : 'log';
  // Left behind when the app was closed between noting a move and tidying up, or in the middle of one.
  await erase(database, otherOf(kind));
  if (kind === wanted) return wanted;
  await freshTail();
  await move(database, storages[kind], storages[wanted]);
  // From here on it is the other.
  await noteBackend(database, { kind: wanted, large: wanted === 'dexie' });
  await erase(database, kind);
  return wanted;
}

/** One database: where it lies, and that it is open as long as any of its instances is. */
class DatabaseHandle {
  readonly #database: string;
  readonly #storages: Storages;
  readonly #open = new Set<object>();
  #backend: Promise<Backend> | undefined;
  #shared: Promise<() => void> | undefined;

  constructor(database: string, storages: Storages) {
    this.#database = database;
    this.#storages = storages;
  }

  async #openBackend(): Promise<Backend> {
    const prepared = await alone(this.#database, () => prepareBackend(this.#database, this.#storages));
    await this.#hold();
    // Open in another tab: it lies where that tab has it.
    return prepared ?? (await readBackend(this.#database))?.kind ?? 'log';
  }

  #hold(): Promise<() => void> {
    this.#shared ??= share(this.#database);
    return this.#shared;
  }

  async #left(instance: object): Promise<void> {
    this.#open.delete(instance);
    if (this.#open.size > 0 || this.#shared === undefined) return;
    const shared = this.#shared;
    this.#shared = undefined;
    (await shared)();
  }

  /** Decided once for as long as the storage lives; a decision that failed is made again. */
  async storage(): Promise<Storage> {
    this.#backend ??= this.#openBackend().catch((error: unknown) => {
      this.#backend = undefined;
      throw error;
    });
    const backend = await this.#backend;
    await this.#hold();
    // Our log sees to it itself, when it first writes.
    if (backend === 'dexie') await freshTail();
    return this.#storages[backend];
  }

  watch<T extends { close(): Promise<void> }>(instance: T): T {
    this.#open.add(instance);
    const close = instance.close.bind(instance);
    instance.close = async () => {
      await close();
      await this.#left(instance);
    };
    return instance;
  }
}

/** @param settings of the log, other than the usual */
export function deviceStorage(settings: Partial<LogSettings> = {}): DeviceStorage {
  const told$ = new ReplaySubject<StorageTold>(20);
  const ceiling = settings.ceiling ?? USUAL_CEILING;
  const handles = new Map<string, DatabaseHandle>();
  const hear = (database: string) => (told: StorageTold) => {
    const fault = (error: unknown): void => told$.next({ kind: 'fault', error });
    if (told.kind === 'large') noteBackend(database, { kind: 'log', large: true }).catch(fault);
    told$.next(told);
    settings.tell?.(told);
  };
  const handleOf = (database: string): DatabaseHandle => {
    const log = getRxStorageLog({ ...settings, tell: hear(database) });
    const dexie = getRxStorageDexie() as unknown as Storage;
    const handle = handles.get(database) ?? new DatabaseHandle(database, { log, dexie, ceiling });
    handles.set(database, handle);
    return handle;
  };
  return {
    name: 'communitrak-device',
    rxdbVersion: RXDB_VERSION,
    told$,
    async createStorageInstance<T>(
      params: RxStorageInstanceCreationParams<T, unknown>,
    ): Promise<RxStorageInstance<T, unknown, unknown>> {
      const handle = handleOf(params.databaseName);
      const storage = await handle.storage();
      return handle.watch(await storage.createStorageInstance(params));
    },
  };
}

/** What RxDB leaves of a database that it has removed: names that say who was here, and our note of where it lay. */
export async function eraseDatabases(name: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  await erase(name, 'dexie');
  await erase(name, 'log');
  await forgetBackend(name);
}
