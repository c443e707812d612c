/** The time, for words such as "3 minutes ago": one clock for all of them, ticking each half minute while seen. */
import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, TICK_MS);
  return () => clearInterval(timer);
}

/** Milliseconds since the epoch, in steps of half a minute: equal for all that ask within a step. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.ceil(Date.now() / TICK_MS) * TICK_MS);
}
