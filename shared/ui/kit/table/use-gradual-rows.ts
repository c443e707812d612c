/**
 * Rows come into sight a few a frame. A jump of a whole window (End, a pull at the scroll bar) would draw all its rows at once,
 * which on a slow device is a frame of 60 ms; so they take some short ones, and the scrolling never stands still.
 */
import { useEffect, useLayoutEffect, useReducer, useState } from 'react';

/** Rows that a slow device draws within a frame, with time left for the browser's own work. */
const A_FRAME = 5;

interface Placed {
  readonly index: number;
}

/**
 * @param wanted rows that should be drawn, in order
 * @param first those that cannot wait: what the window shows begins with this index
 * @param always a row that is drawn in any case (it has the focus); -1 for none
 * @returns those to draw now; the rest follows by itself
 */
export function useGradualRows<T extends Placed>(
  wanted: readonly T[],
  first: number,
  always: number,
): readonly T[] {
  const [before] = useState(() => ({ drawn: new Set<number>() }));
  const [, again] = useReducer((count: number) => count + 1, 0);
  const now = nextRows(wanted, before.drawn, first, always);
  useLayoutEffect(() => remember(before, now));
  const waiting = now.length < wanted.length;
  useEffect(() => {
    if (!waiting) return undefined;
    const frame = requestAnimationFrame(again);
    return () => cancelAnimationFrame(frame);
  }, [waiting, now]);
  return now;
}

function remember(before: { drawn: ReadonlySet<number> }, now: readonly Placed[]): void {
  before.drawn = new Set(now.map(({ index }) => index));
}

/** What is there already, and as many more as a frame can take. A list that is drawn for the first time comes whole. */
export function nextRows<T extends Placed>(
  wanted: readonly T[],
  drawn: ReadonlySet<number>,
  first: number,
  always: number,
): readonly T[] {
  const fresh = wanted.filter(({ index }) => !drawn.has(index) && index !== always);
  if (drawn.size === 0 || fresh.length <= A_FRAME) return wanted;
  const inSight = fresh.filter(({ index }) => index >= first);
  const taken = new Set([...inSight, ...fresh.filter(({ index }) => index < first)].slice(0, A_FRAME));
  return wanted.filter((row) => drawn.has(row.index) || row.index === always || taken.has(row));
}
