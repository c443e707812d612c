/**
 * Where a device keeps its documents: the one seam. Everything else takes an RxStorage and does not know which; our own
 * (handbook storage.md) comes in here.
 */
import type { RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

export type DeviceStorage = RxStorage<unknown, unknown>;

export function deviceStorage(): DeviceStorage {
  return getRxStorageDexie() as DeviceStorage;
}
