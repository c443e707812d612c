/**
 * A device's disk for the model test: our own storage, the log over (fake) IndexedDB. A crash copies the log as it is at
 * that moment into a database of another name, which the next start opens; what the dying replica still writes goes to
 * the old one. Unsealed, so that the oracle can read it; compacting often, so that it happens in short runs.
 */
import type { RxStorageInstance } from 'rxdb/plugins/core';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { logDatabaseName } from '@communitrak/replica/storage/log/connection.ts';
import { getRxStorageLog } from '@communitrak/replica/storage/log/log-storage.ts';
import { toDocs } from '@communitrak/replica/storage/log/records.ts';
import type { LogRecord, LogSettings } from '@communitrak/replica/storage/log/types.ts';
import type { Contents, Disk } from './model-disk.ts';

type Docs = Contents extends ReadonlyMap<string, infer D> ? D : never;
type Doc = Docs[number];

const SETTINGS: Partial<LogSettings> = {
  encrypt: false,
  recordDocs: 5,
  apartFrom: 1500,
  spareDocs: 20,
  smallRecords: 6,
  idleMs: 20,
};
/** Of these older versions may lie in the log until it is compacted: notes of the device, no documents. */
const LOCAL = 'local|';

interface Row {
  readonly key: IDBValidKey;
  readonly value: unknown;
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('fake IndexedDB failed'));
  });
}

/** @param upgrade undefined: the database must be there, and is opened as it is */
function opened(name: string, version?: number, upgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  if (upgrade !== undefined) request.onupgradeneeded = () => upgrade(request.result);
  return result(request);
}

interface StoreImage {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[] }[];
  readonly rows: readonly Row[];
}

async function storeImage(store: IDBObjectStore): Promise<StoreImage> {
  const { name, autoIncrement, keyPath } = store;
  const indexes = [...store.indexNames].map((index) => ({
    name: index,
    keyPath: store.index(index).keyPath,
  }));
  const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
  return {
    name,
    keyPath,
    autoIncrement,
    indexes,
    rows: keys.map((key, index): Row => ({ key, value: values[index] })),
  };
}

interface Image {
  readonly version: number;
  readonly stores: readonly StoreImage[];
}

/** In one transaction: it sees what was asked to be written before it, and nothing of what comes after. */
async function photographed(name: string): Promise<Image> {
  const db = await opened(name);
  const names = [...db.objectStoreNames];
  const tx = db.transaction(names, 'readonly');
  const images = await Promise.all(names.map((store) => storeImage(tx.objectStore(store))));
  const { version } = db;
  db.close();
  return { version, stores: images };
}

async function developed({ version, stores }: Image, name: string): Promise<void> {
  const db = await opened(name, version, (made) => {
    for (const { name: store, keyPath, autoIncrement, indexes } of stores) {
      const copy = made.createObjectStore(store, { keyPath, autoIncrement });
      for (const index of indexes) copy.createIndex(index.name, index.keyPath);
    }
  });
  const tx = db.transaction([...db.objectStoreNames], 'readwrite');
  for (const { name: store, keyPath, rows } of stores)
    for (const { key, value } of rows) tx.objectStore(store).put(value, ...(keyPath === null ? [key] : []));
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('the copy was aborted'));
  });
  db.close();
}

/** Every version that lies there; of the device's own notes the last one. */
async function versionsIn({ stores }: Image): Promise<Contents> {
  const rowsOf = (name: string): readonly Row[] => stores.find((store) => store.name === name)?.rows ?? [];
  const apart = new Map(rowsOf('contents').map(({ key, value }) => [key, value]));
  const found = new Map<string, Doc[]>();
  for (const { key, value } of rowsOf('log')) {
    const record = { d: apart.get(key), ...(value as object) } as LogRecord;
    if (record.n === 0 || record.removed === true) continue;
    const docs = (await toDocs(record, 'id', undefined)) as readonly unknown[] as Docs;
    found.set(record.c, [...(found.get(record.c) ?? []), ...docs]);
  }
  return new Map(
    [...found].map(([key, docs]) => [
      key,
      key.startsWith(LOCAL) ? [...new Map(docs.map((doc) => [doc['id'], doc])).values()] : docs,
    ]),
  );
}

/** @param life a name that no other disk of this realm has: RxDB's database is called the same in all of them; @param held databases on it */
export function createLogDisk(life: string, held: Iterable<string> = []): Disk {
  const log = getRxStorageLog(SETTINGS);
  const names = new Set<string>(held);
  const nameOn = (database: string, disk = life): string => `${database}--${disk}`;
  const storage: unknown = {
    ...log,
    async createStorageInstance(
      params: Parameters<typeof log.createStorageInstance>[0],
    ): Promise<RxStorageInstance<unknown, unknown, unknown>> {
      names.add(params.databaseName);
      return log.createStorageInstance<unknown>({ ...params, databaseName: nameOn(params.databaseName) });
    },
  };
  return {
    storage: storage as DeviceStorage,
    async contents() {
      const all: Contents[] = [];
      for (const name of names) {
        all.push(await versionsIn(await photographed(logDatabaseName(nameOn(name)))));
      }
      return new Map(all.flatMap((one) => [...one]));
    },
    async crashed() {
      const next = `${life}+`;
      for (const name of names) {
        const image = await photographed(logDatabaseName(nameOn(name)));
        await developed(image, logDatabaseName(nameOn(name, next)));
      }
      return createLogDisk(next, names);
    },
  };
}
