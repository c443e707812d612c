/**
 * The stand-in's own time. It begins at real time and flows with it; moved on, it lets everything that falls due in between
 * happen in order, each thing at its own moment. Seconds since 1970.
 */
const MS = 1000;
/** The longest wait a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** Something to be done at a moment: what, and to which object of which account (none: the platform's). */
export interface Job {
  readonly at: number;
  readonly kind: string;
  readonly id: string;
  readonly account: string | undefined;
}

interface Due extends Job {
  readonly turn: number;
}

export interface Clock {
  now(): number;
  /** Seconds ahead of real time. */
  ahead(): number;
  plan(job: Job): void;
  advance(seconds: number): void;
  stop(): void;
}

const sooner = (one: Due, other: Due): boolean =>
  one.at < other.at || (one.at === other.at && one.turn < other.turn);

/** A binary heap: the soonest stands at 0, the two below place n at 2n + 1 and 2n + 2. */
export function createAgenda(): { add(job: Due): void; peek(): Due | undefined; take(): Due | undefined } {
  const heap: Due[] = [];
  const swap = (one: number, other: number): void => {
    const [a, b] = [heap[one], heap[other]];
    if (a === undefined || b === undefined) return;
    heap[one] = b;
    heap[other] = a;
  };
  const before = (one: number, other: number): boolean => {
    const [a, b] = [heap[one], heap[other]];
    return a !== undefined && b !== undefined && sooner(a, b);
  };
  const sink = (start: number): void => {
    for (let at = start; ;) {
      const left = 2 * at + 1;
      const child = before(left + 1, left) ? left + 1 : left;
      if (!before(child, at)) return;
      swap(child, at);
      at = child;
    }
  };
  return {
    add: (job) => {
      heap.push(job);
      for (let at = heap.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1) {
        swap(at, (at - 1) >> 1);
      }
    },
    peek: () => heap[0],
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) {
        heap[0] = last;
        sink(0);
      }
      return first;
    },
  };
}

class RunningClock implements Clock {
  readonly #agenda = createAgenda();
  readonly #run: (job: Job) => void;
  #ahead: number;
  /** While jobs run, it stands at the moment of the one that runs. */
  #still: number | undefined;
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(run: (job: Job) => void, ahead: number) {
    this.#run = run;
    this.#ahead = ahead;
  }

  now(): number {
    return this.#still ?? this.#flowing();
  }

  ahead(): number {
    return this.#ahead;
  }

  plan(job: Job): void {
    this.#turn += 1;
    this.#agenda.add({ ...job, turn: this.#turn });
    if (this.#still === undefined && this.#agenda.peek()?.turn === this.#turn) this.#wait();
  }

  advance(seconds: number): void {
    const end = this.now() + seconds;
    this.#still = this.now();
    this.#runUntil(end);
    this.#ahead += seconds;
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #flowing(): number {
    return Math.floor(Date.now() / MS) + this.#ahead;
  }

  #runUntil(end: number): void {
    for (let next = this.#agenda.peek(); next !== undefined && next.at <= end; next = this.#agenda.peek()) {
      this.#agenda.take();
      this.#still = Math.max(next.at, this.#still ?? 0);
      this.#run(next);
    }
    this.#still = undefined;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const next = this.#agenda.peek();
    if (next === undefined) return;
    const ms = Math.min(Math.max(next.at - this.#flowing(), 0) * MS, LONGEST_MS);
    this.#timer = setTimeout(() => {
      this.#runUntil(this.#flowing());
      this.#wait();
    }, ms).unref();
  }
}

/**
 * @param run does a job that is due; must not throw
 * @param ahead seconds by which the clock was moved on before
 */
export function createClock(run: (job: Job) => void, ahead = 0): Clock {
  return new RunningClock(run, ahead);
}
