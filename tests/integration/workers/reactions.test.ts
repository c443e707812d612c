/** Reactions: what is told to whom, once; what is tried again and parked; what is past; and what nothing happening costs. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import type { Database, DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { databaseName, RESTORE_MARK } from '@communitrak/sync-server/ports/database-names.ts';
import { MAX_TRIES, waitAfter } from '@communitrak/sync-server/reactions/items.ts';
import { newRequest } from '@communitrak/sync-server/reactions/new-request.ts';
import { PAST_MS } from '@communitrak/sync-server/reactions/past.ts';
import type { Reaction } from '@communitrak/sync-server/reactions/reaction.ts';
import { smallAssociation, type Person } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import {
  associationDatabase,
  noLeases,
  noticesIn,
  reactingProcess,
  toldOnce,
  type ReactingOptions,
  type ReactingProcess,
} from '../../support/reactions-rig.ts';
import { createChaosStore } from '../../support/chaos-store.ts';
import { createWith, Device, trusted } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const HOUR = 3_600_000;

let rig: TestStore;
let association: string;
let people: Readonly<Record<'office' | 'head' | 'member' | 'neighbour', Person>>;
let now: number;
let count = 0;
const open: ReactingProcess[] = [];

beforeAll(async () => {
  rig = await openTestStore();
});
afterAll(() => rig.close());
beforeEach(async () => {
  // Nothing of the tests before is left for the rounds of this one.
  for (const name of await rig.store.names()) await rig.store.drop(name);
  count += 1;
  now = Date.now();
  association = `reacts-${count}`;
  const small = smallAssociation({ local: association });
  ({ people } = small);
  const first = await start({ reactions: [] });
  await createWith(first.service, association, small.documents);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(options: ReactingOptions = {}, store: DocStore = rig.store): Promise<ReactingProcess> {
  const one = await reactingProcess(store, { clock: () => now, ...options });
  open.push(one);
  return one;
}

function aRequestBy(person: Person, title = 'Leak', at = now): Envelope {
  const { principal: by } = person;
  const input = {
    by,
    kind: 'maintenance',
    title,
    description: '',
    priority: 'normal',
    place: '',
    files: [],
  } as const;
  return createRequest({ ...input, household: 'h1' }, at, v7);
}

async function file(
  { service }: ReactingProcess,
  ...requests: readonly Envelope[]
): Promise<readonly Envelope[]> {
  const device = new Device(association, 'm-member');
  for (const { verdict } of await device.push(service, requests)) expect(verdict).toBe('ok');
  return requests;
}

const notices = () => noticesIn(rig.store, association);

describe('a new request', () => {
  test('is told to the office, and to nobody else', async () => {
    const process = await start();
    const [request] = await file(process, aRequestBy(people.member, 'Water under the sink'));
    await process.reactions.idle();
    const [office, head] = [new Device(association, 'm-office'), new Device(association, 'm-head')];
    await office.sync(process.service, ['people']);
    await head.sync(process.service, ['people']);
    const told = ({ held }: Device) => [...held.values()].filter(({ type }) => type === 'notice');
    expect(told(office)).toMatchObject([
      {
        body: {
          kind: 'new-request',
          about: request?.id,
          title: 'Water under the sink',
          by: 'm-member',
          from: people.member.name,
          at: isoInstant(now),
        },
      },
    ]);
    expect(told(head)).toEqual([]);
  });

  test('is told once, whatever becomes of it, and however often its change is met', async () => {
    const process = await start();
    const requests = await file(process, aRequestBy(people.member), aRequestBy(people.member));
    await process.reactions.idle();
    const [first] = requests;
    if (first === undefined) throw new Error('no request');
    now += HOUR;
    // By a member: what an import writes is past, and would not be asked about again.
    const flood = { ...first, body: { ...first.body, title: 'Flood' } };
    await process.service.write(association, [{ doc: flood, by: 'm-office', byName: '' }]);
    const more = await file(process, aRequestBy(people.member, 'Another'));
    await process.reactions.idle();
    expect(await notices()).toEqual(toldOnce([...requests, ...more]));
  });

  test('that waited on a device for a week is told when it arrives', async () => {
    const process = await start();
    const requests = await file(process, aRequestBy(people.member, 'Late', now - 7 * 24 * HOUR));
    await process.reactions.idle();
    expect(await notices()).toEqual(toldOnce(requests));
  });

  test('is told by the next round when its process died before it could', async () => {
    const dying = await start({ listens: false });
    const requests = await file(dying, aRequestBy(people.member));
    expect(await notices()).toEqual([]);
    const next = await start();
    expect(await next.round()).toBe(1);
    expect(await notices()).toEqual(toldOnce(requests));
    expect(await next.round()).toBe(0);
  });

  test('is told once by two processes at once, with leases and without', async () => {
    const requests: Envelope[] = [];
    for (const options of [{}, { leases: noLeases }]) {
      const processes = await Promise.all([start(options), start(options)]);
      for (let turn = 0; turn < 3; turn += 1) {
        const made = await Promise.all(
          processes.map((one) => file(one, ...Array.from({ length: 5 }, () => aRequestBy(people.member)))),
        );
        requests.push(...made.flat());
        await Promise.all(processes.map((one) => one.round()));
      }
      await Promise.all(processes.map((one) => one.reactions.idle()));
    }
    expect(await notices()).toEqual(toldOnce(requests));
  });

  test.each([1, 2, 3])('is told through a store that is late and loses answers (seed %i)', async (seed) => {
    const rates = { 'lost-request': 60, 'lost-answer': 60, 'late-change': 400, 'rewound-changes': 150 };
    const chaos = createChaosStore(rig.store, { seed, rates });
    const steady = await start({ reactions: [] });
    const requests = await file(steady, ...Array.from({ length: 20 }, () => aRequestBy(people.member)));
    for (let tries = 0; ; tries += 1) {
      // A process that its store's faults have cut off is followed by another.
      const one = await start({ leases: noLeases }, chaos.store).catch(() => undefined);
      await one?.round().catch(() => undefined);
      if ((await notices()).length === requests.length && tries > 5) break;
      expect(tries).toBeLessThan(400);
      now += 60_000;
    }
    expect(await notices()).toEqual(toldOnce(requests));
    expect([chaos.fired.get('lost-answer'), chaos.fired.get('late-change')]).not.toContain(0);
  });
});

describe('the past tells nothing', () => {
  const olderThan = (ms: number): string => isoInstant(now - ms);

  test('neither what is old, nor what an import wrote, nor an old one edited now', async () => {
    const writer = await start({ reactions: [] });
    const [old, young, imported, edited] = [1, 2, 3, 4].map((n) =>
      aRequestBy(people.member, `R ${n}`, now - 9 * 24 * HOUR),
    );
    if (!old || !young || !imported || !edited) throw new Error('four');
    const write = (doc: Envelope, by: string, at?: string) =>
      writer.service.write(association, [{ doc, by, byName: '', ...(at === undefined ? {} : { at }) }]);
    await write(old, 'm-member', olderThan(PAST_MS + HOUR));
    await write(young, 'm-member', olderThan(PAST_MS - HOUR));
    await writer.service.write(association, trusted([imported]));
    await write(edited, 'm-member', olderThan(PAST_MS + HOUR));
    await write({ ...edited, body: { ...edited.body, title: 'Edited' } }, 'm-office');
    const process = await start();
    await process.round();
    expect(await notices()).toEqual(toldOnce([young]));
    // Also when it is met long afterwards, as the same old request.
    await write({ ...old, body: { ...old.body, title: 'Edited' } }, 'm-office');
    await process.round();
    expect(await notices()).toEqual(toldOnce([young]));
  });

  test('nor what came out of a backup; what is written afterwards does', async () => {
    const process = await start();
    const [restored] = await file(await start({ reactions: [] }), aRequestBy(people.member));
    const database = await associationDatabase(rig.store, association);
    const made = await database.put({ _id: RESTORE_MARK, at: now });
    if (made.ok) await database.put({ _id: RESTORE_MARK, _rev: made.rev, at: now, _deleted: true });
    await process.round();
    expect(restored).toBeDefined();
    expect(await notices()).toEqual([]);
    now += HOUR;
    const requests = await file(process, aRequestBy(people.member));
    await process.reactions.idle();
    expect(await notices()).toEqual(toldOnce(requests));
  });

  test('a database made anew under the same name is read from its beginning', async () => {
    const process = await start();
    await file(process, aRequestBy(people.member));
    await process.reactions.idle();
    await process.close();
    await rig.store.drop(databaseName(association));
    const writer = await start({ reactions: [] });
    await createWith(writer.service, association, smallAssociation({ local: association }).documents);
    const requests = await file(writer, aRequestBy(people.member));
    const next = await start();
    await next.round();
    expect(await notices()).toEqual(toldOnce(requests));
  });
});

/** Fails for requests of this title, as often as it is told to. */
function failing(title: string, times: number): { readonly reaction: Reaction; readonly tried: string[] } {
  const tried: string[] = [];
  let left = times;
  const reaction: Reaction = {
    ...newRequest,
    async react(change, parts) {
      const of = String(change.doc?.body['title']);
      tried.push(of);
      if (of === title && left > 0) {
        left -= 1;
        throw new Error(`${title} cannot be told`);
      }
      await newRequest.react(change, parts);
    },
  };
  return { reaction, tried };
}

