/**
 * The server's side of the model test: two processes, each a whole sync service with its own views, remembered rights and
 * slightly wrong clock, on one store; and what lies between a request's path and the service. A process can be killed:
 * nothing it still had to do is done, and what it would have answered is lost.
 */
import type { SessionAnswer } from '@communitrak/protocol/session.ts';
import { NoSuchMember } from '@communitrak/sync-server/access/no-such-member.ts';
import { StoreUnavailable, type Database, type DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import type { SyncRules } from '@communitrak/sync-server/sync/rules.ts';
import type { Caller, RunningSyncService, SyncLog } from '@communitrak/sync-server/sync/sync-service.ts';
import { createChaosStore, type ChaosStore, type Rates } from './chaos-store.ts';
import { diceOf, hashOf, type Dice, type ModelClock, type Tally } from './model-dice.ts';
import { modelRegistry } from './model-entities.ts';
import type { ModelStore } from './model-store.ts';

/** How often of 1000 chances: less often than the store's own tests, because a request here is many requests there. */
const RATES: Partial<Rates> = { 'lost-request': 8, 'lost-answer': 8, 'rewound-changes': 30, 'late-range': 0 };
const SKEW_MS = 1500;
export const SECRET = 'model';

export interface ServerOptions {
  readonly seed: number;
  readonly association: string;
  readonly store: ModelStore;
  readonly clock: ModelClock;
  readonly rules: SyncRules;
  readonly tally: Tally;
  readonly note: (line: string) => void;
  /** What must never happen, whatever the faults. */
  readonly fault: (words: string) => void;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The connection broke: the process is no more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

interface Life {
  ended: boolean;
}

/** Nothing begins any more once life has ended, and nobody hears how it went. */
function mortal(store: DocStore, life: Life): DocStore {
  const living = async <T>(work: () => Promise<T>): Promise<T> => {
    if (life.ended) throw new StoreUnavailable('the process was killed');
    const result = await work();
    if (life.ended) throw new StoreUnavailable('the process was killed');
    return result;
  };
  const wrap = (inner: Database): Database => ({
    name: inner.name,
    get: (id) => living(() => inner.get(id)),
    getMany: (ids) => living(() => inner.getMany(ids)),
    put: (doc) => living(() => inner.put(doc)),
    putMany: (docs) => living(() => inner.putMany(docs)),
    range: (query) => living(() => inner.range(query)),
    feed: {
      read: (query) => living(() => inner.feed.read(query)),
      now: () => living(() => inner.feed.now()),
    },
  });
  return {
    ...store,
    open: async (name, how) => {
      const database = await store.open(name, how);
      return database === undefined ? undefined : wrap(database);
    },
  };
}

export class ServerProcess {
  readonly name: string;
  readonly #options: ServerOptions;
  readonly #dice: Dice;
  readonly #skew: number;
  #life: Life = { ended: false };
  #chaos: ChaosStore | undefined;
  #service: RunningSyncService;
  #lives = 0;
  #calm = false;

  constructor(name: string, options: ServerOptions) {
    this.name = name;
    this.#options = options;
    this.#dice = diceOf(options.seed, name);
    this.#skew = (this.#dice.roll() - 0.5) * 2 * SKEW_MS;
    this.#service = this.#start();
  }

  get service(): RunningSyncService {
    return this.#service;
  }

  /** From now on the store does what it is asked. */
  calm(): void {
    this.#calm = true;
    this.#chaos?.calm();
  }

  /** Ends in the middle of whatever it does, and begins anew knowing nothing. */
  async kill(): Promise<void> {
    this.#life.ended = true;
    const dying = this.#service;
    this.#begin();
    await dying.close();
  }

  /** Ends when everything has been answered. */
  async restart(): Promise<void> {
    const leaving = this.#service;
    this.#begin();
    await leaving.close();
  }

  async close(): Promise<void> {
    this.#count();
    await this.#service.close();
  }

  async answer(who: Caller, path: string, body: unknown): Promise<Answer> {
    const { note, fault } = this.#options;
    const life = this.#life;
    try {
      const text = await this.#serve(who, path, body);
      if (life.ended) throw new Killed(this.name);
      return { status: 200, body: text };
    } catch (error) {
      if (life.ended) throw new Killed(this.name);
      if (error instanceof StoreUnavailable) return { status: 503, body: '{"problem":"unavailable"}' };
      if (error instanceof NoSuchMember) return { status: 404, body: '{"problem":"not-found"}' };
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      note(`${this.name} 500 ${words}`);
      fault(`E a request was answered with an error: ${words}`);
      return { status: 500, body: '{"problem":"internal"}' };
    }
  }

  async #serve(who: Caller, path: string, body: unknown): Promise<string> {
    const service = this.#service;
    if (path.endsWith('/sync/pull')) return service.pullRaw(who, body as never);
    if (path.endsWith('/sync/push')) return JSON.stringify(await service.push(who, body as never));
    if (path.endsWith('/sync/verify')) return JSON.stringify(await service.verify(who, body as never));
    if (path.endsWith('/api/session')) return JSON.stringify(await this.#session(who));
    throw new Error(`the model has no ${path}`);
  }

  async #session({ association: id, member }: Caller): Promise<SessionAnswer> {
    const known = await this.#service.member(id, member);
    const account = { id: member, name: member, email: `${member}@example.org` };
    if (known === undefined) return { account, associations: [], protocol: 1 };
    const { principal, acl } = known;
    const keys = [...principal.keys];
    const place = {
      id,
      name: id,
      member,
      memberName: principal.name,
      state: acl.state,
      keys,
      epoch: acl.epoch,
    };
    return { account, associations: [place], protocol: 1 };
  }

  #begin(): void {
    this.#count();
    this.#life = { ended: false };
    this.#service = this.#start();
  }

  #count(): void {
    for (const [fault, times] of this.#chaos?.fired ?? []) this.#options.tally.add(`chaos:${fault}`, times);
  }

  #start(): RunningSyncService {
    const { seed, association, store, clock, rules } = this.#options;
    this.#lives += 1;
    const prefers = [this.#dice.pick([0, 1] as const), this.#dice.pick([0, 1] as const)] as const;
    const inner = store.handle(`association-${association}`, prefers);
    this.#chaos = createChaosStore(inner, {
      seed: hashOf(`${seed} ${this.name} ${this.#lives}`),
      rates: RATES,
    });
    if (this.#calm) this.#chaos.calm();
    let ids = 0;
    return createSyncService(
      {
        store: mortal(this.#chaos.store, this.#life),
        clock: () => Math.round(clock.now() + this.#skew),
        newId: () => `${this.name}-${this.#lives}-${(ids += 1)}`,
        registry: modelRegistry,
        secret: SECRET,
        log: this.#log(),
      },
      rules,
    );
  }

  #log(): SyncLog {
    const { note, fault } = this.#options;
    const words = (fields: object): string => {
      const error = 'error' in fields ? fields.error : undefined;
      return error instanceof Error ? `${error.name} ${error.message}` : '';
    };
    return {
      info: () => undefined,
      warn: (fields, message) => note(`${this.name} warns: ${message} ${words(fields)}`),
      error: (fields, message) => fault(`E the server reports: ${message} ${words(fields)}`),
    };
  }
}
