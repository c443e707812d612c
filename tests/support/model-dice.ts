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

/** However slow and busy the machine: what takes longer hangs. */
export const HANG_MS = 60_000;

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

/** Time in which nothing happened counts no more than this: a busy machine, or a collection of garbage, is no event. */
const LONGEST_STEP_MS = 8;

/** The one true clock of a run. It goes with what happens: while the machine does something else it stands. */
export class ModelClock {
  readonly #start: number;
  #passed = 0;
  #jumped = 0;
  #last = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor(start: number) {
    this.#start = start;
    this.#timer = setInterval(() => this.now(), 5);
  }

  readonly now = (): number => {
    const real = performance.now();
    this.#passed += Math.min(real - this.#last, LONGEST_STEP_MS) * SPEED;
    this.#last = real;
    return Math.round(this.#start + this.#jumped + this.#passed);
  };

  jump(ms: number): void {
    this.#jumped += ms;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
