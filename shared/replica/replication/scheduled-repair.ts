/** When a collection is compared with the server without anybody asking: when a pull says so, and once a week. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { StateKeeper } from '../local/state.ts';
import type { CollectionSync } from './collection-sync.ts';

const VERIFY_EVERY_MS = 7 * 24 * 3600 * 1000;

interface Repairing {
  readonly syncs: ReadonlyMap<CollectionName, CollectionSync>;
  /** Collections that are to be compared. */
  readonly repairs: Set<CollectionName>;
  readonly state: StateKeeper;
  readonly clock: Clock;
}

export async function repairAsked({ repairs, syncs }: Repairing): Promise<void> {
  for (const name of Array.from(repairs)) {
    const sync = syncs.get(name);
    await sync?.repair(() => undefined);
    repairs.delete(name);
    if (sync?.hasPendingServerDocs() === true) sync.reSync();
  }
}

export async function verifyWeekly(running: Repairing): Promise<void> {
  const { lastVerify, complete } = await running.state.read();
  const now = running.clock();
  // The first sync has just been compared by being made.
  if (lastVerify === '' && complete) await running.state.change({ lastVerify: isoInstant(now) });
  if (lastVerify === '' || now - Date.parse(lastVerify) < VERIFY_EVERY_MS) return;
  for (const name of running.syncs.keys()) running.repairs.add(name);
  await repairAsked(running);
  await running.state.change({ lastVerify: isoInstant(now) });
}
