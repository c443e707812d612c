/** What the device holds. */
import type { Replica } from '../replica.ts';

export interface StorageUsed {
  /** Bytes used by everything of this app, by the browser's own estimate; 0 when it gives none. */
  readonly usage: number;
  readonly quota: number;
  /** Documents on this device. */
  readonly documents: number;
  readonly files: { readonly count: number; readonly bytes: number };
  /** True when the browser has promised not to clear it by itself. */
  readonly persisted: boolean;
}

export async function storageUsed(replica: Replica): Promise<StorageUsed> {
  const { database, files } = replica.parts;
  // Absent in tests, and in a page without TLS.
  const manager = (typeof navigator === 'undefined' ? undefined : navigator.storage) as
    | StorageManager
    | undefined;
  const estimate: StorageEstimate = (await manager?.estimate()) ?? {};
  const counts = await Promise.all([...database.collections.values()].map((rx) => rx.count().exec()));
  return {
    usage: estimate.usage ?? 0,
    quota: estimate.quota ?? 0,
    documents: counts.reduce((sum, one) => sum + one, 0),
    files: await files.used(),
    persisted: (await manager?.persisted()) ?? false,
  };
}
