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

interface Lessee extends Required<LeasesOptions> {
  readonly held: Map<string, Held>;
}

async function renew(lessee: Lessee, name: string, lease: Held): Promise<void> {
  const { operations, holder, clock, leaseMs, log } = lessee;
  const { rev, doneAt } = lease;
  try {
    const renewed = await write(operations, name, rev, { holder, until: clock() + leaseMs, doneAt });
    if (renewed !== undefined) lease.rev = renewed;
    // We were paused, and another has taken it: the work goes on, it must be right beside theirs.
    else clearInterval(lease.timer);
  } catch (error) {
    log.warn({ lease: name, err: error }, 'a lease was not renewed; tried again');
  }
}

function keep(lessee: Lessee, name: string, rev: string, doneAt: number): void {
  const timer = setInterval(() => {
    lease.renewing = renew(lessee, name, lease);
  }, lessee.leaseMs / RENEWALS).unref();
  const lease: Held = { rev, doneAt, timer, renewing: Promise.resolve() };
  lessee.held.set(name, lease);
}

async function take(lessee: Lessee, name: string, freshMs: number): Promise<'taken' | 'held' | 'fresh'> {
  const { operations, holder, clock, leaseMs, held } = lessee;
  if (held.has(name)) return 'held';
  const known = await read(operations, name);
  const now = clock();
  // Our own, not in hand: the answer to taking it was lost.
  const others = known.holder !== '' && known.holder !== holder;
  if (others && known.until > now) return 'held';
  // Asked for without an interval it is free at once, also when the clock of whoever did it last runs ahead.
  if (freshMs > 0 && now - known.doneAt < freshMs) return 'fresh';
  const fields = { holder, until: now + leaseMs, doneAt: known.doneAt };
  const rev = await write(operations, name, known.rev, fields);
  if (rev === undefined) return 'held';
  keep(lessee, name, rev, known.doneAt);
  return 'taken';
}

async function letGo(lessee: Lessee, name: string, done: boolean): Promise<void> {
  const { operations, clock, held, log } = lessee;
  const lease = held.get(name);
  if (lease === undefined) return;
  held.delete(name);
  clearInterval(lease.timer);
  await lease.renewing;
  try {
    await write(operations, name, lease.rev, {
      holder: '',
      until: 0,
      doneAt: done ? clock() : lease.doneAt,
    });
  } catch (error) {
    log.warn({ lease: name, err: error }, 'a lease was not let go; it expires by itself');
  }
}

export function createLeases(options: LeasesOptions): Leases {
  const lessee: Lessee = { leaseMs: LEASE_MS, ...options, held: new Map() };
  const closing = new AbortController();
  const { leaseMs, held } = lessee;
  const whileHeld = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    let done = false;
    try {
      const value = await work();
      done = !closing.signal.aborted;
      return value;
    } finally {
      await letGo(lessee, name, done);
    }
  };
  return {
    async run(name, freshMs, work) {
      if (closing.signal.aborted || (await take(lessee, name, freshMs)) !== 'taken') return undefined;
      return whileHeld(name, () => work(closing.signal));
    },
    async inTurn(name, work) {
      const deadline = performance.now() + leaseMs;
      while ((await take(lessee, name, 0)) !== 'taken') {
        if (closing.signal.aborted || performance.now() > deadline) return work();
        await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, leaseMs / RENEWALS)));
      }
      return whileHeld(name, work);
    },
    async close() {
      closing.abort();
      await Promise.all([...held.keys()].map((name) => letGo(lessee, name, false)));
    },
  };
}
