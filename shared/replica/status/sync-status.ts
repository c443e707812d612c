/** How things stand between this device and the server, for the one pill that shows it. */
import { combineLatest, defer, map, startWith, switchMap, type Observable } from 'rxjs';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import type { SyncState } from '../local/state.ts';
import type { ReplicaParts } from '../parts.ts';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';
import type { OutboxFile } from '../files/files-db.ts';

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

/** Not what the app notes down by itself. */
export const isWritten = (documentId: string): boolean => entityOf(typeOf(documentId))?.byItself !== true;

export function watchOutbox(parts: ReplicaParts): Observable<readonly OutboxFile[]> {
  return defer(() => parts.files.changes$).pipe(
    startWith(undefined),
    switchMap(() => parts.files.outbox()),
  );
}

function firstSync(state: SyncState): Pick<SyncStatus, 'firstSync'> {
  return state.complete ? {} : { firstSync: { done: state.done, total: state.total } };
}

export function syncStatus(replica: Replica): Query<SyncStatus> {
  const { parts } = replica;
  return liveQuery(replica, 'sync-status', () =>
    combineLatest([
      parts.state.watch(),
      parts.pendingChanges.watch(),
      parts.unaccepted.watch(),
      watchOutbox(parts),
      parts.fault$,
    ]).pipe(
      map(([state, pendingChanges, unaccepted, outbox, fault]): SyncStatus => {
        const refused = outbox.filter((file) => file.fault !== undefined).length;
        return {
          connection: state.connection,
          waiting: [...pendingChanges.keys()].filter(isWritten).length + outbox.length - refused,
          attention: unaccepted.length + refused,
          lastSync: state.lastSync,
          ...firstSync(state),
          fault,
        };
      }),
    ),
  );
}

/** Asks for a sync now, whatever the timers say; resolves when it has been asked, not when it has finished. */
export function syncNow(replica: Replica): void {
  replica.parts.sync.ask();
}
