/**
 * A device's disk for the model test: RxDB's memory storage that can be photographed in an instant. A crash is such a
 * photograph: the next start finds exactly what was written then, whatever the dying replica still does to the old disk.
 * `model-log-disk.ts` is the same over our own storage.
 */
import type { BulkWriteRow, RxDocumentData, RxStorage, RxStorageInstance } from 'rxdb/plugins/core';
import { getRxStorageMemory, type RxStorageInstanceMemory } from 'rxdb/plugins/storage-memory';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';

type Data = Readonly<Record<string, unknown>>;
type Doc = RxDocumentData<Data>;
type Params = Parameters<RxStorage<unknown, unknown>['createStorageInstance']>[0];

/** By collection (RxDB's own among them): every document that lies there, deleted ones too. */
export type Contents = ReadonlyMap<string, readonly Doc[]>;

export interface Disk {
  readonly storage: DeviceStorage;
  contents(): Promise<Contents>;
  /** The disk as the next start finds it. Everything acknowledged before the call is on it. */
  crashed(): Promise<Disk>;
}

function keyOf({ databaseName, collectionName, schema }: Params): string {
  return `${databaseName}/${collectionName}/${schema.version}`;
}

function docsOf(instance: RxStorageInstanceMemory<Data>): readonly Doc[] {
  instance.ensurePersistence();
  return [...instance.internals.documents.values()].map((doc) => structuredClone(doc));
}

export interface MemoryDisk extends Disk {
  /** In this very instant. */
  photograph(): Contents;
}

/** @param found what lies on it already */
export function createMemoryDisk(found: Contents = new Map()): MemoryDisk {
  // Otherwise every memory storage of the realm is one.
  const memory = Object.assign(getRxStorageMemory(), { collectionStates: new Map() });
  const open = new Map<string, RxStorageInstanceMemory<Data>>();
  const create = memory.createStorageInstance.bind(memory);
  const storage: unknown = Object.assign(memory, {
    async createStorageInstance(params: Params): Promise<RxStorageInstance<Data, unknown, unknown>> {
      const key = keyOf(params);
      const isNew = !open.has(key);
      const made = (await create(params as never)) as unknown as RxStorageInstanceMemory<Data>;
      open.set(key, made);
      const before = isNew ? (found.get(key) ?? []) : [];
      const rows = before.map((document): BulkWriteRow<Data> => ({ document }));
      if (rows.length > 0) await made.bulkWrite(rows, 'as it was found');
      return made as unknown as RxStorageInstance<Data, unknown, unknown>;
    },
  });
  const photograph = (): Contents =>
    new Map([...found, ...[...open].map(([key, instance]) => [key, docsOf(instance)] as const)]);
  return {
    storage: storage as DeviceStorage,
    photograph,
    contents: () => Promise.resolve(photograph()),
    crashed: () => Promise.resolve(createMemoryDisk(photograph())),
  };
}
