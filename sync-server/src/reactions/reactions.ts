/**
 * Runs the reactions: soon after a write of this process that one of them asks for, and in a slow round over all
 * associations for what a process died before doing. One process at a time works on an association. Each holds nothing of an
 * association between two runs, so that one in which nothing happens costs one short question a round.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';
import { associationOf } from '../ports/database-names.ts';
import type { Database, DocStore } from '../ports/doc-store.ts';
import type { Leases } from '../ports/leases.ts';
import { createItems } from './items.ts';
import {
  asksFor,
  catchUp,
  hasNews,
  retryDue,
  type Passed,
  type PassParts,
  type PassPlace,
  type ReactionLog,
} from './pass.ts';
import { createPositions } from './positions.ts';
import type { Reaction, ReactionWrites } from './reaction.ts';

/** Between two rounds: as long as what a crash left undone waits at most. */
export const ROUND_MS = 2 * 60_000;
/** Writes that follow each other closely are dealt with together. */
const SOON_MS = 100;
/** Another process is at it, or the copy that was read had not heard of the write yet. */
const AGAIN_MS = 1000;
/** 1 + 2 + 4 … s: longer than a lease lasts; the round does the rest. */
const MAX_LOOKS = 6;
const AT_ONCE = 8;
const POSITIONS_AT_ONCE = 500;

export interface ReactionsOptions {
  readonly reactions: readonly Reaction[];
  readonly operations: Database;
  readonly store: Pick<DocStore, 'names' | 'topology'>;
  /** Undefined for an association that is not there. */
  open(association: string): Promise<Database | undefined>;
  readonly writes: ReactionWrites;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: ReactionLog;
}

export interface Reactions {
  /** Documents of an association were written by this process. Returns at once. */
  wake(association: string, ids: readonly string[]): void;
  /** Looks at every association. @returns how many had something to do */
  round(signal: AbortSignal): Promise<number>;
  /** Resolves when nothing is due at once or runs; what is to be tried again later is not waited for. */
  idle(): Promise<void>;
  /** Begins nothing new and waits for what runs; let go of the leases first, which ends it early. */
  close(): Promise<void>;
}

/** One association that was woken. */
interface Woken {
  /** Written, and not met in the feed yet. */
  expected: Set<string>;
  looks: number;
  timer: NodeJS.Timeout | undefined;
  running: boolean;
}

type Work = (place: PassPlace) => Promise<Passed>;

class Runner implements Reactions {
  readonly #options: ReactionsOptions;
  readonly #parts: PassParts;
  readonly #woken = new Map<string, Woken>();
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(options: ReactionsOptions) {
    const { reactions, operations, writes, clock, log } = options;
    const positions = createPositions(
      operations,
      reactions.map(({ name }) => name),
    );
    this.#options = options;
    this.#parts = { reactions, positions, items: createItems(operations, clock), writes, clock, log };
  }

