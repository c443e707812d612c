/** A Query over an observable: one for each key of a replica, so that asking for it in every render costs nothing. */
import type { Observable, Subscription } from 'rxjs';
import type { Replica } from '../replica.ts';
import type { Query } from './query.ts';
import { keepStable } from './stable.ts';

/** Screens unsubscribe and subscribe again when they change places. */
const REST_AFTER_MS = 3000;

interface Live<T> {
  snapshot: T | undefined;
  subscription: Subscription | undefined;
  resting: ReturnType<typeof setTimeout> | undefined;
  readonly listeners: Set<() => void>;
}

function start<T>(
  live: Live<T>,
  source: () => Observable<T>,
  keep: (before: T, after: T) => T,
  onFault: (error: unknown) => void,
): void {
  live.subscription = source().subscribe({
    next(value) {
      const next = live.snapshot === undefined ? value : keep(live.snapshot, value);
      if (Object.is(next, live.snapshot)) return;
      live.snapshot = next;
      for (const listener of Array.from(live.listeners)) listener();
    },
    error: onFault,
  });
}

function makeQuery<T>(
  source: () => Observable<T>,
  keep: (before: T, after: T) => T,
  onFault: (error: unknown) => void,
  onRest: () => void,
): Query<T> & { stop(): void } {
  const live: Live<T> = {
    snapshot: undefined,
    subscription: undefined,
    resting: undefined,
    listeners: new Set(),
  };
  const stop = (): void => {
    clearTimeout(live.resting);
    live.subscription?.unsubscribe();
    live.subscription = undefined;
  };
  return {
    stop,
    getSnapshot: () => live.snapshot,
    subscribe(onChange) {
      // One listener subscribed twice counts twice.
      const listener = (): void => onChange();
      live.listeners.add(listener);
      clearTimeout(live.resting);
      if (live.subscription === undefined) start(live, source, keep, onFault);
      return () => {
        if (!live.listeners.delete(listener) || live.listeners.size > 0) return;
        live.resting = setTimeout(() => {
          stop();
          onRest();
        }, REST_AFTER_MS);
      };
    },
  };
}

/**
 * @param key names the query within its replica, parameters included
 * @param keep makes the next snapshot of the one before and the new value: the same object when nothing has changed
 */
export function liveQuery<T>(
  replica: Replica,
  key: string,
  source: () => Observable<T>,
  keep: (before: T, after: T) => T = keepStable,
): Query<T> {
  const { queries, onFault } = replica.parts;
  const known = queries.get(key);
  if (known !== undefined) return known as Query<T>;
  const query = makeQuery(source, keep, onFault, () => queries.delete(key));
  queries.set(key, query);
  return query;
}
