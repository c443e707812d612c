/** The worlds of one sandbox, its clock and its agenda, with the file beneath them. */
import { createClock } from './clock.ts';
import type { Clock, Job } from './clock.ts';
import { openJournal, readJournal } from './journal.ts';
import type { Journal, Remembered } from './journal.ts';
import type { Event } from './records.ts';
import { createTables } from './tables.ts';
import type { Table } from './table.ts';
import type { Keyed } from './table.ts';
import type { Engine, World } from './world.ts';
import { DAY } from './days.ts';

export interface EngineOptions {
  /** Where the state is kept; without it, only in memory. */
  readonly path?: string | undefined;
  readonly newId: (prefix: string) => string;
  readonly base: () => string;
  readonly apiVersion: string;
  readonly afterRetries: 'unpaid' | 'canceled';
  readonly publish: (event: Event) => void;
  readonly log: (error: unknown) => void;
  /** What happens when something falls due. */
  readonly jobs: Readonly<Record<string, (world: World, id: string) => void>>;
}

export interface RunningEngine {
  readonly engine: Engine;
  readonly clock: Clock;
  advance(seconds: number): void;
  flush(): void;
  close(): void;
  worlds(): readonly World[];
}

const NO_JOURNAL: Journal = {
  put: () => undefined,
  drop: () => undefined,
  flush: () => undefined,
  close: () => undefined,
};

const AHEAD = 'ahead';
/** Days for which Stripe remembers events. */
const EVENT_DAYS = 30;

function isTable(value: unknown): value is Table<Keyed, unknown> {
  return typeof value === 'object' && value !== null && 'load' in value;
}

function load(world: World, { table, seq, body, note }: Remembered): void {
  const shelf: unknown = Object.entries(world).find(([name]) => name === table)?.[1];
  if (isTable(shelf)) shelf.load(seq, body, note);
}

/** Events that nobody can ask for any more stay out of the file's new beginning. */
function fresh(rows: readonly Remembered[]): readonly Remembered[] {
  const newest = rows.reduce((latest, { body }) => Math.max(latest, body.created), 0);
  return rows.filter(({ table, body }) => table !== 'events' || body.created > newest - EVENT_DAYS * DAY);
}

class Sandbox implements RunningEngine {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly #worlds = new Map<string, World>();
  readonly #journal: Journal;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
    const rows = options.path === undefined ? [] : fresh(readJournal(options.path));
    this.#journal = options.path === undefined ? NO_JOURNAL : openJournal(options.path, rows);
    const ahead = rows.find(({ table, body }) => table === 'settings' && body.id === AHEAD)?.body;
    const value = ahead !== undefined && 'value' in ahead ? Number(ahead.value) : 0;
    this.clock = createClock((job) => this.#run(job), value);
    this.engine = this.#makeEngine();
    for (const row of rows) load(this.#world(row.account), row);
    for (const job of this.engine.platform.jobs.all()) {
      const { at, kind, id, account } = job;
      this.clock.plan({ at, kind, id, account: account ?? undefined });
    }
  }

  advance(seconds: number): void {
    this.clock.advance(seconds);
    const { settings } = this.engine.platform;
    const value = this.clock.ahead();
    if (settings.get(AHEAD) === undefined) settings.add({ id: AHEAD, created: this.clock.now(), value }, {});
    else settings.change(AHEAD, { value });
    this.#journal.flush();
  }

  flush(): void {
    this.#journal.flush();
  }

  close(): void {
    this.clock.stop();
    this.#journal.close();
  }

  worlds(): readonly World[] {
    return [...this.#worlds.values()];
  }

  #makeEngine(): Engine {
    const { newId, base, apiVersion, afterRetries, publish } = this.#options;
    const platform = (): World => this.#world('');
    return {
      get platform() {
        return platform();
      },
      get base() {
        return base();
      },
      world: (account) => this.#worlds.get(account),
      open: (account) => this.#world(account),
      now: () => this.clock.now(),
      newId,
      plan: (world, at, kind, target) => this.#plan(world, at, kind, target),
      request: undefined,
      apiVersion,
      afterRetries,
      publish,
    };
  }

  #world(account: string): World {
    const known = this.#worlds.get(account);
    if (known !== undefined) return known;
    const tables = createTables({
      put: (...row) => this.#journal.put(account, ...row),
      drop: (...row) => this.#journal.drop(account, ...row),
    });
    const world: World = {
      ...tables,
      account: account === '' ? undefined : account,
      engine: this.engine,
    };
    this.#worlds.set(account, world);
    return world;
  }

  #plan(world: World, at: number, kind: string, target: string): void {
    const id = this.#options.newId('job_');
    const account = world.account ?? null;
    this.engine.platform.jobs.add({ id, created: this.clock.now(), at, kind, target, account }, {});
    this.clock.plan({ at, kind, id, account: world.account });
  }

  #run({ kind, id, account }: Job): void {
    const target = this.engine.platform.jobs.get(id)?.target;
    const world = this.#worlds.get(account ?? '');
    this.engine.platform.jobs.drop(id);
    const work = this.#options.jobs[kind];
    if (target === undefined || world === undefined || work === undefined) return;
    try {
      work(world, target);
    } catch (error) {
      this.#options.log(error);
    }
  }
}

export function createEngine(options: EngineOptions): RunningEngine {
  return new Sandbox(options);
}
