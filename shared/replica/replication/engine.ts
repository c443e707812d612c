/**
 * The sync of one replica: a replication for each collection behind one gate and one transport, and everything that
 * asks for a sync. Runs in one tab at a time; the others see what it tells `local`.
 */
import { debounceTime, merge, Subject, type Subscription } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { ReplicaDatabase } from '../database.ts';
import type { Http } from '../http.ts';
import type { PendingChange } from '../local/pending-changes.ts';
import type { StateKeeper } from '../local/state.ts';
import { startCollectionSync, type BatchSizes, type CollectionSync } from './collection-sync.ts';
import { listenToEvents } from './events.ts';
import { StoppedError, type Gate } from './connection-gate.ts';
import { createProgress, type Progress } from './progress.ts';
import { createDiscardVerifier, type DiscardVerifier } from './verify-discarded.ts';
import { sendOverlooked, sendDeferred } from './resend.ts';
import type { RepairCount } from './repair.ts';
import { repairAsked, verifyWeekly } from './scheduled-repair.ts';
import { sweepPendingChanges } from './sweep.ts';
import type { Shared } from './shared.ts';
import { createTokenPairs } from './tokens.ts';
import { createTransport } from './transport.ts';
import { listenToTriggers } from './triggers.ts';

export interface Engine {
  /**
   * Pulls all collections (or those named) in one request, and sends what waits. Ends a wait after a fault if urgent.
   */
  sync(collections?: readonly CollectionName[], urgent?: boolean): void;
  /** Resolves when nothing is on its way and nothing waits for delivery. Never while the gate is shut. */
  settled(): Promise<void>;
  repair(
    onProgress: (collection: CollectionName, checked: number) => void,
    signal?: AbortSignal,
  ): Promise<readonly RepairCount[]>;
  stop(): Promise<void>;
}

export interface EngineOptions extends Shared {
  readonly database: ReplicaDatabase;
  readonly http: Http;
  readonly association: string;
  readonly gate: Gate;
  readonly state: StateKeeper;
  readonly live: boolean;
  readonly batch: BatchSizes;
  readonly onEpoch: (epoch: number) => void;
  readonly onRemoved: (ids: readonly string[]) => Promise<void>;
  /** A document arrived or was accepted: files may go. */
  readonly onTaken: () => void;
}

const QUIET_MS = 20;
const LEFT_OVER_EVERY_MS = 2000;
/** How often `settled` goes round before it says that something keeps changing. */
const MAX_ROUNDS = 50;

interface Running extends EngineOptions {
  readonly syncs: ReadonlyMap<CollectionName, CollectionSync>;
  readonly transport: ReturnType<typeof createTransport>;
  readonly progress: Progress;
  readonly repairs: Set<CollectionName>;
  readonly discardVerifier: DiscardVerifier;
  readonly asked$: Subject<readonly CollectionName[]>;
}

function ask(running: Running, collections: readonly CollectionName[], urgent: boolean): void {
  const named = [...running.syncs.values()].filter(
    (sync) => collections.length === 0 || collections.includes(sync.name),
  );
  running.transport.expect(named.length);
  if (urgent) running.gate.nudge();
  for (const sync of named) sync.reSync();
}

function sweep({ pendingChanges, database, damaged }: Running): Promise<readonly PendingChange[]> {
  return sweepPendingChanges(pendingChanges, database.collections, damaged);
}

async function look(running: Running): Promise<void> {
  const left = await sweep(running);
  for (const sync of running.syncs.values()) await sync.lookAgain(left);
  await sendDeferred(running, false);
  await running.discardVerifier.run();
}

/** Runs beside everything else; being stopped in the middle is no fault. */
function beside(running: Running, job: () => Promise<void>): void {
  job().catch((error: unknown) => {
    if (!(error instanceof StoppedError)) running.onFault(error);
  });
}

