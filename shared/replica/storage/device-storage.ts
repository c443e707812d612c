/**
 * Where a device keeps its documents: the one seam. Everything else takes an RxStorage and does not know which; our own
 * (handbook storage.md) comes in here.
 */
import type { RxStorage } from 'rxdb/plugins/core';
import { deleteDB } from 'idb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

export type DeviceStorage = RxStorage<unknown, unknown>;

export function deviceStorage(): DeviceStorage {
  return getRxStorageDexie() as DeviceStorage;
}

/** Dexie empties what it removes and keeps the databases, whose names say who was here. */
export async function eraseDatabases(name: string): Promise<void> {
  // Older browsers cannot list databases: there the empty ones stay.
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return;
  const all = await indexedDB.databases();
  const mine = all.flatMap((db) => (db.name?.startsWith(`rxdb-dexie-${name}--`) === true ? [db.name] : []));
  await Promise.all(mine.map((one) => deleteDB(one)));
}
