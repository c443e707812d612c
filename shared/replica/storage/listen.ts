/**
 * What the storage tells, made good: documents that it could not read are asked for from the server, what was unsent of
 * them is written again from its pending change (replication/sweep.ts), the rest is said as a fault of this device.
 */
import { Subscription } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import type { StateKeeper } from '../local/state.ts';
import type { Sync } from '../sync.ts';
import type { DeviceStorage, StorageTold } from './device-storage.ts';

export interface ListenOptions {
  readonly storage: DeviceStorage;
  readonly state: StateKeeper;
  readonly sync: Pick<Sync, 'repair'>;
  readonly onFault: (error: unknown) => void;
  /** Filled with the collections of which something could not be read. */
  readonly damaged: Set<string>;
}

/** Overdue: whichever tab syncs next compares everything with the server, after a restart too. */
async function compareAgain({ state, sync }: ListenOptions): Promise<void> {
  await state.change({ lastVerify: isoInstant(0) });
  await sync.repair(() => undefined);
}

function onTold(options: ListenOptions, told: StorageTold): void {
  if (told.kind === 'unreadable') {
    // '' is any of them.
    for (const name of told.collection === '' ? COLLECTIONS : [told.collection]) options.damaged.add(name);
    compareAgain(options).catch(options.onFault);
  }
  if (told.kind === 'fault') options.onFault(told.error);
  else if (told.kind === 'removed')
    options.onFault(new Error('The data of this page was removed from the device. Load the page again.'));
}

export function listenToStorage(options: ListenOptions): Subscription {
  return options.storage.told$?.subscribe((told) => onTold(options, told)) ?? new Subscription();
}
