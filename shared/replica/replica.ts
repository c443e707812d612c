/** The local copy of one association for one member: what commands, queries, files and status work on. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { SessionAssociation } from '@communitrak/protocol/session.ts';

export interface Replica {
  readonly principal: Principal;
  readonly associationName: string;
  readonly platform: Platform;
  readonly session: SessionAssociation;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Stops everything and closes the databases; what is unsent stays and goes out at the next start. */
  close(): Promise<void>;
  /** Closes and removes all of it from the device. */
  wipe(): Promise<void>;
}

export interface OpenReplicaOptions {
  readonly platform: Platform;
  readonly session: SessionAssociation;
  readonly accountId: string;
  /** Usually platform.baseUrl. */
  readonly baseUrl: string;
}

export declare function openReplica(options: OpenReplicaOptions): Promise<Replica>;
