/** What the parts of a replica's sync share. Types only. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { LocalDocs } from '../local/local-docs.ts';
import type { PendingChanges } from '../local/pending-changes.ts';
import type { DiscardedList } from '../local/discarded.ts';
import type { UnacceptedList } from '../local/unaccepted.ts';
import type { Resolutions } from './resolutions.ts';

export interface Shared {
  readonly local: LocalDocs;
  readonly pendingChanges: PendingChanges;
  readonly unaccepted: UnacceptedList;
  readonly discarded: DiscardedList;
  readonly resolutions: Resolutions;
  readonly entityOf: (type: string) => Entity | undefined;
  /** Collections of which this device could not read something. */
  readonly damaged: ReadonlySet<string>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFault: (error: unknown) => void;
}

export interface Checkpoint {
  /** One opaque string: RxDB merges checkpoints field by field, so fields of a token could never disappear. */
  readonly token: string;
}
