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
  // Absent without TLS and in tests.
  const manager: Partial<StorageManager> = ('storage' in navigator ? navigator.storage : undefined) ?? {};
  const estimate = (await manager.estimate?.call(navigator.storage)) ?? {};
  const counts = await Promise.all([...database.collections.values()].map((rx) => rx.count().exec()));
  return {
    usage: estimate.usage ?? 0,
    quota: estimate.quota ?? 0,
    documents: counts.reduce((sum, one) => sum + one, 0),
    files: await files.used(),
    persisted: (await manager.persisted?.call(navigator.storage)) ?? false,
  };
}
