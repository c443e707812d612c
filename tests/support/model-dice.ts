/**
 * Random choices that are the same for a seed whatever runs beside: each actor draws its own sequence, and its n-th draw
 * is a hash of (seed, actor, n). Waiting and counting of the model test are here too.
 */

export interface Dice {
  /** From 0 to below 1. */
  roll(): number;
  pick<T>(items: readonly T[]): T;
  /** True in so many of 1 cases. */
  is(chance: number): boolean;
}

/** FNV-1a with a final mix: neighbouring counters give unrelated numbers. @returns 32 bits */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function diceOf(seed: number, actor: string): Dice {
  let count = 0;
  const roll = (): number => {
    count += 1;
    return hashOf(`${seed}/${actor}/${count}`) / 2 ** 32;
  };
  return {
    roll,
    is: (chance) => roll() < chance,
    pick(items) {
      const item = items[Math.floor(roll() * items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the promise gives, or an error that says what did not end. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} does not end`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** How often each kind of thing happened. */
export class Tally {
  readonly counts: Record<string, number> = {};

  add(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times;
  }
}

export function addTallies(into: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [what, times] of Object.entries(more)) into[what] = (into[what] ?? 0) + times;
}

/** How much faster the model's clocks run: a minute's slack of the server is then a quarter of a second. */
const SPEED = 250;

/** The one true clock of a run. */
export class ModelClock {
  readonly #start: number;
  readonly #began = performance.now();
  #jumped = 0;
  /** The longest that the event loop stood still, in model time: what may be late by so much. */
  stall = 0;
  #last = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor(start: number) {
    this.#start = start;
    this.#timer = setInterval(() => this.#beat(), 5);
  }

  readonly now = (): number =>
    Math.round(this.#start + this.#jumped + (performance.now() - this.#began) * SPEED);

  jump(ms: number): void {
    this.#jumped += ms;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = performance.now();
    this.stall = Math.max(this.stall, (now - this.#last - 5) * SPEED);
    this.#last = now;
  }
}
