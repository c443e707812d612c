/** Repair: what a replica lacks, holds in another version, or should not hold, page by page; and tokens that lead to it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHash } from '@communitrak/protocol/hash.ts';
import type { VerifyAnswer } from '@communitrak/protocol/verify.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { aProperty, smallAssociation, testClock } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device, writeAll } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let service: RunningSyncService;
const clock = testClock();
const { association, documents } = smallAssociation();
const COUNT = 2300;
const DAY_MS = 24 * 3600 * 1000;

beforeAll(async () => {
  place = await openTestStore();
  service = aSyncService(place.store, { clock: clock.now });
  await createWith(service, association, documents);
  const many = Array.from({ length: COUNT }, (_, n) =>
    aProperty(`q${String(n).padStart(5, '0')}`, String(n)),
  );
  await writeAll(service, association, many);
});
afterAll(async () => {
  await service.close();
  await place.close();
});

/** Compares everything, a page of 1000 at a time, and takes what comes. */
async function repair(
  device: Device,
): Promise<Omit<VerifyAnswer, 'documents' | 'next'> & { readonly calls: number }> {
  const sum = { missing: 0, outdated: 0, extra: 0, calls: 0 };
  const held = [...device.held.values()].filter(({ type }) => type === 'property' || type === 'household');
  const rows = held
    .map((doc): [string, string] => [doc.id, contentHash(doc)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (let after = ''; ;) {
    const rest = rows.filter(([id]) => id > after);
    const page = rest.slice(0, 1000);
    const upTo = rest.length > page.length ? (page.at(-1)?.[0] ?? '') : '';
    const request = { protocol: 1, collection: 'places' as const, after, upTo, held: page };
    const answer = await service.verify(device.who, request);
    device.take(answer.documents);
    sum.missing += answer.missing;
    sum.outdated += answer.outdated;
    sum.extra += answer.extra;
    sum.calls += 1;
    if (answer.next === '') return sum;
    after = answer.next;
  }
}

test('a whole replica needs nothing', async () => {
  const device = new Device(association, 'm-head', 'd1', 500);
  await device.sync(service);
  expect(await repair(device)).toMatchObject({ missing: 0, outdated: 0, extra: 0 });
});

test('an empty one gets everything, a damaged one exactly what it needs', async () => {
  const whole = new Device(association, 'm-head', 'd2', 500);
  await whole.sync(service, ['places']);
  const empty = new Device(association, 'm-head', 'd3', 500);
  expect(await repair(empty)).toMatchObject({ missing: whole.held.size, outdated: 0, extra: 0 });
  expect(empty.held).toEqual(whole.held);

  const damaged = new Device(association, 'm-head', 'd4', 500);
  for (const [id, doc] of whole.held) damaged.held.set(id, doc);
  const lost = ['property:q00000', 'property:q00999', 'property:q01000', `property:q0${COUNT - 1}`];
  for (const id of lost) damaged.held.delete(id);
  const changed = damaged.held.get('property:q00500');
  const stranger = whole.held.get('household:h1');
  if (changed === undefined || stranger === undefined) throw new Error('not there');
  damaged.held.set(changed.id, { ...changed, body: { ...changed.body, name: 'old' } });
  damaged.held.set('household:h2', { ...stranger, id: 'household:h2' });
  damaged.held.set('property:zz', { ...changed, id: 'property:zz' });
  expect(await repair(damaged)).toMatchObject({ missing: lost.length, outdated: 1, extra: 2 });
  expect(damaged.held).toEqual(whole.held);
});

async function tokenOf(device: Device): Promise<string> {
  const { token } = await device.page(service, 'places');
  return token;
}

test('tokens that lead to repair: of others, too old, forged, none on a replica that holds something', async () => {
  const own = new Device(association, 'm-head', 'd5', 5000);
  const good = await tokenOf(own);
  const pullWith = async (device: Device, token: string | null, holds = false) => {
    const want = [{ collection: 'places' as const, token, limit: 5000, holds }];
    const { pages } = await service.pull(device.who, { protocol: 1, want });
    return { repair: pages[0]?.repair, rows: pages[0]?.documents.length, token: pages[0]?.token };
  };
  const everything = { repair: true, rows: own.held.size };
  expect(await pullWith(own, good)).toEqual({ repair: false, rows: 0, token: good });
  expect(await pullWith(own, null, true)).toMatchObject(everything);
  expect(await pullWith(own, null, false)).toMatchObject({ ...everything, repair: false });
  expect(await pullWith(new Device(association, 'm-head', 'another'), good)).toMatchObject(everything);
  expect(await pullWith(new Device(association, 'm-lead', 'd5'), good)).toMatchObject({ repair: true });
  const flipped = `${good.slice(0, 30)}${good[30] === 'A' ? 'B' : 'A'}${good.slice(31)}`;
  for (const forged of ['', 'x', good.slice(1), flipped, `${good}AAAA`, '🙂'.repeat(20)]) {
    expect(await pullWith(own, forged)).toMatchObject(everything);
  }
  const elsewhere = await service.pull(own.who, {
    protocol: 1,
    want: [{ collection: 'cases', token: good, limit: 10, holds: false }],
  });
  expect(elsewhere.pages[0]?.repair).toBe(true);
  clock.advance(399 * DAY_MS);
  const renewed = await pullWith(own, good);
  expect(renewed).toMatchObject({ repair: false, rows: 0 });
  clock.advance(3 * DAY_MS);
  expect(await pullWith(own, good)).toMatchObject(everything);
  expect(await pullWith(own, renewed.token ?? null)).toMatchObject({ repair: false, rows: 0 });
});

test('a database or rights that were set back lead to repair', async () => {
  const device = new Device(association, 'm-head', 'd7', 5000);
  await device.sync(service, ['places']);
  const database = await place.store.open(`association-${association}`, { create: false });
  const acl = await database?.get('acl:m-head');
  const identity = await database?.get('meta:identity');
  if (database === undefined || acl === undefined || identity === undefined) throw new Error('not there');
  const pull = async () => {
    const fresh = aSyncService(place.store, { clock: clock.now });
    const { repair } = await device.page(fresh, 'places', false);
    await fresh.close();
    return repair;
  };
  expect(await pull()).toBe(false);
  await database.put({ ...acl, epoch: 0 });
  expect(await pull()).toBe(true);
  const { _rev } = (await database.get('acl:m-head')) ?? acl;
  await database.put({ ...acl, _rev });
  expect(await pull()).toBe(false);
  // As a restore does, which names the database anew.
  await database.put({ ...identity, identity: 'another life' });
  expect(await pull()).toBe(true);
});

test('a database restored from a backup, or another one under the same name, leads to repair', async () => {
  const device = new Device(association, 'm-head', 'd6', 5000);
  await device.sync(service, ['places']);
  const before = device.held.size;
  await place.store.drop(`association-${association}`);
  const anew = aSyncService(place.store, { clock: clock.now });
  await createWith(anew, association, documents);
  // The process that held a view of the old one finds out by itself.
  for (const one of [service, anew]) {
    const again = new Device(association, 'm-head', 'd6', 5000);
    again.tokens.set('places', device.tokens.get('places') ?? '');
    const page = await again.page(one, 'places');
    expect(page.repair).toBe(true);
    expect(page.documents.length).toBeLessThan(before);
    expect(page.documents.length).toBeGreaterThan(0);
  }
  await anew.close();
});
