/**
 * Faults with real processes: killed, paused, and with a store that is away, slow or failing. Whatever happens, what was
 * acknowledged is in the store exactly once, and what was pushed gets acknowledged in the end. All scenarios run at the same
 * time on one store, because they mostly wait.
 */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import { eventually } from '../support/eventually.ts';
import { openFaultRig, storedOf, type FaultRig } from '../support/fault-rig.ts';
import { startFaultProxy, type FaultProxy, type Trouble } from '../support/fault-proxy.ts';
import type { Program } from '../support/processes.ts';
import { createPusher, type Pusher } from '../support/pushing.ts';
import { clientOf, type Client } from '../support/test-server.ts';

/** Writes while processes are killed, by two devices; the other scenarios write for as long as they last. */
const PUSHES = 200;
const PACE_MS = 200;
const KILLS = 6;
const PAUSED_MS = 40_000;
const AWAY_MS = 30_000;
const SLOW_MS = 60_000;
/** Less than a replica's 30 s, so that an answer that never comes does not hold the test up. */
const LIMIT_MS = 12_000;

let place: FaultRig;
const proxies: FaultProxy[] = [];
beforeAll(async () => {
  place = await openFaultRig();
});
afterAll(async () => {
  await place.close();
  await Promise.all(proxies.map((proxy) => proxy.close()));
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const clientAt = (server: Program): Client => clientOf(server.url, place.small.association, place.cookie);

async function behindProxy(env?: Readonly<Record<string, string>>) {
  const proxy = await startFaultProxy(place.storeUrl);
  proxies.push(proxy);
  const server = await place.start(proxy.url, env);
  return { proxy, server };
}

const twoDevices = (clients: readonly Client[]): readonly Pusher[] =>
  [0, 1].map(() => createPusher(place.small, clients, LIMIT_MS));

const all = (pushers: readonly Pusher[]): ReadonlyMap<string, Envelope> =>
  new Map(pushers.flatMap(({ acknowledged }) => [...acknowledged]));

const troubles = (pushers: readonly Pusher[]): number =>
  pushers.reduce((sum, pusher) => sum + pusher.troubled(), 0);

/** What the store has of each acknowledged write: there, written once, as it was sent, by whom it was sent. */
async function expectExactlyOnce(acknowledged: ReadonlyMap<string, Envelope>): Promise<void> {
  const db = await place.database();
  const stored = await db.getMany([...acknowledged.keys()]);
  expect([...acknowledged.keys()].filter((id) => stored.get(id)?._deleted !== undefined)).toEqual([]);
  expect([...acknowledged.keys()].filter((id) => !stored.has(id))).toEqual([]);
  for (const [id, doc] of stored) {
    expect([id, doc._rev.split('-')[0]]).toEqual([id, '1']);
    expect(doc['body']).toEqual(acknowledged.get(id)?.body);
    expect(doc['stamp']).toMatchObject({ by: place.small.people.head.member, state: 'accepted' });
  }
}

const numberOf = (doc: StoredDoc): string => (doc['stamp'] as { number: string }).number;

/** Every request has a number, and no two the same: a write done twice would have claimed two. */
async function expectOwnNumbers(): Promise<void> {
  const requests = await storedOf(await place.database(), 'request');
  const numbers = requests.map(numberOf);
  expect(numbers.filter((number) => number === '')).toEqual([]);
  expect(new Set(numbers).size).toBe(requests.length);
}

interface Heard {
  text(): string;
  leave(): void;
}

async function listen(client: Client): Promise<Heard> {
  const leaving = new AbortController();
  const path = `/a/${place.small.association}/sync/events?device=${client.device}`;
  const answer = await client.open(path, leaving.signal);
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk as Uint8Array);
  };
  read().catch(() => undefined);
  return { text: () => text, leave: () => leaving.abort() };
}

const pokes = (heard: Heard): number => heard.text().split('"cases"').length - 1;

/** Pids of server processes that the one above has said to have begun. */
const workersOf = (server: Program): readonly number[] =>
  [...server.output().matchAll(/"pid":(\d+),"msg":"a server process begins"/g)].map(([, pid]) => Number(pid));

const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function whilePushing(pushers: readonly Pusher[]): Promise<void> {
  await eventually('a push is under way', () => pushers.some((pusher) => pusher.inFlight()), 1);
  await sleep(Math.random() * 60);
}

