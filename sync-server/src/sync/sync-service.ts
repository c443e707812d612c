/**
 * The sync room's face: what HTTP and tests may ask of it. Knows no HTTP: who calls was settled before, a
 * refusal is a verdict in the answer, and a store that does not answer rejects with StoreUnavailable.
 */
import type { Acl } from '@communitrak/domain/core/acl.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Poke } from '@communitrak/protocol/events.ts';
import type { PullAnswer, PullRequest } from '@communitrak/protocol/pull.ts';
import type { PushAnswer, PushRequest } from '@communitrak/protocol/push.ts';
import type { VerifyAnswer, VerifyRequest } from '@communitrak/protocol/verify.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocStore } from '../ports/doc-store.ts';
import type { ServerReads } from '../ports/server-reads.ts';
import type { ServerWrites } from '../ports/server-writes.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { Leases } from '../ports/leases.ts';

/** Who calls: from the session and the device's header, never from the body. */
export interface Caller {
  /** Local ids. */
  readonly association: string;
  readonly member: string;
  readonly device: string;
}

export interface PokeSink {
  poke(poke: Poke): void;
  /** The stream ends for good; nothing follows. */
  end(reason: 'signed-out'): void;
}

export interface SyncLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface SyncMetrics {
  pulled(rows: number): void;
  answered(verdict: string): void;
  /** Views held now, and the bytes they hold. */
  views(count: number, bytes: number): void;
  streams(open: number): void;
  /** Memory ran short: a view was dropped, or bodies of one. */
  evicted?(what: 'view' | 'bodies', bytes: number): void;
  /** Of a view: what became of one that was there, or was to be written. */
  snapshot?(event: 'loaded' | 'saved' | 'refused' | 'skipped'): void;
}

export interface Registry {
  readonly entities: readonly Entity[];
  entityOf(type: string): Entity | undefined;
}

export interface SyncOptions {
  readonly store: DocStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly registry: Registry;
  /** Tokens are sealed with a key made of it; processes that share devices share it. */
  readonly secret: string;
  readonly log: SyncLog;
  readonly metrics?: SyncMetrics;
  /** With it, processes mend one after the other what a crash left; without it each mends by itself, to the same effect. */
  readonly leases?: Leases;
  /** Bytes that all views together may hold; 256 MiB when absent. */
  readonly viewBudgetBytes?: number;
  /** Where views are saved for warm starts; nowhere when absent. */
  readonly snapshots?: SnapshotStore;
}

/** Every method rejects with NoSuchMember when the caller has no rights document in the association. */
export interface SyncService {
  /** The answer as JSON text of a PullAnswer, put together from bodies that were serialised once. */
  pullRaw(who: Caller, request: PullRequest): Promise<string>;
  pull(who: Caller, request: PullRequest): Promise<PullAnswer>;
  /** Rows of an app that is too old are answered, each refused with 'app-too-old'; nothing of them is written. */
  push(who: Caller, request: PushRequest): Promise<PushAnswer>;
  verify(who: Caller, request: VerifyRequest): Promise<VerifyAnswer>;
  /** Pokes until the returned function is called; the first comes at once. */
  listen(who: Caller, sink: PokeSink): Promise<() => void>;
  /** The reference when the document is visible to the caller and lists the hash; else undefined, whatever the reason. */
  mayReadFile(who: Caller, documentId: string, sha256: string): Promise<FileRef | undefined>;
  /** Undefined when there is no such member, or no such association. */
  member(
    association: string,
    member: string,
  ): Promise<{ readonly principal: Principal; readonly acl: Acl } | undefined>;
  /** A document the caller may see; undefined when there is none, or it is not theirs: the same. */
  read(who: Caller, documentId: string): Promise<WireDoc | undefined>;
  /** Drops what is remembered of the member's rights and ends their streams, e.g. after a session was revoked. */
  forgetMember(association: string, member: string): void;
  /** Ends streams and tails; waits for work under way. */
  close(): Promise<void>;
}

/**
 * What createSyncService makes: the service that HTTP is given, the server's own reads and writes, which HTTP is not, and its
 * background work for whoever must see its effect.
 */
export interface RunningSyncService extends SyncService, ServerReads, ServerWrites {
  /**
   * Told after each write of this process, a member's or the server's own, with the ids that it wrote or found written.
   * What a process dies before telling is in the feed all the same.
   * @returns how to end it
   */
  onWritten(listener: (association: string, ids: readonly string[]) => void): () => void;
  /** Resolves when what answers do not wait for (audiences of dependants, rights healed, views saved) has been done. */
  settled(): Promise<void>;
  /** Lets views go that nobody has used for long, as it does by itself now and then. */
  sweep(): void;
}
