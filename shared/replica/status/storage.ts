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

export declare function storageUsed(replica: Replica): Promise<StorageUsed>;
