/** What RxDB does not send by itself: rows that wait for another document, and writes that it has passed over (T18). */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { PendingChange, PendingChanges } from '../local/pending-changes.ts';
import type { CollectionSync } from './collection-sync.ts';

interface Resending {
  readonly syncs: ReadonlyMap<CollectionName, CollectionSync>;
  readonly pendingChanges: PendingChanges;
}

/** @param all also those whose time has not come */
export async function sendDeferred({ syncs, pendingChanges }: Resending, all: boolean): Promise<void> {
  const deferred = (await pendingChanges.all()).filter((pending) => pending.deferred !== undefined);
  for (const name of new Set(deferred.map((pending) => pending.collection))) {
    const sync = syncs.get(name);
    await sync?.sendDeferred(all);
    if (sync?.hasPendingServerDocs() === true) sync.reSync();
  }
}

/**
 * RxDB reads what it sends from a position in the time of writing; a write that took longer than a later one lies
 * before it. It would be told of that write too, but it leaves what it was told aside when it is asked to look again at
 * that moment (decision 0027). What is unsent while it has nothing to do is looked at again.
 *
 * @returns whether there was something
 */
export async function sendOverlooked(
  { syncs }: Resending,
  unsent: readonly PendingChange[],
): Promise<boolean> {
  let overlooked = 0;
  for (const sync of syncs.values()) {
    const mine = unsent.filter(
      (pending) => pending.collection === sync.name && pending.deferred === undefined,
    );
    if (mine.length > 0 && (await sync.isIdle())) overlooked += await sync.lookAgain(mine);
  }
  return overlooked > 0;
}
