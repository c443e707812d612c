/** The replication of one collection: RxDB with both handlers, what to look at again at the start, what to purge. */
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import { MAX_PULL_LIMIT, type PullPage } from '@communitrak/protocol/pull.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { DocCollection, LocalCollection } from '../database.ts';
import { plain } from '../documents.ts';
import { createPurgeQueue } from '../local/purge-queue.ts';
import type { LocalDocs } from '../local/local-docs.ts';
import type { PendingChange } from '../local/pending-changes.ts';
import { createMetadataRepair } from './repair-metadata.ts';
import { createPendingServerDocs } from './pending-server-docs.ts';
import { createLock } from './lock.ts';
import { createPullHandler } from './pull.ts';
import { createPusher, type PushOptions } from './push.ts';
import { isIdle, serverVersions, type Replication } from './purge.ts';
import { createPurger } from './purger.ts';
import { verifyOne, repair, type RepairCount } from './repair.ts';
import type { Verified } from './verify-discarded.ts';
import { createReplicationBarrier } from './replication-barrier.ts';
import type { Checkpoint } from './shared.ts';
import type { TokenPairs } from './tokens.ts';

/** Documents in one request for a collection. */
export interface BatchSizes {
  readonly pull: number;
  readonly push: number;
}

export const USUAL_BATCH: BatchSizes = { pull: Math.min(1000, MAX_PULL_LIMIT), push: 200 };
/** Handlers wait at the gate and so seldom throw; when one does (a fault of our own), RxDB asks again after this. */
const RETRY_MS = 5000;

export interface CollectionSync {
  readonly name: CollectionName;
  reSync(): void;
  /**
   * Looks again at pending documents: whatever RxDB would not send by itself is sent (decision 0027).
   * @returns how many
   */
  lookAgain(pendingChanges: readonly PendingChange[]): Promise<number>;
  /** RxDB has nothing to do and nothing waits for a pull: what is unsent now stays so. */
  isIdle(): Promise<boolean>;
  readonly sendDeferred: (all: boolean) => Promise<void>;
  repair(onPage: (checked: number) => void, signal?: AbortSignal): Promise<RepairCount>;
  /** One document. */
  verifyOne(documentId: string): Promise<Verified>;
  /** True while server versions wait for a pull to carry them. */
  hasPendingServerDocs(): boolean;
  /** Resolves when what has been asked of RxDB until now is done. Never resolves while the gate is shut. */
  inSync(): Promise<void>;
  purged(): Promise<void>;
  stop(): Promise<void>;
}

export interface CollectionSyncOptions extends Omit<
  PushOptions,
  'lock' | 'barrier' | 'pendingServerDocs' | 'purgeQueue'
> {
  readonly rx: DocCollection;
  readonly local: LocalDocs;
  readonly localRx: LocalCollection;
  readonly tokens: TokenPairs;
  readonly batch: BatchSizes;
  readonly onPage: (page: PullPage, full: boolean) => void;
  /** Documents that have gone from this device, by revocation or deletion. */
  readonly onRemoved: (ids: readonly string[]) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

function replicate(
  options: CollectionSyncOptions,
  push: Omit<PushOptions, 'barrier'>,
): { readonly replication: Replication; readonly sendDeferred: (all: boolean) => Promise<void> } {
  const { rx, tokens, onPage, name, gate, transport, batch } = { ...options, name: options.collection };
  const holds = async (): Promise<boolean> => (await rx.findOne().exec()) !== null;
  const { lock, pendingServerDocs, purgeQueue } = push;
  const barrier = createReplicationBarrier(() => replication);
  const pusher = createPusher({ ...push, barrier });
  const handler = createPullHandler({
    collection: name,
    lock,
    barrier,
    gate,
    transport,
    tokens,
    pendingServerDocs,
    purgeQueue,
    holds,
    onGiving: createMetadataRepair(() => replication, rx),
    onPage,
  });
  const replication: Replication = replicateRxCollection<Envelope, Checkpoint>({
    // With the database's name it is the name of RxDB's own records: another one would pull and push everything again.
    replicationIdentifier: 'communitrak-sync-1',
    collection: rx,
    live: true,
    retryTime: RETRY_MS,
    waitForLeadership: false,
    // Otherwise RxDB starts it in every tab that comes to the front, leader or not.
    toggleOnDocumentVisible: false,
    pull: { batchSize: batch.pull, handler },
    push: { batchSize: batch.push, handler: (rows) => pusher.handler(rows) },
  });
  return { replication, sendDeferred: (all) => pusher.sendDeferred(all) };
}

async function lookAgain(
  options: CollectionSyncOptions,
  replication: Replication,
  pendingChanges: readonly PendingChange[],
): Promise<number> {
  await replication.startPromise;
  const mine = pendingChanges.filter(
    (pending) => pending.collection === options.collection && pending.deferred === undefined,
  );
  const ids = mine.map((pending) => pending.documentId);
  const docs = await options.rx.findByIds(ids).exec();
  const known = await serverVersions(replication, ids);
  let unsent = 0;
  for (const pending of mine) {
    const doc = docs.get(pending.documentId);
    if (doc === undefined || doc.stamp.state !== 'waiting') continue;
    unsent += 1;
    const next = toWire(plain(doc), false);
    const assumed = known[pending.documentId]?.docData;
    if (assumed !== undefined && canonicalJson(toWire(assumed, assumed._deleted)) === canonicalJson(next)) {
      // RxDB holds it for pushed, yet the accepted version never came: ask the server once more.
      const deferred = { assumed: pending.base, next, attempts: 0, notBefore: 0 };
      await options.pendingChanges.change(pending.documentId, (current) => ({ ...current, deferred }));
    } else {
      // T18: a write can be older than the position from which RxDB reads what to push. Writing it anew moves it up.
      await doc.incrementalModify((current) => current);
    }
  }
  return unsent;
}

export function startCollectionSync(options: CollectionSyncOptions): CollectionSync {
  const purgeQueue = createPurgeQueue(options.local, options.collection);
  const push = { ...options, purgeQueue, lock: createLock(), pendingServerDocs: createPendingServerDocs() };
  const onPage: typeof options.onPage = (page, full) => {
    options.onPage(page, full);
    purging.ask();
  };
  const { replication, sendDeferred } = replicate({ ...options, onPage }, push);
  const faults = replication.error$.subscribe(options.onFault);
  const purging = createPurger({ ...options, ...push, replication });
  return {
    name: options.collection,
    reSync: () => replication.reSync(),
    lookAgain: (pendingChanges) => lookAgain(options, replication, pendingChanges),
    isIdle: async () => push.pendingServerDocs.size() === 0 && (await isIdle(replication)),
    sendDeferred,
    repair: (onPage, signal) => repair({ ...push, rx: options.rx }, onPage, signal),
    verifyOne: (id) => verifyOne({ ...push, rx: options.rx }, id),
    hasPendingServerDocs: () => push.pendingServerDocs.size() > 0,
    async inSync() {
      await replication.awaitInSync();
    },
    purged: () => purging.start(),
    async stop() {
      faults.unsubscribe();
      await purging.stop();
      await replication.cancel();
    },
  };
}