describe('a reaction that fails', () => {
  test('holds nothing up, and is tried again later and later until it is done', async () => {
    const { reaction, tried } = failing('Bad', 3);
    const process = await start({ reactions: [reaction] });
    const requests = await file(process, aRequestBy(people.member, 'Bad'), aRequestBy(people.member, 'Good'));
    await process.reactions.idle();
    expect(await notices()).toEqual(toldOnce(requests.slice(1)));
    const [item] = await process.items.list();
    expect(item).toMatchObject({
      association,
      reaction: 'new-request',
      document: requests[0]?.id,
      tries: 1,
      nextAt: now + waitAfter(1),
      reason: 'Bad cannot be told',
      parked: false,
    });
    await process.round();
    expect(tried.length).toBe(2);
    for (const tries of [1, 2, 3]) {
      now += waitAfter(tries) - 1;
      await process.round();
      expect((await process.items.list()).map((one) => one.tries)).toEqual([tries]);
      now += 1;
      await process.round();
    }
    expect(await notices()).toEqual(toldOnce(requests));
    expect(await process.items.list()).toEqual([]);
  });

  test('is parked with its reason after many tries, and told in the end when somebody asks, be it days later', async () => {
    const { reaction, tried } = failing('Bad', MAX_TRIES);
    const process = await start({ reactions: [reaction] });
    const requests = await file(process, aRequestBy(people.member, 'Bad'));
    await process.reactions.idle();
    for (let round = 0; round < 2 * MAX_TRIES; round += 1) {
      now += 7 * HOUR;
      await process.round();
    }
    const [item] = await process.items.list(association);
    expect(item).toMatchObject({ tries: MAX_TRIES, parked: true, reason: 'Bad cannot be told' });
    expect(tried.length).toBe(MAX_TRIES);
    expect(now - Date.parse(String(requests[0]?.body['reportedAt']))).toBeGreaterThan(PAST_MS);
    expect(await process.items.retry(item?.id ?? '')).toBe(true);
    await process.round();
    expect(await notices()).toEqual(toldOnce(requests));
    expect(await process.items.list()).toEqual([]);
    expect(await process.items.retry(item?.id ?? '')).toBe(false);
  });

  test('is done when its document changes and it succeeds then', async () => {
    const { reaction } = failing('Bad', 1);
    const process = await start({ reactions: [reaction] });
    const [request] = await file(process, aRequestBy(people.member, 'Bad'));
    await process.reactions.idle();
    if (request === undefined) throw new Error('none');
    await process.service.write(association, [
      { doc: { ...request, body: { ...request.body, title: 'Mended' } }, by: 'm-office', byName: '' },
    ]);
    await process.reactions.idle();
    expect(await notices()).toEqual(toldOnce([request]));
    expect(await process.items.list()).toEqual([]);
  });

  test('is tried again by itself while its process lives, without a round', async () => {
    const { reaction, tried } = failing('Bad', 1);
    const process = await start({ reactions: [reaction], clock: Date.now });
    const requests = await file(process, aRequestBy(people.member, 'Bad', Date.now()));
    await expect.poll(notices, { timeout: 30_000 }).toEqual(toldOnce(requests));
    expect(tried).toEqual(['Bad', 'Bad']);
  });
});

