/** "Check my data": compares every collection with the server, mends what differs, counts what cannot be read. */
import type { Replica } from '../replica.ts';

export interface CheckProgress {
  readonly collection: string;
  readonly checked: number;
  readonly total: number;
}

export type CheckResult =
  | {
      readonly ok: true;
      readonly checked: number;
      readonly missing: number;
      readonly outdated: number;
      readonly extra: number;
      /** Documents on this device that this version of the app cannot read. */
      readonly unreadable: number;
      /** Of missing, outdated and extra: those mended. */
      readonly repaired: number;
    }
  | { readonly ok: false; readonly reason: 'offline' | 'signed-out' | 'app-too-old' | 'cancelled' };

export declare function checkMyData(
  replica: Replica,
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<CheckResult>;