function startAll(options: EngineOptions): Running {
  const { database, http, association, gate } = options;
  const transport = createTransport({ http, association });
  const repairs = new Set<CollectionName>();
  const asked$ = new Subject<readonly CollectionName[]>();
  const tokens = createTokenPairs(options.local);
  const progress = createProgress({ ...options, collections: database.collections.size });
  transport.expect(database.collections.size);
  const syncs = new Map<CollectionName, CollectionSync>();
  for (const [name, rx] of database.collections) {
    const sync = startCollectionSync({
      ...options,
      collection: name,
      rx,
      localRx: database.local,
      gate,
      transport,
      tokens,
      onPage(page, full) {
        progress.onPage(page, full);
        if (page.repair) repairs.add(name);
        asked$.next([]);
      },
      onVerdicts(taken) {
        asked$.next(syncs.get(name)?.hasPendingServerDocs() === true ? [name] : []);
        if (taken > 0) options.onTaken();
      },
    });
    syncs.set(name, sync);
  }
  const discardVerifier = createDiscardVerifier(
    options.discarded,
    async (collection, id) => (await syncs.get(collection)?.verifyOne(id)) ?? 'same',
    (collection) => syncs.get(collection)?.reSync(),
  );
  return { ...options, syncs, transport, progress, repairs, discardVerifier, asked$ };
}

/** After pages and verdicts, once it is quiet: pending changes, deferred rows, pending server documents, repairs. */
function afterwards(running: Running): readonly Subscription[] {
  const wanted = new Set<CollectionName>();
  return [
    running.asked$.subscribe((names) => names.forEach((name) => wanted.add(name))),
    running.asked$.pipe(debounceTime(QUIET_MS)).subscribe(() => {
      const names = [...wanted];
      wanted.clear();
      if (names.length > 0) ask(running, names, false);
      beside(running, async () => {
        await sweep(running);
        await repairAsked(running);
        running.onTaken();
      });
    }),
    // The accepted version arrives after the page that brings it has been written.
    merge(...[...running.database.collections.values()].map((rx) => rx.$))
      .pipe(debounceTime(QUIET_MS))
      .subscribe(() => {
        beside(running, async () => {
          await sweep(running);
          running.onTaken();
          await running.discardVerifier.run();
        });
      }),
    running.transport.answers$.subscribe(({ epoch }) => running.onEpoch(epoch)),
    running.gate.connection$.subscribe((connection) => {
      running.state.change({ connection }).catch(running.onFault);
    }),
  ];
}

async function sendLeftOver(running: Running): Promise<void> {
  await sendDeferred(running, false);
  await sendOverlooked(running, await running.pendingChanges.all());
}

function listenLive(running: Running): () => void {
  const onPoke = (collections: readonly CollectionName[], epoch: number): void => {
    if (epoch > 0) running.onEpoch(epoch);
    ask(running, collections, false);
  };
  const events = listenToEvents({ ...running, onPoke });
  const triggers = listenToTriggers({
    random: running.random,
    ask(urgent) {
      ask(running, [], urgent);
      beside(running, () => verifyWeekly(running));
    },
  });
  const leftOver = setInterval(() => beside(running, () => sendLeftOver(running)), LEFT_OVER_EVERY_MS);
  return () => {
    clearInterval(leftOver);
    events.stop();
    triggers.stop();
  };
}

async function untilSettled(running: Running): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    for (const sync of running.syncs.values()) await sync.inSync();
    await repairAsked(running);
    await sendDeferred(running, false);
    const other = await running.discardVerifier.run();
    const left = await sweep(running);
    for (const sync of running.syncs.values()) await sync.purged();
    const behind = [...running.syncs.values()].filter((sync) => sync.hasPendingServerDocs());
    if (behind.length === 0 && !other && !(await sendOverlooked(running, left))) return;
    for (const sync of behind) sync.reSync();
  }
  throw new Error('the sync does not come to rest');
}

export function startEngine(options: EngineOptions): Engine {
  const running = startAll(options);
  const subscriptions = afterwards(running);
  const stopLive = options.live ? listenLive(running) : (): void => undefined;
  beside(running, () => look(running));
  if (options.live) beside(running, () => verifyWeekly(running));
  return {
    sync: (collections = [], urgent = false) => ask(running, collections, urgent),
    settled: () => untilSettled(running),
    async repair(onProgress, signal) {
      const counts: RepairCount[] = [];
      for (const sync of running.syncs.values()) {
        counts.push(await sync.repair((checked) => onProgress(sync.name, checked), signal));
        if (sync.hasPendingServerDocs()) sync.reSync();
      }
      await running.state.change({ lastVerify: isoInstant(running.clock()) });
      return counts;
    },
    async stop() {
      stopLive();
      for (const subscription of subscriptions) subscription.unsubscribe();
      running.progress.stop();
      running.gate.stop();
      await Promise.all([...running.syncs.values()].map((sync) => sync.stop()));
    },
  };
}
