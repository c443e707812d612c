/**
 * Events of Stripe's from their arrival to their end. Written down before they are answered, many in one request; dealt with
 * afterwards, many at once; forgotten as events and remembered as seen, so that the same one a second time is nothing. What a
 * process dies over is still there for the next sweep.
 */
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { readNews, type News, type NewsHandler } from './news.ts';
import type { PaymentsLog } from './parts.ts';

const QUEUED = 'stripe-news:';
const SEEN = 'stripe-seen:';
/** So many are written at once, and so many dealt with: what they have in common is read and written once. */
const AT_ONCE = 250;
const DEALT_AT_ONCE = 1000;
const PAGE = 500;
/** Left alone by a sweep: whoever has written it down is probably at it. */
const FRESH_MS = 30_000;
/** Longer than Stripe repeats an event. */
export const REMEMBERED_MS = 40 * 24 * 3_600_000;

export type NewsCount = 'taken' | 'repeated' | 'unknown' | 'failed';

export interface InboxParts {
  readonly operations: Database;
  readonly clock: Clock;
  readonly log: PaymentsLog;
  readonly handlers: readonly NewsHandler[];
  /** Told of each event once. */
  readonly count: (what: NewsCount, events: number) => void;
}

export interface Inbox {
  /** Resolves when it is written down, or known already. */
  add(news: News): Promise<void>;
  /** Deals with what other processes have left. @returns how many */
  sweep(signal: AbortSignal): Promise<number>;
  /** Forgets what was seen long ago. @returns how many */
  forget(signal: AbortSignal): Promise<number>;
  /** Resolves when nothing waits in this process. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly news: News;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const queuedId = ({ id }: Pick<News, 'id'>): string => `${QUEUED}${id}`;
const seenId = ({ id }: Pick<News, 'id'>): string => `${SEEN}${id}`;

class StoredInbox implements Inbox {
  readonly #parts: InboxParts;
  #arriving: Waiting[] = [];
  #toDo: News[] = [];
  #writing: Promise<void> | undefined;
  #working: Promise<void> | undefined;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  add(news: News): Promise<void> {
    if (!this.#parts.handlers.some((one) => one.takes(news.type))) {
      this.#parts.count('unknown', 1);
      return Promise.resolve();
    }
    return new Promise((done, failed) => {
      this.#arriving.push({ news, done, failed });
      this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
    });
  }

  async sweep(signal: AbortSignal): Promise<number> {
    const { operations, clock } = this.#parts;
    let swept = 0;
    for (let startId = QUEUED; !signal.aborted;) {
      const page = await operations.range({ startId, endId: `${QUEUED}\ufff0`, limit: PAGE });
      const old = page.filter((doc) => !(Number(doc['at']) > clock() - FRESH_MS));
      swept += old.length;
      await this.#handle(old.map(readNews));
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      startId = `${last._id}\u0000`;
    }
    return swept;
  }

  async forget(signal: AbortSignal): Promise<number> {
    const { operations, clock } = this.#parts;
    let forgotten = 0;
    for (let startId = SEEN; !signal.aborted;) {
      const page = await operations.range({ startId, endId: `${SEEN}\ufff0`, limit: PAGE });
      const old = page.filter((doc) => Number(doc['at']) < clock() - REMEMBERED_MS);
      await operations.putMany(old.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })));
      forgotten += old.length;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      startId = `${last._id}\u0000`;
    }
    return forgotten;
  }

  async idle(): Promise<void> {
    while (this.#writing !== undefined || this.#working !== undefined)
      await Promise.all([this.#writing, this.#working]);
  }

  /** What arrives while one portion is written goes into the next. */
  async #writeAll(): Promise<void> {
    // Whatever is arriving in the same turn goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#arriving.length > 0) {
      const portion = this.#arriving.splice(0, AT_ONCE);
      try {
        await this.#write(portion.map(({ news }) => news));
        for (const { done } of portion) done();
      } catch (error) {
        for (const { failed } of portion) failed(error);
      }
    }
  }

  async #write(portion: readonly News[]): Promise<void> {
    const { operations, clock, count } = this.#parts;
    const known = await operations.getMany(portion.map(seenId));
    const fresh = new Map(
      portion.filter((one) => !isThere(known.get(seenId(one)))).map((one) => [one.id, one]),
    );
    const all = [...fresh.values()];
    const at = clock();
    const results = await operations.putMany(all.map((one) => ({ ...one, _id: queuedId(one), at })));
    const taken = all.filter((_one, index) => results[index]?.ok === true);
    count('taken', taken.length);
    if (portion.length > taken.length) count('repeated', portion.length - taken.length);
    this.#toDo.push(...taken);
    this.#working ??= this.#workAll().finally(() => (this.#working = undefined));
  }

  async #workAll(): Promise<void> {
    while (this.#toDo.length > 0) await this.#handle(this.#toDo.splice(0, DEALT_AT_ONCE));
  }

  /** Never rejects: what failed stays where it is. */
  async #handle(all: readonly News[]): Promise<void> {
    if (all.length === 0) return;
    const { handlers, log, count } = this.#parts;
    const failed = new Set<string>();
    for (const handler of handlers) {
      const own = all.filter(({ type }) => handler.takes(type));
      try {
        if (own.length > 0) for (const id of await handler.handle(own)) failed.add(id);
      } catch (error) {
        log.warn(
          { err: error, events: own.length },
          'events of Stripe’s were not dealt with; they come again',
        );
        for (const { id } of own) failed.add(id);
      }
    }
    if (failed.size > 0) count('failed', failed.size);
    try {
      await this.#finish(all.filter(({ id }) => !failed.has(id)));
    } catch (error) {
      log.warn({ err: error }, 'events of Stripe’s were dealt with and are still there; they come again');
    }
  }

  async #finish(done: readonly News[]): Promise<void> {
    const { operations, clock } = this.#parts;
    const at = clock();
    await operations.putMany(done.map((one) => ({ _id: seenId(one), at })));
    const queued = await operations.getMany(done.map(queuedId));
    const living = [...queued.values()].filter(isThere);
    await operations.putMany(living.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })));
  }
}

const isThere = (doc: StoredDoc | undefined): doc is StoredDoc => doc !== undefined && doc._deleted !== true;

export function createInbox(parts: InboxParts): Inbox {
  return new StoredInbox(parts);
}
