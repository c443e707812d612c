/** When to purge: once it is quiet after something was deleted, outside every handler (trap T10). */
import { promiseWait } from 'rxdb/plugins/core';
import type { Observable, Subscription } from 'rxjs';
import { asapScheduler, buffer, debounceTime, filter, map, share, Subject } from 'rxjs';
import type { DocCollection, LocalCollection } from '../database.ts';
import type { PurgeQueue } from '../local/purge-queue.ts';
import type { PendingChanges } from '../local/pending-changes.ts';
import type { Lock } from './lock.ts';
import { atRest, purge, type Replication } from './purge.ts';

const QUIET_MS = 50;

export interface PurgerOptions {
  readonly rx: DocCollection;
  readonly localRx: LocalCollection;
  readonly pendingChanges: PendingChanges;
  readonly purgeQueue: PurgeQueue;
  readonly lock: Lock;
  readonly replication: Replication;
  /** Documents that have gone from this device, by revocation or deletion. */
  readonly onRemoved: (ids: readonly string[]) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

export interface Purger {
  start(): Promise<void>;
  /** There may be something to purge, of this life or the one before. */
  ask(): void;
  stop(): Promise<void>;
}

/** Ids of what was deleted. Thousands may go at once: what goes in one moment comes together. */
function removedTogether(rx: DocCollection): Observable<readonly string[]> {
  const deleted = rx.$.pipe(
    filter((event) => event.operation === 'DELETE'),
    map((event) => event.documentId),
    share(),
  );
  return deleted.pipe(buffer(deleted.pipe(debounceTime(0, asapScheduler))));
}

/** Notes what is deleted, as it is told. */
function createNotes({ rx, purgeQueue, onRemoved, onFault }: PurgerOptions, onNoted: () => void) {
  let noting: Promise<void> = Promise.resolve();
  const took = async (ids: readonly string[]): Promise<void> => {
    const mine = purgeQueue.note(ids.map((id) => ({ id, _deleted: true })));
    noting = Promise.allSettled([noting, mine]).then(() => undefined);
    await mine;
    onNoted();
    await onRemoved(ids);
  };
  const subscription: Subscription = removedTogether(rx).subscribe((ids) => {
    took(ids).catch(onFault);
  });
  return {
    /** Everything that was deleted until now is in the list. */
    async complete(): Promise<void> {
      // What is told in one moment comes at its end.
      await promiseWait(0);
      await noting;
    },
    stop: () => subscription.unsubscribe(),
  };
}

/** @param complete when the list of what has gone is. @returns false when RxDB is busy: look again */
async function purgeNoted(options: PurgerOptions, complete: () => Promise<void>): Promise<boolean> {
  const { rx, localRx: local, pendingChanges, purgeQueue, lock, replication, onRemoved } = options;
  if ((await purgeQueue.all()).length === 0) return true;
  const noted = async (): Promise<readonly string[]> => {
    await complete();
    // A pending change names its document: with the pending change, once that is swept, the rest goes too.
    const noted = new Set((await pendingChanges.all()).map((pending) => pending.documentId));
    return (await purgeQueue.all()).filter((id) => !noted.has(id));
  };
  const onPurged = async (purged: readonly string[]): Promise<void> => {
    // Once more, for files: at the deletion itself a crash may have come between.
    await onRemoved(purged);
    await purgeQueue.drop(purged);
  };
  return purge({ rx, local, replication, lock, noted, onPurged });
}

export function createPurger(options: PurgerOptions): Purger {
  const { onFault } = options;
  const asked = new Subject<void>();
  let running: Promise<void> = Promise.resolve();
  const ask = (): void => asked.next();
  const notes = createNotes(options, ask);
  const run = async (): Promise<void> => {
    if (!(await purgeNoted(options, () => notes.complete()))) void atRest(options.replication).then(ask);
  };
  const start = (): Promise<void> => {
    running = running.then(run).catch(onFault);
    return running;
  };
  const subscription = asked.pipe(debounceTime(QUIET_MS)).subscribe(() => void start());
  return {
    start,
    ask,
    async stop() {
      notes.stop();
      subscription.unsubscribe();
      await running;
    },
  };
}
