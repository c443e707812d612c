/** Who may do what about the association's account and bill, and that many events about one thing are one question. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAYMENT_ACCOUNT_ID, paymentAccountEntity } from '@communitrak/domain/payments/index.ts';
import { SUBSCRIPTION_ID, subscriptionEntity } from '@communitrak/domain/billing/index.ts';
import { createAccounts } from '@communitrak/sync-server/accounts/accounts.ts';
import { createAssociationActs } from '@communitrak/sync-server/payments/association-acts.ts';
import { createAssociationEvents } from '@communitrak/sync-server/payments/association-events.ts';
import { registeredHouseholds } from '@communitrak/sync-server/payments/billing/households.ts';
import type { News } from '@communitrak/sync-server/payments/news.ts';
import { placeOf } from '@communitrak/sync-server/payments/room.ts';
import { smallAssociation, type SmallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { connectRig, type ConnectRig } from '../../support/connect-rig.ts';
import { openTestStore } from '../../support/test-store.ts';

let rig: ConnectRig;
beforeAll(async () => {
  rig = await connectRig();
});
afterAll(() => rig.close());

const { people } = smallAssociation();
const who = (name: keyof SmallAssociation['people']) => people[name].principal;
const acts = () => createAssociationActs(rig.room, () => 'https://app.example.org');

test('the office goes to Stripe’s pages and comes back to the app; a resident does not', async () => {
  for (const name of ['head', 'tenant', 'neighbour'] as const) {
    await expect(acts().onboarding(who(name))).rejects.toMatchObject({ code: 'not-found' });
    await expect(acts().billingMethod(who(name))).rejects.toMatchObject({ code: 'not-found' });
    await expect(acts().billingPortal(who(name))).rejects.toMatchObject({ code: 'not-found' });
    await expect(acts().refresh(who(name))).rejects.toMatchObject({ code: 'not-found' });
  }
  for (const name of ['office', 'lead'] as const) {
    expect((await acts().onboarding(who(name))).url).toContain('/onboarding/');
    expect((await acts().billingMethod(who(name))).url).toContain('/checkout/');
    expect((await acts().billingPortal(who(name))).url).toContain('/portal/');
  }
  await expect(acts().onboarding(who('board'))).rejects.toMatchObject({ code: 'not-found' });
  expect((await acts().billingPortal(who('board'))).url).toContain('/portal/');
});

test('who leads the association ends its service, and takes that back; a resident does not', async () => {
  await expect(acts().cancel(who('head'), true)).rejects.toMatchObject({ code: 'not-found' });
  const ends = async () => (await rig.read(subscriptionEntity, SUBSCRIPTION_ID)).body.cancelAtEnd;
  await acts().cancel(who('lead'), true);
  expect(await ends()).toBe(true);
  await acts().cancel(who('lead'), false);
  expect(await ends()).toBe(false);
});

test('many events about one account are one question; one that cannot be answered comes again', async () => {
  const account = await rig.onboard();
  const before = (await rig.read(paymentAccountEntity, PAYMENT_ACCOUNT_ID)).stamp.at;
  const bare = { object: account, intent: '', customer: '', refund: '' };
  const news = Array.from({ length: 50 }, (_, at): News => {
    const id = `evt_${String(at)}`;
    return { id, type: at % 2 === 0 ? 'account.updated' : 'capability.updated', account, ...bare };
  });
  let asked = 0;
  const counting = { ...rig.room, open: (name: string) => ((asked += 1), rig.room.open(name)) };
  expect(await createAssociationEvents(counting).handle(news)).toEqual(new Set());
  expect(asked).toBe(1);
  expect((await rig.read(paymentAccountEntity, PAYMENT_ACCOUNT_ID)).stamp.at).toBe(before);
  const log = { ...rig.room.log, warn: () => undefined };
  const broken = { ...rig.room, log, open: () => Promise.reject(new Error('away')) };
  expect((await createAssociationEvents(broken).handle(news.slice(0, 2))).size).toBe(2);
});

test('events of an account or a customer that is nobody’s here are nothing', async () => {
  const events = createAssociationEvents(rig.room);
  const bare = { id: 'evt_1', object: 'po_1', intent: '', refund: '' };
  const strange: readonly News[] = [
    { ...bare, type: 'payout.paid', account: 'acct_other', customer: '' },
    { ...bare, type: 'invoice.paid', account: '', customer: 'cus_other' },
    { ...bare, type: 'payout.paid', account: '', customer: '' },
  ];
  const log = { ...rig.room.log, warn: () => undefined };
  expect(await createAssociationEvents({ ...rig.room, log }).handle(strange)).toEqual(new Set());
  expect(events.takes('payment_intent.succeeded')).toBe(false);
});

test('billed are the households of which somebody has an account, as long as they live there', async () => {
  const place = await openTestStore();
  const accounts = await createAccounts({
    store: place.store,
    secret: 'a secret that is long enough for signing',
    baseUrl: 'http://localhost',
    isOwnOrigin: () => [],
    clock: Date.now,
    newId: v7,
    log: { debug: () => undefined, warn: () => undefined, error: () => undefined },
  });
  for (const member of ['m-head', 'm-member', 'm-office']) {
    const account = { email: `${member}@example.org`, password: 'correct horse battery', name: member };
    await accounts.link((await accounts.addAccount(account)).id, rig.association, member);
  }
  const registered = await accounts.registered();
  expect([...(registered.get(rig.association) ?? [])].toSorted()).toEqual(['m-head', 'm-member', 'm-office']);
  const at = await placeOf(rig.room, rig.association);
  expect(await registeredHouseholds(at, registered.get(rig.association) ?? new Set())).toBe(1);
  expect(await registeredHouseholds(at, new Set())).toBe(0);
  await accounts.close();
  await place.close();
});
