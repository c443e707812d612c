/**
 * The sync as any tab sees it: it runs in the tab that leads, and the others leave it a wish. Files go where it runs.
 */
import { BehaviorSubject, filter, Subject, switchMap, throttleTime, type Observable } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Documents } from './documents.ts';
import type { FileStore } from './files/file-store.ts';
import { startUploader, type Uploader } from './files/uploader.ts';
import { createConnectionGate } from './replication/connection-gate.ts';
import { startEngine, type Engine, type EngineOptions } from './replication/engine.ts';
import type { RepairCount } from './replication/repair.ts';
import type { StartOrder } from './start-order.ts';

export interface Sync {
  /** Now, whatever the timers say. */
  readonly ask: () => void;
  /** This tab runs it. */
  leads(): boolean;
  /** Resolves when all that could be sent and pulled has been, files included. Never in a tab that does not lead. */
  settled(): Promise<void>;
  /** Undefined in a tab that does not lead. */
  repair(
    onProgress: (collection: CollectionName, checked: number) => void,
    signal?: AbortSignal,
  ): Promise<readonly RepairCount[] | undefined>;
  readonly progress$: Observable<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

export interface SyncOptions extends Omit<EngineOptions, 'gate' | 'onRemoved' | 'onTaken'> {
  readonly baseUrl: string;
  readonly device: string;
  readonly files: FileStore;
  readonly documents: Documents;
  readonly start: StartOrder;
  /** The server says that this device is to forget everything. */
  readonly onWipe: () => void;
}

interface Running {
  readonly engine: Engine;
  readonly uploader: Uploader;
  stop(): Promise<void>;
}

const WISH = 'wish:sync';
/** Every page of a first sync is a reason to look whether files may go, and a look reads all that wait. */
const TAKEN_EVERY_MS = 250;

function run(options: SyncOptions): Running {
  const { files, unaccepted, local } = options;
  const gate = createConnectionGate({ random: options.random, onWipe: options.onWipe });
  const uploader = startUploader({
    ...options,
    gate,
    unaccepted: async () => new Set((await unaccepted.all()).map((item) => item.documentId)),
  });
  const taken$ = new Subject<void>();
  const kicks = taken$
    .pipe(throttleTime(TAKEN_EVERY_MS, undefined, { leading: true, trailing: true }))
    .subscribe(() => uploader.kick());
  const engine = startEngine({
    ...options,
    gate,
    onTaken: () => taken$.next(),
    onRemoved: (ids) => files.release(ids),
  });
  uploader.kick();
  const wishes = local.watch(WISH).subscribe((wish) => {
    if (wish !== undefined) engine.sync([], true);
  });
  const queued = files.changes$.subscribe(() => uploader.kick());
  return {
    engine,
    uploader,
    async stop() {
      wishes.unsubscribe();
      queued.unsubscribe();
      kicks.unsubscribe();
      uploader.stop();
      await engine.stop();
    },
  };
}

export function startSync(options: SyncOptions): Sync {
  const running$ = new BehaviorSubject<Running | undefined>(undefined);
  let stopped = false;
  const begin = (): void => {
    if (!stopped) running$.next(run(options));
  };
  options.database.rx
    .waitForLeadership()
    .then(() => options.start.rest)
    .then(begin)
    .catch(options.onFault);
  const led = new Promise<Running>((resolve) => {
    running$.pipe(filter((running) => running !== undefined)).subscribe(resolve);
  });
  return {
    leads: () => running$.getValue() !== undefined,
    ask() {
      const running = running$.getValue();
      if (running !== undefined) running.engine.sync([], true);
      else {
        const at = isoInstant(options.clock());
        options.local.put({ id: WISH, kind: 'wish', at, data: { at } }).catch(options.onFault);
      }
    },
    async settled() {
      const { engine, uploader } = await led;
      await engine.settled();
      await uploader.settled();
    },
    repair: async (onProgress, signal) => running$.getValue()?.engine.repair(onProgress, signal),
    progress$: running$.pipe(
      filter((running) => running !== undefined),
      switchMap((running) => running.uploader.progress$),
    ),
    async stop() {
      stopped = true;
      await running$.getValue()?.stop();
    },
  };
}
