/** Payments at the sandbox, through the `stripe` package as the server uses it. */
import { openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DAY = 86_400;

let stage: StripeStage;
let customer = '';
beforeEach(async () => {
  stage = await openStripeStage();
  customer = (await stage.stripe.customers.create({ name: 'Ada', email: 'ada@example.com' }, stage.there)).id;
});
afterEach(() => stage.close());

const save = (number: string): string => stage.sandbox.saveMethod(stage.account, customer, number).id;

async function charge(number: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const params: Stripe.PaymentIntentCreateParams = {
    amount: 1045,
    currency: 'usd',
    customer,
    payment_method: save(number),
    confirm: true,
    off_session: true,
    application_fee_amount: 45,
    ...more,
  };
  return stage.stripe.paymentIntents.create(params, stage.there);
}

/** The answer of a payment that is refused. */
async function refused(number: string): Promise<Stripe.errors.StripeError> {
  const outcome = await charge(number).catch((error: unknown) => error);
  return outcome as Stripe.errors.StripeError;
}

const intents = async (): Promise<readonly Stripe.PaymentIntent[]> =>
  (await stage.stripe.paymentIntents.list({ customer }, stage.there)).data;

describe('a card', () => {
  it('pays, the fee is kept and booked at the platform', async () => {
    const intent = await charge('4242424242424242', { expand: ['latest_charge.balance_transaction'] });
    expect(intent.status).toBe('succeeded');
    expect(intent.latest_charge).toMatchObject({
      status: 'succeeded',
      balance_transaction: { amount: 1045, fee: 45, net: 1000, type: 'charge', status: 'pending' },
    });
    const earned = await stage.stripe.balanceTransactions.list({ type: 'application_fee' });
    expect(earned.data.map(({ amount }) => amount)).toEqual([45]);
  });

  it.each([
    ['4000000000000341', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000000069', 'expired_card', 'expired_card'],
    ['4000002760003184', 'authentication_required', 'authentication_required'],
  ])('%s is refused as %s, and the intent stays', async (number, code, decline) => {
    const error = await refused(number);
    expect(error).toMatchObject({ type: 'StripeCardError', code, statusCode: 402 });
    expect(error.decline_code).toBe(decline);
    const [intent] = await intents();
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    expect(error.payment_intent?.id).toBe(intent?.id);
  });
});

describe('a bank account', () => {
  it('is processing for four banking days and then succeeds', async () => {
    const intent = await charge('000123456789');
    expect(intent.status).toBe('processing');
    stage.sandbox.clock.advance(2 * DAY);
    expect((await intents())[0]?.status).toBe('processing');
    stage.sandbox.clock.advance(5 * DAY);
    const [after] = await intents();
    expect(after).toMatchObject({ status: 'succeeded', amount_received: 1045 });
  });

  it.each([
    ['000111111116', 'no_account'],
    ['000111111113', 'account_closed'],
    ['000222222227', 'insufficient_funds'],
    ['000333333335', 'debit_not_authorized'],
  ])('%s fails later: %s', async (number, code) => {
    await charge(number, { expand: ['latest_charge'] });
    stage.sandbox.clock.advance(7 * DAY);
    const [intent] = await intents();
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    const moved = await stage.stripe.balanceTransactions.list({}, stage.there);
    expect(moved.data).toEqual([]);
  });

  it('000555555559 succeeds and is returned: a dispute that is lost at once', async () => {
    await charge('000555555559');
    stage.sandbox.clock.advance(12 * DAY);
    const disputes = await stage.stripe.disputes.list({}, stage.there);
    expect(disputes.data).toMatchObject([{ reason: 'insufficient_funds', status: 'lost', amount: 1045 }]);
    const moved = await stage.stripe.balanceTransactions.list({ type: 'adjustment' }, stage.there);
    expect(moved.data).toMatchObject([{ amount: -1045, reporting_category: 'dispute' }]);
  });
});
