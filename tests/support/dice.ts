/** Choices that a seed decides. */
export interface Dice {
  /** Whole number from 0 to below `n`. */
  upTo(n: number): number;
  chance(part: number): boolean;
  /** @throws RangeError for an empty list */
  pick<T>(from: readonly T[]): T;
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32: small, and good enough for choosing.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (n: number): number => Math.floor(next() * n);
  return {
    upTo,
    chance: (part) => next() < part,
    pick: (from) => {
      const found = from[upTo(from.length)];
      if (found === undefined && from.length === 0) throw new RangeError('nothing to pick from');
      return found as (typeof from)[number];
    },
  };
}
