/** Everything that comes wrong, late, twice or not at all: each ends in a right ledger and a clear word. */
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { createRefundRequest, paymentShown, type Payment } from '@communitrak/domain/payments/index.ts';
import { createBooks, firstBooks } from '@communitrak/domain/ledger/index.ts';
import { endHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { aLink } from '@communitrak/testkit/builders.ts';
import { clientOf } from '@communitrak/testkit/stripe-sandbox.ts';
import {
  aCharge,
  askedFor,
  GOOD_BANK,
  GOOD_CARD,
  openPaymentsRig,
  SECRETS,
  type PaymentsRig,
  type RigOptions,
} from '../../support/payments-rig.ts';

const HOUR_MS = 3_600_000;
const DAY_S = 86_400;
let rig: PaymentsRig;
const open = async (options?: RigOptions): Promise<PaymentsRig> => (rig = await openPaymentsRig(options));
afterEach(() => rig.close());

const signer = new Stripe('sk_test_x').webhooks;
const anEvent = (type: string, account = rig.account, id = 'evt_1'): string =>
  JSON.stringify({
    id,
    object: 'event',
    type,
    account,
    data: { object: { id: 'pi_1', object: 'payment_intent' } },
  });
const signed = (payload: string, secret = SECRETS.connectWebhookSecret, timestamp?: number): string =>
  signer.generateTestHeaderString({ payload, secret, ...(timestamp === undefined ? {} : { timestamp }) });

const balance = async (): Promise<number> =>
  (await rig.entries()).reduce((sum, { body }) => sum + body.cents, 0);
const charges = async () => {
  const list = clientOf(rig.sandbox.url).charges.list({ limit: 100 }, { stripeAccount: rig.account });
  return (await list).data.filter(({ status }) => status !== 'failed');
};
async function ask(over: Parameters<typeof askedFor>[0]): Promise<Payment> {
  const payment = askedFor(over);
  await rig.write(payment);
  return payment;
}
async function paid(number = GOOD_CARD, kind: 'card' | 'bank' = 'card'): Promise<Payment> {
  const { id } = await ask({ method: await rig.saveMethod(number), kind, source: 'queued' });
  await rig.rest();
  return rig.payment(id);
}
const stateOf = async (id: string) => (await rig.payment(id)).body.outcome;
/** The reconciler's next look, as if its time had come. */
async function later(ms = HOUR_MS): Promise<void> {
  rig.ahead += ms;
  await rig.rest();
}

describe('a webhook', () => {
  it('with a wrong signature or an old one is refused, and what it says is not looked at', async () => {
    await open();
    const body = anEvent('payment_intent.succeeded');
    expect(await rig.post(body, 'nonsense')).toBe(400);
    expect(await rig.post(body, signed(body, 'whsec_other'))).toBe(400);
    expect(await rig.post(`${body} `, signed(body))).toBe(400);
    const old = Math.floor(Date.now() / 1000) - 600;
    expect(await rig.post(body, signed(body, SECRETS.connectWebhookSecret, old))).toBe(400);
    // The platform's secret opens nothing here.
    expect(await rig.post(body, signed(body, SECRETS.webhookSecret))).toBe(400);
    expect(await rig.operations.range({ startId: 'stripe-news:', endId: 'stripe-news:\ufff0' })).toEqual([]);
  });
  it('of an unknown kind or of a stranger’s account is answered, and nothing is done', async () => {
    await open();
    for (const body of [
      anEvent('radar.early_fraud_warning.created'),
      anEvent('payment_intent.succeeded', 'acct_other'),
    ])
      expect(await rig.post(body, signed(body))).toBe(200);
    const platform = anEvent('payment_intent.succeeded', '');
    expect(await rig.post(platform, signed(platform))).toBe(200);
    await rig.rest();
    expect(await balance()).toBe(15_000);
  });
  it('twice is once', async () => {
    await open();
    const body = anEvent('payment_intent.succeeded');
    expect(await rig.post(body, signed(body))).toBe(200);
    await rig.rest();
    expect(await rig.post(body, signed(body))).toBe(200);
    expect(await rig.operations.range({ startId: 'stripe-news:', endId: 'stripe-news:\ufff0' })).toEqual([]);
    expect(await rig.operations.get('stripe-seen:evt_1')).toBeDefined();
  });
  it('lost, doubled or overtaken changes nothing', async () => {
    await open();
    rig.sandbox.setFaults({
      webhooks: [
        { action: 'drop', percent: 30 },
        { action: 'double', percent: 40 },
        { action: 'shuffle', milliseconds: 200 },
      ],
    });
    const { id } = await paid(GOOD_BANK, 'bank');
    rig.sandbox.clock.advance(6 * DAY_S);
    await rig.rest();
    await later();
    expect((await stateOf(id)).state).toBe('succeeded');
    expect(await balance()).toBe(5000);
  });
});

describe('Stripe', () => {
  it.each(['conflict', 'rate', 'error', 'close'] as const)(
    'answering “%s” to everything for an hour holds the payment up, and it is charged once',
    async (action) => {
      await open();
      const method = await rig.saveMethod(GOOD_CARD);
      rig.sandbox.setFaults({ requests: [{ action, of: 'POST /v1/payment_intents' }] });
      const { id } = await ask({ method });
      await rig.rest();
      // Where it was charged before the connection broke, an event has told of it by now.
      expect((await stateOf(id)).state).toBe(action === 'close' ? 'succeeded' : 'processing');
      rig.sandbox.setFaults({});
      await later();
      expect((await stateOf(id)).state).toBe('succeeded');
      expect(await charges()).toHaveLength(1);
      expect(await balance()).toBe(5000);
    },
    60_000,
  );
  it('that has charged and never answered is found a day later, and asked for nothing again', async () => {
    await open();
    const method = await rig.saveMethod(GOOD_CARD);
    rig.sandbox.setFaults({
      requests: [
        { action: 'close', of: 'POST /v1/payment_intents' },
        { action: 'error', of: 'GET' },
      ],
    });
    const { id } = await ask({ method });
    await rig.rest();
    // Whatever is sent from now on is refused: nothing must be.
    rig.sandbox.setFaults({ requests: [{ action: 'error', of: 'POST' }] });
    await later(24 * HOUR_MS);
    expect((await stateOf(id)).state).toBe('succeeded');
    expect(await charges()).toHaveLength(1);
  }, 60_000);
  it('that never got it is not asked again after the key’s life: nothing is charged, and it says so', async () => {
    await open();
    const method = await rig.saveMethod(GOOD_CARD);
    rig.sandbox.setFaults({ requests: [{ action: 'error', of: 'POST /v1/payment_intents' }] });
    const { id } = await ask({ method });
    await rig.rest();
    rig.sandbox.setFaults({});
    await later(24 * HOUR_MS);
    expect(await stateOf(id)).toMatchObject({ state: 'failed', failure: { code: 'not_sent' } });
    expect(await charges()).toEqual([]);
  }, 60_000);
});

describe('a payment is refused, with the reason, when', () => {
  const refusal = async (id: string) => {
    await rig.rest();
    const { state, refusal: why } = await stateOf(id);
    expect(await charges()).toEqual([]);
    return [state, why];
  };
  it('the charge has been paid or taken back meanwhile, or less of it is open', async () => {
    await open();
    const method = await rig.saveMethod(GOOD_CARD);
    await rig.write({
      ...aCharge('check', -6000),
      body: { ...aCharge('check', -6000).body, kind: 'payment', applies: ['ledger-entry:jan'] },
    });
    expect(await refusal((await ask({ method })).id)).toEqual(['refused', 'charge-changed']);
    const gone = await ask({ method, charges: [{ entry: 'ledger-entry:never', cents: 5000 }] });
    expect(await refusal(gone.id)).toEqual(['refused', 'charge-gone']);
    await rig.write({
      ...aCharge('check2', -4000),
      body: { ...aCharge('check2', -4000).body, kind: 'payment', applies: ['ledger-entry:jan'] },
    });
    expect(await refusal((await ask({ method, attempt: 2 })).id)).toEqual(['refused', 'charge-paid']);
  });
  it('its saved method was detached while it was queued, here or at Stripe alone', async () => {
    await open();
    const method = await rig.saveMethod(GOOD_CARD);
    const stripe = clientOf(rig.sandbox.url);
    const { data } = await stripe.customers.list({}, { stripeAccount: rig.account });
    const [saved] = (
      await stripe.customers.listPaymentMethods(data[0]?.id ?? '', {}, { stripeAccount: rig.account })
    ).data;
    rig.sandbox.setFaults({ webhooks: [{ action: 'drop' }] });
    await stripe.paymentMethods.detach(saved?.id ?? '', {}, { stripeAccount: rig.account });
    expect(await refusal((await ask({ method })).id)).toEqual(['refused', 'method-gone']);
  });
  it('its author has left the household', async () => {
    await open();
    const method = await rig.saveMethod(GOOD_CARD);
    await rig.write(endHouseholdLink(aLink('m-head', 'h1', 'head'), '2026-01-31'));
    expect(await refusal((await ask({ method })).id)).toEqual(['refused', 'moved-away']);
  });
  it('another on its way pays the same charge', async () => {
    await open();
    const method = await rig.saveMethod(GOOD_BANK);
    const first = await ask({ method, kind: 'bank' });
    await rig.rest();
    const both = [
      { entry: 'ledger-entry:jan', cents: 10_000 },
      { entry: 'ledger-entry:feb', cents: 5000 },
    ];
    const second = await ask({ method, kind: 'bank', charges: both });
    await rig.rest();
    expect(await stateOf(second.id)).toMatchObject({ state: 'refused', refusal: 'being-paid' });
    expect((await stateOf(first.id)).state).toBe('processing');
    expect(await charges()).toHaveLength(1);
  });
  it('it is in another currency: then it is not even stored', async () => {
    await open();
    await expect(ask({ currency: 'EUR', method: 'm1' })).rejects.toThrow('body.currency');
  });
});

it('a household that moved away has its bank payment booked all the same', async () => {
  await open();
  const { id } = await paid(GOOD_BANK, 'bank');
  await rig.write(endHouseholdLink(aLink('m-head', 'h1', 'head'), '2026-01-31'));
  rig.sandbox.clock.advance(6 * DAY_S);
  await rig.rest();
  expect((await stateOf(id)).state).toBe('succeeded');
  expect(await balance()).toBe(5000);
});

it('a payment that succeeds in a locked month is posted in the next open one', async () => {
  await open();
  const lockedThrough = new Date(Date.now() + 20 * DAY_S * 1000).toISOString().slice(0, 10);
  await rig.write(createBooks({ ...firstBooks('USD'), lockedThrough }));
  const { id } = await paid();
  const { entries, unposted } = await stateOf(id);
  expect(unposted).toBeUndefined();
  const entry = (await rig.entries()).find((one) => one.id === entries[0]);
  expect((entry?.body.posted ?? '') > lockedThrough).toBe(true);
});

describe('a refund', () => {
  const request = (payment: Payment, cents: number, earlier = 0) =>
    createRefundRequest(
      payment,
      { cents, reason: 'Paid twice' },
      { member: 'm-office', device: 'desk' },
      Date.now(),
      earlier,
    );
  it('of a part, and the rest, stands in the ledger and on the payment', async () => {
    await open();
    const payment = await paid();
    const part = request(payment, 4000);
    await rig.write(part);
    await rig.rest();
    expect((await rig.refund(part.id)).body.outcome).toMatchObject({ state: 'done' });
    expect(paymentShown(await rig.payment(payment.id))).toBe('part-refunded');
    expect(await balance()).toBe(5000 + 4000);
    const rest = request(payment, 6000, 1);
    await rig.write(rest);
    await rig.rest();
    expect(paymentShown(await rig.payment(payment.id))).toBe('refunded');
    expect(await balance()).toBe(15_000);
  });
  it('two at once, together above the payment: one is given', async () => {
    await open();
    const payment = await paid();
    const [one, two] = [request(payment, 6000), request(payment, 6000, 1)];
    await rig.write(one, two);
    await rig.rest();
    const states = await Promise.all([one, two].map(async ({ id }) => (await rig.refund(id)).body.outcome));
    expect(states.map(({ state }) => state).toSorted()).toEqual(['done', 'refused']);
    expect(states.find(({ state }) => state === 'refused')?.refusal).toBe('above-payment');
    expect(await balance()).toBe(5000 + 6000);
  });
  it('of a disputed payment is refused; lost, the payment is taken back; and no refund counts twice', async () => {
    await open();
    const payment = await paid('4000000000000259');
    rig.sandbox.clock.advance(60);
    await rig.rest();
    expect(paymentShown(await rig.payment(payment.id))).toBe('disputed');
    expect(await balance()).toBe(5000);
    const asked = request(payment, 4000);
    await rig.write(asked);
    await rig.rest();
    expect((await rig.refund(asked.id)).body.outcome).toMatchObject({
      state: 'refused',
      refusal: 'disputed',
    });
    rig.sandbox.clock.advance(120 * DAY_S);
    await rig.rest();
    expect(paymentShown(await rig.payment(payment.id))).toBe('dispute-lost');
    expect(await balance()).toBe(15_000);
  });
  it('that could not be delivered after all is taken back', async () => {
    await open();
    const payment = await paid('4000000000005126');
    const asked = request(payment, 4000);
    await rig.write(asked);
    await rig.rest();
    rig.sandbox.clock.advance(10 * DAY_S);
    await rig.rest();
    expect((await rig.refund(asked.id)).body.outcome.state).toBe('failed');
    expect(await balance()).toBe(5000);
    expect(paymentShown(await rig.payment(payment.id))).toBe('succeeded');
  });
});
