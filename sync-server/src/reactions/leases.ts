/**
 * Leases as documents of the operations database: `lease:<name>` says who holds it until when, and when the work was last
 * done. Renewed while the work runs; expires by the clock when its holder is killed or paused. Knows nothing of the work.
 */
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/doc-store.ts';
import type { Leases } from '../ports/leases.ts';

/** As long as a paused holder keeps others waiting; the clocks of two machines differ by much less. */
const LEASE_MS = 30_000;
const RENEWALS = 3;
const LOOK_MS = 1000;

export interface LeaseLog {
  warn(fields: object, message: string): void;
}

export interface LeasesOptions {
  readonly operations: Database;
  readonly clock: Clock;
  /** This process, unlike any other. */
  readonly holder: string;
  readonly log: LeaseLog;
  readonly leaseMs?: number;
}

interface LeaseDoc {
  readonly rev: string | undefined;
  readonly holder: string;
  readonly until: number;
  readonly doneAt: number;
}

interface Held {
  rev: string;
  readonly doneAt: number;
  readonly timer: NodeJS.Timeout;
  /** A renewal under way: letting go comes after it, not across it. */
  renewing: Promise<void>;
}

const idOf = (name: string): string => `lease:${name}`;
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

async function read(db: Database, name: string): Promise<LeaseDoc> {
  const doc = await db.get(idOf(name));
  const holder = typeof doc?.['holder'] === 'string' ? doc['holder'] : '';
  return { rev: doc?._rev, holder, until: numberOf(doc?.['until']), doneAt: numberOf(doc?.['doneAt']) };
}

type Fields = Omit<LeaseDoc, 'rev'>;

/** @returns the new revision; undefined when another process was first */
async function write(db: Database, name: string, rev: string | undefined, fields: Fields) {
  const result = await db.put({ _id: idOf(name), ...(rev === undefined ? {} : { _rev: rev }), ...fields });
  return result.ok ? result.rev : undefined;
}

export function createLeases(options: LeasesOptions): Leases {
  const { operations: db, clock, holder, log, leaseMs = LEASE_MS } = options;
  const held = new Map<string, Held>();
  const closing = new AbortController();

  const renew = async (name: string, lease: Held): Promise<void> => {
    try {
      const { rev, doneAt } = lease;
      const renewed = await write(db, name, rev, { holder, until: clock() + leaseMs, doneAt });
      if (renewed !== undefined) lease.rev = renewed;
      // We were paused, and another has taken it: the work goes on, it must be right beside theirs.
      else clearInterval(lease.timer);
    } catch (error) {
      log.warn({ lease: name, err: error }, 'a lease was not renewed; tried again');
    }
  };
  const keep = (name: string, rev: string, doneAt: number): void => {
    const timer = setInterval(() => {
      lease.renewing = renew(name, lease);
    }, leaseMs / RENEWALS).unref();
    const lease: Held = { rev, doneAt, timer, renewing: Promise.resolve() };
    held.set(name, lease);
  };
  const take = async (name: string, freshMs: number): Promise<'taken' | 'held' | 'fresh'> => {
    if (held.has(name)) return 'held';
    const known = await read(db, name);
    const now = clock();
    // Our own, not in hand: the answer to taking it was lost.
    const others = known.holder !== '' && known.holder !== holder;
    if (others && known.until > now) return 'held';
    if (now - known.doneAt < freshMs) return 'fresh';
    const rev = await write(db, name, known.rev, { holder, until: now + leaseMs, doneAt: known.doneAt });
    if (rev === undefined) return 'held';
    keep(name, rev, known.doneAt);
    return 'taken';
  };
  const letGo = async (name: string, done: boolean): Promise<void> => {
    const lease = held.get(name);
    if (lease === undefined) return;
    held.delete(name);
    clearInterval(lease.timer);
    await lease.renewing;
    const doneAt = done ? clock() : lease.doneAt;
    try {
      await write(db, name, lease.rev, { holder: '', until: 0, doneAt });
    } catch (error) {
      log.warn({ lease: name, err: error }, 'a lease was not let go; it expires by itself');
    }
  };
  const whileHeld = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    let done = false;
    try {
      const value = await work();
      done = !closing.signal.aborted;
      return value;
    } finally {
      await letGo(name, done);
    }
  };
  return {
    async run(name, freshMs, work) {
      if (closing.signal.aborted || (await take(name, freshMs)) !== 'taken') return undefined;
      return whileHeld(name, () => work(closing.signal));
    },
    async inTurn(name, work) {
      const deadline = performance.now() + leaseMs;
      while ((await take(name, 0)) !== 'taken') {
        if (closing.signal.aborted || performance.now() > deadline) return work();
        await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, leaseMs / RENEWALS)));
      }
      return whileHeld(name, work);
    },
    async close() {
      closing.abort();
      await Promise.all([...held.keys()].map((name) => letGo(name, false)));
    },
  };
}