  wake(association: string, ids: readonly string[]): void {
    const asked = ids.filter((id) => asksFor(this.#parts.reactions, id));
    if (asked.length === 0 || this.#closed) return;
    const woken = this.#wokenOf(association);
    for (const id of asked) woken.expected.add(id);
    woken.looks = 0;
    this.#schedule(association, woken, SOON_MS);
  }

  async round(signal: AbortSignal): Promise<number> {
    if (this.#parts.reactions.length === 0) return 0;
    const names = await this.#options.store.names();
    const all = names.map(associationOf).filter((association) => association !== undefined);
    let busy = await this.#retries(signal);
    for (let at = 0; at < all.length && !signal.aborted; at += POSITIONS_AT_ONCE)
      busy += await this.#lookAt(all.slice(at, at + POSITIONS_AT_ONCE), signal);
    return busy;
  }

  async idle(): Promise<void> {
    while (this.#woken.size > 0 || this.#running.size > 0) await sleep(SOON_MS / 4);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { timer } of this.#woken.values()) clearTimeout(timer);
    this.#woken.clear();
    await Promise.all(this.#running);
  }

  #wokenOf(association: string): Woken {
    const known = this.#woken.get(association);
    if (known !== undefined) return known;
    const woken: Woken = { expected: new Set(), looks: 0, timer: undefined, running: false };
    this.#woken.set(association, woken);
    return woken;
  }

  #schedule(association: string, woken: Woken, ms: number): void {
    if (this.#closed || woken.timer !== undefined || woken.running) return;
    woken.timer = setTimeout(() => void this.#now(association, woken), ms).unref();
  }

  async #now(association: string, woken: Woken): Promise<void> {
    woken.timer = undefined;
    woken.running = true;
    await this.#look(association, woken);
    woken.running = false;
    if (woken.expected.size > 0) this.#schedule(association, woken, this.#wait(woken));
    else this.#woken.delete(association);
  }

  #wait({ looks }: Woken): number {
    return looks === 0 ? SOON_MS : AGAIN_MS * 2 ** (looks - 1);
  }

  /** For what this process wrote. Never rejects. */
  async #look(association: string, woken: Woken): Promise<void> {
    const asked = [...woken.expected];
    // What is written again while this runs may have been read before: it is expected anew.
    woken.expected = new Set();
    woken.looks += 1;
    const passed = await this.#safely(association, (place) => catchUp(this.#parts, place));
    // What was not met has been by another process; or, where a copy may be late, is still to come.
    const all = passed !== undefined && this.#options.store.topology === 'single';
    if (all || woken.looks >= MAX_LOOKS) return;
    for (const id of asked) if (passed?.met.has(id) !== true) woken.expected.add(id);
  }

  /** Never rejects. @returns undefined when another process is at it, this one ends, or the store does not answer */
  async #safely(association: string, work: Work): Promise<Passed | undefined> {
    const run = this.#inTurn(association, work);
    this.#running.add(run);
    const passed = await run.finally(() => this.#running.delete(run));
    if (passed?.nextAt !== undefined) this.#tryAgainAt(association, passed.nextAt);
    return passed;
  }

  async #inTurn(association: string, work: Work): Promise<Passed | undefined> {
    const { leases, log } = this.#options;
    let ending: AbortSignal | undefined;
    try {
      return await leases.run(`reactions-${association}`, 0, (signal) => {
        ending = signal;
        return this.#work(association, signal, work);
      });
    } catch (error) {
      if (ending?.aborted !== true)
        log.warn({ association, err: error }, 'reactions were cut off; the rest is done later');
      return undefined;
    }
  }

  async #work(association: string, signal: AbortSignal, work: Work): Promise<Passed> {
    const database = await this.#options.open(association);
    if (database === undefined) return { met: new Set(), nextAt: undefined };
    return work({ association, database, signal });
  }

  /** Sooner than the next round would. */
  #tryAgainAt(association: string, at: number): void {
    const ms = at - this.#parts.clock();
    if (this.#closed || ms > ROUND_MS) return;
    setTimeout(
      () => {
        if (!this.#closed) void this.#retry(association);
      },
      Math.max(0, ms),
    ).unref();
  }

  #retry(association: string): Promise<Passed | undefined> {
    return this.#safely(association, (place) => retryDue(this.#parts, place));
  }

  async #retries(signal: AbortSignal): Promise<number> {
    const now = this.#parts.clock();
    const known = new Set(this.#parts.reactions.map(({ name }) => name));
    const due = (await this.#parts.items.list()).filter(
      ({ parked, nextAt, reaction }) => !parked && nextAt <= now && known.has(reaction),
    );
    const associations = [...new Set(due.map(({ association }) => association))];
    for (const association of associations) if (!signal.aborted) await this.#retry(association);
    return associations.length;
  }

  async #lookAt(associations: readonly string[], signal: AbortSignal): Promise<number> {
    const positions = await this.#parts.positions.ofMany(associations);
    let busy = 0;
    const one = async (association: string): Promise<void> => {
      const database = await this.#options.open(association);
      const since = positions.get(association)?.seq ?? '0';
      if (database === undefined || !(await hasNews(this.#parts, database, since, signal))) return;
      busy += 1;
      await this.#safely(association, (place) => catchUp(this.#parts, place));
    };
    for (let at = 0; at < associations.length && !signal.aborted; at += AT_ONCE)
      await Promise.all(associations.slice(at, at + AT_ONCE).map(one));
    return busy;
  }
}

export function createReactions(options: ReactionsOptions): Reactions {
  return new Runner(options);
}
