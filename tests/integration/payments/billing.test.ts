/** The association's own bill at the stand-in for Stripe: trial, invoices, a card that fails, what that stops, and that paying mends it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  SERVICE_ID,
  serviceEntity,
  SUBSCRIPTION_ID,
  subscriptionEntity,
} from '@communitrak/domain/billing/index.ts';
import { addDays } from '@communitrak/domain/ledger/index.ts';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import { cancelAtEnd, methodPage, portalPage } from '@communitrak/sync-server/payments/billing/acts.ts';
import { keepBill } from '@communitrak/sync-server/payments/billing/billing.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { connectRig, type ConnectRig } from '../../support/connect-rig.ts';
import { Device } from '../../support/sync-rig.ts';

let rig: ConnectRig;
let start: string;
beforeEach(async () => {
  rig = await connectRig();
  start = rig.today();
  await keepBill(rig.room, rig.association);
});
afterEach(() => rig.close());

const GOOD = '4242424242424242';
const DECLINED = '4000000000000341';
const back = { done: 'http://localhost/app/maple-row', left: 'http://localhost/app/maple-row' };

/** Each day the job runs. */
async function live(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 1) {
    await rig.days(1);
    await keepBill(rig.room, rig.association);
  }
}
const service = async () => (await rig.read(serviceEntity, SERVICE_ID)).body;
const bill = async () => (await rig.read(subscriptionEntity, SUBSCRIPTION_ID)).body;
const payWith = async (number: string): Promise<void> =>
  rig.fillPage(await methodPage(rig.room, rig.association, back), number);

const { people } = smallAssociation();
async function verdictOf(name: 'office' | 'member'): Promise<string> {
  const { principal: by, member } = people[name];
  const input = { by, kind: 'maintenance', title: 'Leak', description: '', priority: 'normal' } as const;
  const doc = createRequest({ ...input, place: '', household: 'h1', files: [] }, rig.room.clock(), v7);
  const [answer] = await new Device(rig.association, member).push(rig.service, [doc]);
  return answer?.verdict === 'refused' ? answer.code : (answer?.verdict ?? '');
}

test('it begins with a trial; the first bill is for the base and each registered household, and is paid', async () => {
  expect(await service()).toMatchObject({ state: 'trial', since: start, until: addDays(start, 14) });
  expect(await bill()).toMatchObject({ status: 'trial', households: 2, baseCents: 2900, method: null });
  await payWith(GOOD);
  expect((await bill()).method).toEqual({ kind: 'card', brand: 'visa', last4: '4242' });
  await live(16);
  expect(await service()).toMatchObject({ state: 'active', since: addDays(start, 14) });
  const { invoices, status, unpaidSince } = await bill();
  expect([status, unpaidSince]).toEqual(['active', '']);
  expect(invoices[0]).toMatchObject({
    state: 'paid',
    totalCents: 2920,
    paidCents: 2920,
    from: addDays(start, 14),
  });
  expect(JSON.stringify(await bill())).not.toMatch(/exp_|fingerprint|4242424242424242/);
}, 60_000);

test('a card that fails: a warning, then leaders wait, then everyone; paying opens everything at once', async () => {
  await payWith(DECLINED);
  await live(15);
  const since = (await bill()).unpaidSince;
  expect(since).toBe(addDays(start, 14));
  expect(await service()).toEqual({ state: 'warned', since, until: addDays(since, 14) });
  expect([await verdictOf('office'), await verdictOf('member')]).toEqual(['ok', 'ok']);
  await live(13);
  expect(await service()).toEqual({
    state: 'leaders-read-only',
    since: addDays(since, 14),
    until: addDays(since, 28),
  });
  expect([await verdictOf('office'), await verdictOf('member')]).toEqual(['service-unpaid', 'ok']);
  await live(14);
  expect(await service()).toMatchObject({ state: 'suspended', since: addDays(since, 28) });
  expect([await verdictOf('office'), await verdictOf('member')]).toEqual([
    'service-unpaid',
    'service-unpaid',
  ]);
  await payWith(GOOD);
  expect(await service()).toMatchObject({ state: 'active', since: rig.today() });
  expect([await verdictOf('office'), await verdictOf('member')]).toEqual(['ok', 'ok']);
  expect((await bill()).invoices.filter(({ state }) => state === 'open')).toEqual([]);
}, 120_000);

test('a trial that ends without any way to pay ends in a warning, not in silence', async () => {
  await live(15);
  expect(await service()).toMatchObject({ state: 'warned', since: addDays(start, 14) });
  expect((await bill()).invoices[0]).toMatchObject({ state: 'open', totalCents: 2920, paidCents: 0 });
}, 60_000);

test('cancelled, it goes on to the end of the term; and a new method begins a new one', async () => {
  await payWith(GOOD);
  await live(20);
  await cancelAtEnd(rig.room, rig.association, true);
  const { periodTo, cancelAtEnd: ends } = await bill();
  expect(ends).toBe(true);
  expect((await service()).state).toBe('active');
  await live(30);
  expect(await service()).toMatchObject({ state: 'ended', since: periodTo });
  expect(await verdictOf('member')).toBe('service-unpaid');
  await payWith(GOOD);
  expect((await bill()).status).toBe('active');
  expect((await service()).state).toBe('active');
}, 120_000);

test('it follows the number of registered households, from the next bill on', async () => {
  const registered = new Set(['m-head']);
  const room = { ...rig.room, registered: () => Promise.resolve(registered) };
  await keepBill(room, rig.association);
  expect((await bill()).households).toBe(1);
  registered.add('m-next');
  await keepBill(room, rig.association);
  expect((await bill()).households).toBe(2);
});

test('two processes at once begin one service', async () => {
  const other = await connectRig('oak-hill');
  try {
    await Promise.all([other.room, other.another()].map((room) => keepBill(room, other.association)));
    const { data } = await other.room.stripe.subscriptions.list({});
    expect(data).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test('the portal is Stripe’s page, and nothing is cancelled there', async () => {
  expect(await portalPage(rig.room, rig.association, back.done)).toContain('/portal/');
  const { data } = await rig.room.stripe.billingPortal.configurations.list({});
  expect(data.map(({ features }) => features.subscription_cancel.enabled)).toEqual([false]);
});
