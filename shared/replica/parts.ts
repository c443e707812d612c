/** What a replica is made of, for the files of this room. Screens have no business in it. */
import type { BehaviorSubject, Observable, Subscription } from 'rxjs';
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { SessionAssociation } from '@communitrak/protocol/session.ts';
import type { ReplicaDatabase } from './database.ts';
import type { Documents } from './documents.ts';
import type { FileStore } from './files/file-store.ts';
import type { Http } from './http.ts';
import type { LocalDocs } from './local/local-docs.ts';
import type { PendingChanges } from './local/pending-changes.ts';
import type { StateKeeper } from './local/state.ts';
import type { DiscardedList } from './local/discarded.ts';
import type { UnacceptedList } from './local/unaccepted.ts';
import type { Query } from './queries/query.ts';
import type { StartOrder } from './start-order.ts';
import type { Sync } from './sync.ts';

export interface ReplicaParts {
  readonly database: ReplicaDatabase;
  readonly documents: Documents;
  readonly local: LocalDocs;
  readonly pendingChanges: PendingChanges;
  readonly unaccepted: UnacceptedList;
  readonly discarded: DiscardedList;
  readonly state: StateKeeper;
  readonly files: FileStore;
  readonly http: Http;
  readonly sync: Sync;
  readonly start: StartOrder;
  readonly clock: Clock;
  /** Changes when the server says that the member's rights have. */
  readonly session$: BehaviorSubject<SessionAssociation>;
  readonly principal$: Observable<Principal>;
  /** Words of the last fault of this device's own; '' when there is none. */
  readonly fault$: BehaviorSubject<string>;
  readonly queries: Map<string, Query<unknown> & { stop(): void }>;
  readonly onFault: (error: unknown) => void;
  /** Resolves when its member has had this device erased, from another one, and nothing is left. */
  readonly wiped: Promise<void>;
  /** What the storage tells, heeded. */
  readonly told: Subscription;
}