test('a reaction that is added is asked of what is there already, once', async () => {
  const process = await start();
  const requests = await file(process, aRequestBy(people.member), aRequestBy(people.member));
  await process.reactions.idle();
  await process.close();
  const seen: string[] = [];
  const added: Reaction = {
    name: 'added',
    tells: false,
    on: ({ type }) => type === 'request' || type === 'household',
    react: ({ id }) => Promise.resolve(void seen.push(id)),
  };
  const next = await start({ reactions: [newRequest, added] });
  await next.round();
  await next.round();
  const households = smallAssociation({ local: association }).documents.filter(
    ({ type }) => type === 'household',
  );
  expect(seen.toSorted()).toEqual([...requests, ...households].map(({ id }) => id).toSorted());
  expect(await notices()).toEqual(toldOnce(requests));
});

/** Counts what the store is asked. */
function counting(store: DocStore) {
  const asked = new Map<string, number>();
  const count = (what: string): void => void asked.set(what, (asked.get(what) ?? 0) + 1);
  const wrap = (inner: Database): Database => ({
    ...inner,
    get: (id) => (count('get'), inner.get(id)),
    getMany: (ids) => (count('getMany'), inner.getMany(ids)),
    put: (doc) => (count('put'), inner.put(doc)),
    putMany: (docs) => (count('putMany'), inner.putMany(docs)),
    range: (query) => (count('range'), inner.range(query)),
    feed: { now: () => inner.feed.now(), read: (query) => (count('feed'), inner.feed.read(query)) },
  });
  const counted: DocStore = {
    ...store,
    topology: store.topology,
    names: () => (count('names'), store.names()),
    open: async (name, how) => {
      count('open');
      const inner = await store.open(name, how);
      return inner === undefined ? undefined : wrap(inner);
    },
  };
  return { store: counted, asked };
}

test('where nothing happens a round asks each association one question, and writes nothing', async () => {
  const { store, asked } = counting(rig.store);
  const process = await start({}, store);
  for (let n = 0; n < 20; n += 1) {
    const local = `${association}-idle-${n}`;
    await createWith(process.service, local, smallAssociation({ local }).documents);
  }
  await process.reactions.idle();
  await process.round();
  asked.clear();
  expect(await process.round()).toBe(0);
  expect(Object.fromEntries(asked)).toEqual({ names: 1, range: 1, getMany: 1, feed: 21 });
});
