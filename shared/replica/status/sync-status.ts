/** How things stand between this device and the server, for the one pill that shows it. */
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';

export interface SyncStatus {
  readonly connection: 'online' | 'offline' | 'signed-out' | 'app-too-old';
  /** Documents and files not yet acknowledged. */
  readonly waiting: number;
  /** Refused or conflicting items that the member has not dealt with. */
  readonly attention: number;
  /** ISO; '' before the first. */
  readonly lastSync: string;
  /** Present until the first sync has finished. Documents. */
  readonly firstSync?: { readonly done: number; readonly total: number };
  /** A fault of this device's storage in words of the runtime; '' when there is none. */
  readonly fault: string;
}

export declare function syncStatus(replica: Replica): Query<SyncStatus>;
/** Asks for a sync now, whatever the timers say; resolves when it has been asked, not when it has finished. */
export declare function syncNow(replica: Replica): void;
