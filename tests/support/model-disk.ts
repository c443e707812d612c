/**
 * A device's disk for the model test: RxDB's memory storage that can be photographed in an instant. A crash is such a
 * photograph: the next start finds exactly what was written then, whatever the dying replica still does to the old disk.
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
  contents(): Contents;
}

function keyOf({ databaseName, collectionName, schema }: Params): string {
  return `${databaseName}/${collectionName}/${schema.version}`;
}

function docsOf(instance: RxStorageInstanceMemory<Data>): readonly Doc[] {
  instance.ensurePersistence();
  return [...instance.internals.documents.values()].map((doc) => structuredClone(doc));
}

/** @param found what lies on it already */
export function createDisk(found: Contents = new Map()): Disk {
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
  return {
    storage: storage as DeviceStorage,
    contents: () =>
      new Map([...found, ...[...open].map(([key, instance]) => [key, docsOf(instance)] as const)]),
  };
}
