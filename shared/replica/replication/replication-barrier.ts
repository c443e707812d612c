/**
 * The barrier between a push and the next page: raised when the server has answered, lowered when RxDB has written the
 * answer. RxDB does that after the push handler has returned, and so outside the lock: first its record of what was
 * accepted, then the other side's version of what was not, then the record of that. A page that it is given in between
 * meets a document that is neither the member's nor the server's by its record, is taken to be overtaken by an unsent
 * edit, and never comes again: not even when it takes the document away (decision 0027).
 */
import { filter, firstValueFrom, mergeMap, race, type Observable } from 'rxjs';
import { PUSHED } from '../storage/metadata-conflicts.ts';
import type { Replication } from './purge.ts';

export interface ReplicationBarrier {
  /** RxDB is about to be told what the server said of these: no page until it has written that. Under the lock. */
  raise(ids: readonly string[]): void;
  isRaised(): boolean;
  /**
   * Resolves when what was answered until now is written. Not under the lock: the rest of it may have to be sent first.
   */
  lowered(): Promise<void>;
}

type Records = NonNullable<Replication['metaInstance']>;

/** When RxDB has written a record of each of these after pushing it. */
function allRecorded(records: Records, ids: readonly string[]): Observable<unknown> {
  const left = new Set(ids);
  return records.changeStream().pipe(
    filter(({ context }) => context.startsWith(PUSHED)),
    mergeMap(({ events }) => events),
    filter(({ documentData }) => left.delete(documentData.itemId) && left.size === 0),
  );
}

export function createReplicationBarrier(replicationOf: () => Replication): ReplicationBarrier {
  const open = new Set<Promise<unknown>>();
  return {
    raise(ids) {
      const { internalReplicationState: state, metaInstance } = replicationOf();
      if (state === undefined || metaInstance === undefined || ids.length === 0) return;
      // Of what the member has changed again meanwhile no record comes: it is over with all that RxDB has to push now.
      const over = Promise.allSettled([state.streamQueue.up]);
      const written = firstValueFrom(race(allRecorded(metaInstance, ids), over), { defaultValue: undefined });
      const turn = written.finally(() => open.delete(turn));
      open.add(turn);
    },
    isRaised: () => open.size > 0,
    async lowered() {
      await Promise.allSettled(open);
    },
  };
}
