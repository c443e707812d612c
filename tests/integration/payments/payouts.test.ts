/** Onboarding, payouts line by line, and what the nightly comparison finds, at the stand-in for Stripe. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createPayment,
  differenceState,
  PAYMENT_ACCOUNT_ID,
  PAYMENT_STATUS_ID,
  paymentAccountEntity,
  paymentDifferenceEntity,
  paymentEntity,
  paymentStatusEntity,
  payoutEntity,
  payoutMoves,
  settleDifference,
  USUAL_SETTINGS,
  withOutcome,
  wholePayouts,
  type PaymentInput,
} from '@communitrak/domain/payments/index.ts';
import { CODES, createEntry, ledgerEntryEntity, postedOf } from '@communitrak/domain/ledger/index.ts';
import { compareBooks } from '@communitrak/sync-server/payments/compare/compare.ts';
import { onboardingPage } from '@communitrak/sync-server/payments/connect/account.ts';
import { mirrorPayouts } from '@communitrak/sync-server/payments/payouts/payouts.ts';
import { connectRig, type ConnectRig } from '../../support/connect-rig.ts';

let rig: ConnectRig;
beforeEach(async () => {
  rig = await connectRig();
});
afterEach(() => rig.close());

const CARD = '4242424242424242';
const pages = { back: 'http://localhost/app/maple-row', again: 'http://localhost/app/maple-row' };

async function pay(
  entry: string,
  cents: number,
  feePayer: 'resident' | 'association',
  kind: 'card' | 'bank' = 'card',
) {
  const method = await rig.saveMethod('h1', kind === 'card' ? CARD : '000123456789');
  const input: PaymentInput = {
    household: 'h1',
    charges: [{ entry, cents }],
    currency: 'USD',
    kind,
    method,
    source: 'now',
    attempt: 1,
  };
  const settings = { ...USUAL_SETTINGS, feePayer: { card: feePayer, bank: feePayer } };
  const payment = createPayment(input, settings, { member: 'm-head', device: '' }, rig.room.clock());
  await rig.write(payment);
  await rig.send();
  return payment.id;
}

test('an account is made once, asks for what it needs, and takes payments when that is filled in', async () => {
  const url = await onboardingPage(rig.room, rig.association, pages);
  expect(url).toContain('/onboarding/');
  await rig.told();
  const before = await rig.read(paymentAccountEntity, PAYMENT_ACCOUNT_ID);
  expect(before.body).toMatchObject({ state: 'onboarding', chargesEnabled: false, external: null });
  expect(before.body.requirements).toContain('external_account');
  expect((await rig.read(paymentStatusEntity, PAYMENT_STATUS_ID)).body.open).toBe(false);
  const account = await rig.onboard();
  expect(account).toBe(before.body.account);
  const after = await rig.read(paymentAccountEntity, PAYMENT_ACCOUNT_ID);
  expect(after.body).toMatchObject({
    state: 'active',
    requirements: [],
    external: { kind: 'bank', brand: 'STRIPE TEST BANK', last4: '6789' },
  });
  expect((await rig.read(paymentStatusEntity, PAYMENT_STATUS_ID)).body).toEqual({
    open: true,
    mode: 'sandbox',
    currency: 'USD',
  });
  expect(JSON.stringify(after)).not.toMatch(/routing|fingerprint|000123456789/);
});

test('a payout foots line by line, and empties clearing to the cent whoever paid the fee', async () => {
  const account = await rig.onboard();
  const day = rig.today();
  const first = await pay(await rig.charge('c1', day, 10_000), 10_000, 'resident');
  const second = await pay(await rig.charge('c2', day, 1000), 1000, 'association');
  await rig.days(12);
  const [payout] = wholePayouts(await rig.all(payoutEntity));
  expect(payout).toMatchObject({ isWhole: true, differenceCents: 0, body: { state: 'paid', cents: 10_955 } });
  const lines = payout?.body.lines.map(({ payment, grossCents, feeCents, netCents, onTopCents }) => ({
    payment: `payment:${payment}`,
    money: [grossCents, feeCents, netCents, onTopCents],
  }));
  expect(lines).toHaveLength(2);
  expect(lines).toContainEqual({ payment: first, money: [10_450, 450, 10_000, 450] });
  expect(lines).toContainEqual({ payment: second, money: [1000, 45, 955, 0] });
  const posted = postedOf(await rig.all(ledgerEntryEntity), payoutMoves(await rig.all(payoutEntity)));
  const sum = (code: string) =>
    posted.filter((one) => one.account === code).reduce((all, { cents }) => all + cents, 0);
  expect([sum(CODES.cash), sum(CODES.clearing), sum(CODES.processing)]).toEqual([10_955, 0, 45]);
  expect(await mirrorPayouts(rig.room, rig.association), account).toBe(0);
});

test('a payout whose events never came is found by the job, by two processes at once', async () => {
  await rig.onboard();
  await pay(await rig.charge('c1', rig.today(), 5000), 5000, 'association');
  rig.sandbox.setWebhooks({});
  await rig.days(12);
  expect(await rig.all(payoutEntity)).toEqual([]);
  await Promise.all([rig.room, rig.another()].map((room) => mirrorPayouts(room, rig.association)));
  const all = await rig.all(payoutEntity);
  expect(all.map(({ body }) => [body.state, body.cents])).toEqual([['paid', 4775]]);
});

test('a night without a difference finds none, and a second one neither', async () => {
  await rig.onboard();
  await pay(await rig.charge('c1', rig.today(), 5000), 5000, 'resident');
  await rig.days(1);
  expect(await compareBooks(rig.room, rig.association)).toBe(0);
  await rig.days(12);
  expect(await compareBooks(rig.room, rig.association)).toBe(0);
  expect(await rig.all(paymentDifferenceEntity)).toEqual([]);
});

test('money that moved without us is a difference once, and stays one until it is explained', async () => {
  const account = await rig.onboard();
  const customer = await rig.room.stripe.customers.create({}, { stripeAccount: account });
  const method = rig.sandbox.saveMethod(account, customer.id, CARD);
  await rig.room.stripe.paymentIntents.create(
    {
      amount: 777,
      currency: 'usd',
      customer: customer.id,
      payment_method: method.id,
      confirm: true,
      off_session: true,
    },
    { stripeAccount: account },
  );
  await rig.days(1);
  for (let night = 0; night < 2; night += 1) await compareBooks(rig.room, rig.association);
  const [found, ...more] = await rig.all(paymentDifferenceEntity);
  expect(more).toEqual([]);
  expect(found?.body).toMatchObject({ kind: 'unknown', theirCents: 777, ourCents: 0, payment: '' });
  if (found === undefined) throw new Error('none');
  const settled = { by: 'm-office', at: '2026-12-02T09:00:00.000Z', note: 'Entered at Stripe by hand' };
  await rig.write(settleDifference(found, settled));
  await compareBooks(rig.room, rig.association);
  const after = await rig.read(paymentDifferenceEntity, found.id);
  expect([differenceState(after), after.body.settled?.note]).toEqual(['settled', settled.note]);
});

test('a payment that Stripe has and our books have not is found, and heals when they have it', async () => {
  await rig.onboard();
  const id = await pay(await rig.charge('c1', rig.today(), 5000), 5000, 'resident', 'bank');
  expect((await rig.read(paymentEntity, id)).body.outcome.state).toBe('processing');
  await rig.days(8);
  await compareBooks(rig.room, rig.association);
  const [found] = await rig.all(paymentDifferenceEntity);
  expect(found?.body).toMatchObject({ kind: 'unbooked', theirCents: 5120, household: 'h1' });
  const payment = await rig.read(paymentEntity, id);
  const entry = createEntry(
    { household: 'h1', kind: 'payment', cents: -5000, currency: 'USD', posted: rig.today(), text: 'Paid' },
    id.slice('payment:'.length),
  );
  await rig.write(entry, withOutcome(payment, { state: 'succeeded', entries: [entry.id] }));
  expect(await compareBooks(rig.room, rig.association)).toBe(0);
  const [after] = await rig.all(paymentDifferenceEntity);
  expect(after === undefined ? '' : differenceState(after)).toBe('gone');
});

test('a payment that our books have and Stripe has not is found', async () => {
  await rig.onboard();
  const id = await pay(await rig.charge('c1', rig.today(), 5000), 5000, 'resident', 'bank');
  const payment = await rig.read(paymentEntity, id);
  const gateway = { intent: 'pi_gone', charge: 'py_gone', session: '' };
  const entry = await rig.charge('c2', rig.today(), 5000);
  await rig.write(withOutcome(payment, { state: 'succeeded', gateway, entries: [entry] }));
  await rig.days(1);
  await compareBooks(rig.room, rig.association);
  const [found] = await rig.all(paymentDifferenceEntity);
  expect(found?.body).toMatchObject({ kind: 'missing', ourCents: 5120, theirCents: 0, gateway: 'py_gone' });
});
