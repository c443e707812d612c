/** How far the first sync has come, with a true count, and when the last sync was. Told to the state that all tabs see. */
import { asyncScheduler, Subject, throttleTime } from 'rxjs';
import type { Clock } from '@communitrak/domain/core/dates.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { PullPage } from '@communitrak/protocol/pull.ts';
import type { StateKeeper, SyncState } from '../local/state.ts';

export interface Progress {
  readonly onPage: (page: PullPage, full: boolean) => void;
  stop(): void;
}

/** Each step is a document written for all tabs to see: nobody reads faster, and pages come faster. */
const STEP_MS = 250;

export function createProgress(options: {
  readonly collections: number;
  readonly state: StateKeeper;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}): Progress {
  const { state, clock, onFault } = options;
  const totals = new Map<string, number>();
  const ended = new Set<string>();
  let done = 0;
  const write = (part: Partial<SyncState>): void => void state.change(part).catch(onFault);
  const steps = new Subject<Partial<SyncState>>();
  const subscription = steps
    .pipe(throttleTime(STEP_MS, asyncScheduler, { leading: true, trailing: true }))
    .subscribe(write);
  return {
    onPage(page, full) {
      totals.set(page.collection, page.total);
      done += page.documents.filter((doc) => !doc._deleted).length;
      if (full) ended.delete(page.collection);
      else ended.add(page.collection);
      const total = [...totals.values()].reduce((sum, one) => sum + one, 0);
      const complete = ended.size >= options.collections;
      if (!complete) steps.next({ done: Math.min(done, total), total });
      if (ended.size === totals.size)
        write({ ...(complete ? { complete } : {}), lastSync: isoInstant(clock()) });
    },
    stop: () => subscription.unsubscribe(),
  };
}
