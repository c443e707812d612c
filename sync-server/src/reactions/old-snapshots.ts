/**
 * Takes away snapshots of views that nobody may use any more: of associations that are gone, because they hold residents'
 * data, and those that are too old.
 */
import type { Clock } from '../ports/clock.ts';
import { databaseName } from '../ports/database-names.ts';
import type { DocStore } from '../ports/doc-store.ts';
import { SNAPSHOT_KEPT_MS, type SnapshotStore } from '../ports/snapshot-store.ts';

export interface OldSnapshotsParts {
  readonly store: DocStore;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
}

/** @returns how many were taken away. Rejects with StoreUnavailable, taking none, when it is not known what is gone. */
export async function clearOldSnapshots({ store, snapshots, clock }: OldSnapshotsParts): Promise<number> {
  const databases = new Set(await store.names());
  const old = (await snapshots.list()).filter(
    ({ name, writtenAt }) => !databases.has(databaseName(name)) || clock() - writtenAt > SNAPSHOT_KEPT_MS,
  );
  for (const { name } of old) await snapshots.drop(name);
  return old.length;
}