describe.concurrent('with real processes', () => {
  it('SIGKILL at random moments of 200 pushes', async () => {
    const server = await place.start(place.storeUrl, { WORKERS: '2', LOG_LEVEL: 'info' });
    const pushers = twoDevices([clientAt(server)]);
    const state = { killing: true };
    const pushing = Promise.all(
      pushers.map(async (pusher) => {
        await pusher.push(PUSHES / 2);
        if (state.killing) await pusher.keepPushing(PACE_MS);
      }),
    );
    for (let kills = 0; kills < KILLS || troubles(pushers) < 2; kills += 1) {
      const before = all(pushers).size;
      await eventually('writes are acknowledged', () => all(pushers).size >= before + 5);
      await whilePushing(pushers);
      // Whichever: the other one goes on, unless it is not back yet from the time before; then nobody answers for a while.
      const living = workersOf(server).filter(lives);
      const chosen = living[Math.floor(Math.random() * living.length)];
      if (chosen !== undefined) process.kill(chosen, 'SIGKILL');
    }
    state.killing = false;
    for (const pusher of pushers) pusher.stop();
    await pushing;
    expect(all(pushers).size).toBeGreaterThanOrEqual(PUSHES);
    expect(troubles(pushers)).toBeGreaterThan(0);
    await expectExactlyOnce(all(pushers));
    await expectOwnNumbers();
    const replaced = (): number => server.output().split('another takes its place').length - 1;
    await eventually('those killed are replaced', () => replaced() >= KILLS);
    await server.stop();
    expect(server.child.exitCode).toBe(0);
  });

  it('SIGSTOP of one of two processes for 40 s', async () => {
    const [paused, other] = await Promise.all([place.start(place.storeUrl), place.start(place.storeUrl)]);
    const [here, there] = [clientAt(paused), clientAt(other)];
    const pushers = twoDevices([here, there]);
    const [heardHere, heardThere] = [await listen(here), await listen(there)];
    const pushing = Promise.all(pushers.map((pusher) => pusher.keepPushing(PACE_MS)));
    await eventually('writes are acknowledged', () => all(pushers).size > 4);
    await whilePushing(pushers);
    paused.child.kill('SIGSTOP');
    const before = all(pushers).size;
    await sleep(PAUSED_MS);
    // Whoever asked the paused one has gone to the other, and is served there.
    await eventually('the other acknowledges', () => all(pushers).size > before);
    expect(troubles(pushers)).toBeGreaterThan(0);
    const [missed, heard] = [pokes(heardHere), pokes(heardThere)];
    paused.child.kill('SIGCONT');
    // It wakes in the middle of what it was doing, with a view of 40 s ago, and must not undo what happened since.
    await eventually('the one that was paused pokes', () => pokes(heardHere) > missed);
    expect(heard).toBeGreaterThan(0);
    for (const pusher of pushers) pusher.stop();
    await pushing;
    const last = createPusher(place.small, [here], 30_000);
    await last.push(2);
    await expectExactlyOnce(new Map([...all(pushers), ...last.acknowledged]));
    await expectOwnNumbers();
    for (const one of [heardHere, heardThere]) one.leave();
  });

  const underTrouble = async (
    trouble: Trouble,
    forMs: number,
    during: (server: Program) => Promise<void>,
  ) => {
    const { proxy, server } = await behindProxy();
    const client = clientAt(server);
    const pushers = twoDevices([client]);
    const heard = await listen(client);
    const pushing = Promise.all(pushers.map((pusher) => pusher.keepPushing(PACE_MS)));
    await eventually('writes are acknowledged', () => all(pushers).size > 4);
    await whilePushing(pushers);
    proxy.set(trouble);
    const since = performance.now();
    await during(server);
    await sleep(Math.max(0, forMs - (performance.now() - since)));
    // On a machine with little time for each, it goes on until there was something to be in trouble with.
    await eventually('the trouble strikes', () => proxy.struck(trouble.kind) > 0);
    if (trouble.kind !== 'slow') await eventually('a push meets it', () => troubles(pushers) > 0);
    proxy.set({ kind: 'none' });
    for (const pusher of pushers) pusher.stop();
    await pushing;
    await expectExactlyOnce(all(pushers));
    await expectOwnNumbers();
    // The stream that was open all the time still tells.
    const before = pokes(heard);
    await eventually('the stream pokes again', async () => {
      await createPusher(place.small, [client], 30_000).push(1);
      return pokes(heard) > before;
    });
    heard.leave();
    return { pushers, server };
  };

  it('the store away for 30 s', async () => {
    const { pushers, server } = await underTrouble({ kind: 'away' }, AWAY_MS, async (one) => {
      await eventually('it is not ready', async () => (await fetch(`${one.url}/readyz`)).status === 503);
      const answer = await fetch(`${one.url}/readyz`);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await fetch(`${one.url}/healthz`)).status).toBe(200);
    });
    expect(troubles(pushers)).toBeGreaterThan(0);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('the store slow for 60 s', async () => {
    await underTrouble({ kind: 'slow', upToMs: 1500 }, SLOW_MS, async (one) => {
      expect((await fetch(`${one.url}/healthz`)).status).toBe(200);
    });
  });

  it('the store answering 500 to every tenth request', async () => {
    const { pushers } = await underTrouble({ kind: 'failing', every: 10 }, AWAY_MS, () => Promise.resolve());
    expect(troubles(pushers)).toBeGreaterThan(0);
  });
});
