/** RxDB's memory storage whose writes can be held back one by one: for faults that depend on the order of two writes. */
import type { BulkWriteRow, RxStorage, RxStorageInstance } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';

export interface HeldWrite {
  readonly collection: string;
  readonly context: string;
  readonly ids: readonly string[];
  /** A second attempt over a deleted document, which RxDB makes by itself. */
  readonly overDeleted: boolean;
}

export interface SlowStorage {
  readonly storage: DeviceStorage;
  /** Waits before each write for what this returns. */
  hold: (write: HeldWrite) => Promise<void>;
  /** Waits for what this returns after each write, which can be read by then, before saying that it is done. */
  tell: (write: HeldWrite) => Promise<void>;
}

type Instance = RxStorageInstance<Record<string, unknown>, unknown, unknown>;
type Row = BulkWriteRow<Record<string, unknown>>;

function slowed(slow: SlowStorage, collection: string, instance: Instance): Instance {
  const bulkWrite = instance.bulkWrite.bind(instance);
  instance.bulkWrite = async (rows: Row[], context: string) => {
    const ids = rows.map((row) => String(row.document['id']));
    const overDeleted = rows.some((row) => row.previous?._deleted === true && !row.document._deleted);
    const write = { collection, context, ids, overDeleted };
    await slow.hold(write);
    const answer = await bulkWrite(rows, context);
    await slow.tell(write);
    return answer;
  };
  return instance;
}

export function slowStorage(): SlowStorage {
  const memory = getRxStorageMemory() as unknown as RxStorage<unknown, unknown>;
  const create = memory.createStorageInstance.bind(memory);
  const storage = Object.assign(
    Object.create(Object.getPrototypeOf(memory) as object) as DeviceStorage,
    memory,
    {
      async createStorageInstance(params: Parameters<typeof create>[0]) {
        const instance = await create(params);
        return slowed(slow, params.collectionName, instance as unknown as Instance);
      },
    },
  );
  const nothing = async (): Promise<void> => undefined;
  const slow: SlowStorage = { storage: storage as DeviceStorage, hold: nothing, tell: nothing };
  return slow;
}
