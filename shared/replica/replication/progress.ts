/** How far the first sync has come, with a true count, and when the last sync was. Told to the state that all tabs see. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { PullPage } from '@communitrak/protocol/pull.ts';
import type { StateKeeper } from '../local/state.ts';

export interface Progress {
  readonly onPage: (page: PullPage, full: boolean) => void;
}

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
  return {
    onPage(page, full) {
      totals.set(page.collection, page.total);
      done += page.documents.filter((doc) => !doc._deleted).length;
      if (full) ended.delete(page.collection);
      else ended.add(page.collection);
      const total = [...totals.values()].reduce((sum, one) => sum + one, 0);
      const complete = ended.size >= options.collections;
      const lastSync = ended.size === totals.size ? { lastSync: isoInstant(clock()) } : {};
      const write = complete
        ? { complete, ...lastSync }
        : { done: Math.min(done, total), total, ...lastSync };
      state.change(write).catch(onFault);
    },
  };
}
