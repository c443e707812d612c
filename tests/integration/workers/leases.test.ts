/**
 * Leases among processes: who gets one, how it is kept and lost; and that they are only an economy: with every process
 * holding the same lease at the same time, jobs and reactions come to the same end as with one.
 */
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startJobs } from '@communitrak/sync-server/jobs.ts';
import type { Database, DocStore, NewDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import type { Leases } from '@communitrak/sync-server/ports/leases.ts';
import { createLeases } from '@communitrak/sync-server/reactions/leases.ts';
import { clearUnlistedFiles, KEPT_UNLISTED_MS } from '@communitrak/sync-server/reactions/unlisted-files.ts';
import { openDiskFileStore } from '@communitrak/sync-server/store/files/disk-file-store.ts';
import { aRole, smallAssociation } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device } from '../../support/sync-rig.ts';
import { cookieOf, openTestAccounts } from '../../support/test-accounts.ts';
import { openTestStore, testLog, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let operations: Database;
let name: string;
let count = 0;
beforeAll(async () => {
  place = await openTestStore();
  const made = await place.store.open('operations', { create: true });
  if (made === undefined) throw new Error('no operations database');
  operations = made;
});
afterAll(() => place.close());
beforeEach(() => {
  count += 1;
  name = `work-${count}`;
});

const HOUR = 3_600_000;
const quiet = pino({ level: 'silent' });

function process(holder: string, options: { clock?: () => number; leaseMs?: number } = {}): Leases {
  return createLeases({ operations, clock: Date.now, holder, log: testLog, ...options });
}

/** Work that lasts until it is told to end. */
function lasting() {
  let end = (): void => undefined;
  let begun = (): void => undefined;
  const until = new Promise<void>((resolve) => (end = resolve));
  const started = new Promise<void>((resolve) => (begun = resolve));
  const work = async (): Promise<string> => {
    begun();
    await until;
    return 'done';
  };
  return { work, started, end: () => end() };
}

const lease = async () => operations.get(`lease:${name}`);

describe('a lease', () => {
  it('is held by one at a time, and work that was just done is not done again', async () => {
    const [a, b] = [process('a'), process('b')];
    const first = lasting();
    const running = a.run(name, HOUR, first.work);
    await first.started;
    expect(await b.run(name, HOUR, () => Promise.resolve('too'))).toBeUndefined();
    expect(await a.run(name, HOUR, () => Promise.resolve('too'))).toBeUndefined();
    first.end();
    expect(await running).toBe('done');
    expect(await b.run(name, HOUR, () => Promise.resolve('again'))).toBeUndefined();
    expect(await b.run(name, 0, () => Promise.resolve('again'))).toBe('again');
  });

  it('asked for without an interval is free at once, also after one whose clock runs ahead', async () => {
    const ahead = process('ahead', { clock: () => Date.now() + HOUR });
    expect(await ahead.run(name, HOUR, () => Promise.resolve('done'))).toBe('done');
    expect(await process('b').run(name, HOUR, () => Promise.resolve('again'))).toBeUndefined();
    expect(await process('b').run(name, 0, () => Promise.resolve('again'))).toBe('again');
  });

  it('is free at once when the work failed, which does not count as done', async () => {
    const failing = process('a').run(name, HOUR, () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    expect(await process('b').run(name, HOUR, () => Promise.resolve('luck'))).toBe('luck');
  });

  it('is renewed while the work lasts, and expires when its holder is paused or killed', async () => {
    const leaseMs = 600;
    const [a, b] = [process('a', { leaseMs }), process('b', { leaseMs })];
    const long = lasting();
    const running = a.run(name, 0, long.work);
    await long.started;
    const until = async (): Promise<number> => Number((await lease())?.['until']);
    const first = await until();
    await expect.poll(until, { timeout: 20_000 }).toBeGreaterThan(first + leaseMs);
    long.end();
    await running;

    // As a killed process leaves it: held, and nobody renews it.
    let now = Date.now();
    const left = (await lease())?._rev ?? '';
    await operations.put({
      _id: `lease:${name}`,
      _rev: left,
      holder: 'gone',
      until: now + 30_000,
      doneAt: 0,
    });
    const c = process('c', { clock: () => now });
    expect(await c.run(name, 0, () => Promise.resolve('early'))).toBeUndefined();
    now += 30_001;
    expect(await c.run(name, 0, () => Promise.resolve('mine'))).toBe('mine');
    await b.close();
  });

  it('is let go of at the end of a process, in the middle of its work, which is told', async () => {
    const a = process('a');
    let told: AbortSignal | undefined;
    const long = lasting();
    const running = a.run(name, HOUR, (signal) => {
      told = signal;
      return long.work();
    });
    await long.started;
    await a.close();
    expect(told?.aborted).toBe(true);
    expect(await process('b').run(name, HOUR, () => Promise.resolve('mine'))).toBe('mine');
    long.end();
    await running;
    expect(await a.run(name, 0, () => Promise.resolve('late'))).toBeUndefined();
  });

  it('in turn: waits for the other, and not for ever', async () => {
    const [a, b] = [process('a'), process('b', { leaseMs: 900 })];
    const order: string[] = [];
    const first = lasting();
    const running = a.inTurn(name, async () => {
      await first.work();
      order.push('a');
    });
    await first.started;
    const second = process('c').inTurn(name, async () => void order.push('c'));
    // b has the patience of a short lease only; it must work beside a holder that never ends.
    await b.inTurn(name, async () => void order.push('b'));
    expect(order).toEqual(['b']);
    first.end();
    await Promise.all([running, second]);
    expect(order).toEqual(['b', 'a', 'c']);
  });

  it('of a job: one process of three runs it', async () => {
    const runs: number[] = [];
    const everyMs = 400;
    const job = { name, everyMs, run: () => Promise.resolve(runs.push(Date.now())) };
    const stops = ['a', 'b', 'c'].map((holder) => startJobs(quiet, [job], process(holder)));
    await expect.poll(() => runs.length, { timeout: 40_000 }).toBeGreaterThan(3);
    await Promise.all(stops.map((stop) => stop()));
    // Nobody runs it within nine tenths of the interval after another did; without leases each of three would.
    const apart = runs.slice(1).map((at, n) => at - (runs[n] ?? 0));
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(everyMs * 0.9);
  });
});

/** Every process gets every lease at once: what a paused holder that wakes up amounts to. */
const BROKEN: Leases = {
  run: (_name, _fresh, work) => work(new AbortController().signal),
  inTurn: (_name, work) => work(),
  close: () => Promise.resolve(),
};

describe.each([
  ['kept', (holder: string) => process(holder)],
  ['broken: both hold', () => BROKEN],
] as const)('with the lease %s', (_how, leasesOf) => {
  it('expired sessions are cleared to the same end by two at once', async () => {
    const [test, other] = [await openTestAccounts(place.store), await openTestAccounts(place.store)];
    const email = `${name}@example.com`;
    await test.accounts.addAccount({ email, password: 'radium-and-polonium', name: 'Marie' });
    const [past, kept] = [
      await test.signIn(email, 'radium-and-polonium'),
      await test.signIn(email, 'radium-and-polonium'),
    ];
    const db = await place.store.open('accounts', { create: false });
    const idOf = async (answer: Response): Promise<string> => {
      const found = await test.accounts.session({ cookie: cookieOf(answer) });
      return `ses:${found?.sessionId ?? ''}`;
    };
    const [pastId, keptId] = [await idOf(past), await idOf(kept)];
    const doc = await db?.get(pastId);
    await db?.put({ ...doc, _id: pastId, expiresAt: new Date(Date.now() - 1000).toISOString() });
    await Promise.all(
      [test, other].map(({ accounts }, n) => leasesOf(`p${n}`).run(name, 0, () => accounts.clearExpired())),
    );
    expect((await db?.get(pastId))?._deleted).toBe(true);
    expect((await db?.get(keptId))?._deleted).toBeUndefined();
    await test.accounts.close();
    await other.accounts.close();
  });

  it('unlisted files are cleared to the same end by two at once, and one that comes again stays', async () => {
    const association = name;
    const db = await place.store.open(`association-${association}`, { create: true });
    const dataDir = await mkdtemp(join(tmpdir(), 'communitrak-leases-'));
    const files = await openDiskFileStore(dataDir, Date.now());
    const put = async (text: string): Promise<string> =>
      (await files.put(association, Readable.from([Buffer.from(text)]), 1000)).sha256;
    const old = new Date(Date.now() - KEPT_UNLISTED_MS - 60_000);
    const [listed = '', orphan = '', back = ''] = await Promise.all(['a', 'b', 'c'].map(put));
    for (const hash of [listed, orphan, back])
      await utimes(join(dataDir, 'files', association, hash.slice(0, 2), hash), old, old);
    await db?.put({ _id: 'request:r', type: 'request', body: { files: [{ sha256: listed }] } });
    // While they look, 'c' arrives again: its document will follow.
    let arrived: Promise<string> | undefined;
    const store: DocStore = {
      ...place.store,
      topology: place.store.topology,
      names: () => Promise.resolve([`association-${association}`]),
      open: async (...given) => {
        const inner = await place.store.open(...given);
        return inner === undefined
          ? undefined
          : {
              ...inner,
              range: async (query) => {
                arrived ??= put('c');
                await arrived;
                return inner.range(query);
              },
            };
      },
    };
    const clear = (): Promise<number> => clearUnlistedFiles({ store, files, clock: Date.now });
    await Promise.all([0, 1].map((n) => leasesOf(`p${n}`).run(name, 0, clear)));
    expect(await Promise.all([listed, orphan, back].map((hash) => files.has(association, hash)))).toEqual([
      true,
      false,
      true,
    ]);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('rights that a crash left behind are mended to the same end by three at once', async () => {
    const association = name;
    const small = smallAssociation({ local: association });
    const writer = aSyncService(place.store);
    await createWith(writer, association, small.documents);
    await writer.close();
    const db = await place.store.open(`association-${association}`, { create: false });
    if (db === undefined) throw new Error('no association');
    // Written, and the process killed before the rights were given.
    const role = await db.get('member-role:m-board');
    const given = await db.get('acl:m-board');
    if (role === undefined || given === undefined) throw new Error('no board');
    const office = aRole('m-board', 'office');
    const doc: NewDoc = { ...role, body: office.body };
    expect(await db.put(doc)).toMatchObject({ ok: true });

    const services = ['a', 'b', 'c'].map((holder) => aSyncService(place.store, { leases: leasesOf(holder) }));
    await Promise.all(services.map((service) => new Device(association, 'm-next').page(service, 'places')));
    await Promise.all(services.map((service) => service.settled()));
    const epochs = new Set<number>();
    for (const service of services) {
      const found = await service.member(association, 'm-board');
      expect([...(found?.principal.keys ?? [])].sort()).toEqual(['all', 'hh:h2', 'office', 'u:m-board']);
      epochs.add(found?.acl.epoch ?? 0);
      await service.close();
    }
    // One change, one epoch: mending thrice is mending once.
    expect([...epochs]).toEqual([Number(given['epoch']) + 1]);
  });
});
