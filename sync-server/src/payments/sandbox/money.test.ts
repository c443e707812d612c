/** Where the money goes: fees, refunds, disputes, payouts that foot, all on the sandbox's clock. */
import { connectAccount, openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addBusinessDays, addMonths } from './core/days.ts';

const DAY = 86_400;
let stage: StripeStage;
let customer = '';
beforeEach(async () => {
  stage = await openStripeStage();
  customer = (await stage.stripe.customers.create({ name: 'Ada' }, stage.there)).id;
});
afterEach(() => stage.close());

async function pay(amount: number, fee: number, number = '4242424242424242'): Promise<Stripe.PaymentIntent> {
  const payment_method = stage.sandbox.saveMethod(stage.account, customer, number).id;
  const params = {
    amount,
    currency: 'usd',
    customer,
    payment_method,
    confirm: true,
    off_session: true,
    application_fee_amount: fee,
  };
  return stage.stripe.paymentIntents.create(params, stage.there);
}

async function movements(payout?: string): Promise<readonly Stripe.BalanceTransaction[]> {
  const params = payout === undefined ? { limit: 100 } : { limit: 100, payout };
  return (await stage.stripe.balanceTransactions.list(params, stage.there)).data;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);
const payouts = async () => (await stage.stripe.payouts.list({ limit: 100 }, stage.there)).data;

describe('refunds', () => {
  it('in part give back a share of the fee, and with the last cent all of it', async () => {
    const intent = await pay(1000, 45);
    const refund = (amount?: number) =>
      stage.stripe.refunds.create(
        {
          payment_intent: intent.id,
          refund_application_fee: true,
          ...(amount === undefined ? {} : { amount }),
        },
        stage.there,
      );
    expect(await refund(333)).toMatchObject({ status: 'succeeded', amount: 333 });
    expect(await refund()).toMatchObject({ amount: 667 });
    const back = (await movements()).filter(({ type }) => type === 'refund');
    expect(back.map(({ amount, fee, net }) => [amount, fee, net])).toEqual([
      [-667, -30, -637],
      [-333, -15, -318],
    ]);
    expect(sum((await movements()).map(({ net }) => net))).toBe(0);
    const earned = (await stage.stripe.balanceTransactions.list({ limit: 100 })).data;
    expect(sum(earned.map(({ net }) => net))).toBe(0);
  });

  it('above what is left, a second time, after a dispute and while processing are refused', async () => {
    const { stripe, there, sandbox } = stage;
    const intent = await pay(1000, 0);
    const refund = (payment_intent: string, amount: number) =>
      stripe.refunds.create({ payment_intent, amount }, there);
    await expect(refund(intent.id, 1001)).rejects.toThrow('Refund amount ($10.01) is greater than');
    await refund(intent.id, 1000);
    await expect(refund(intent.id, 1)).rejects.toMatchObject({ code: 'charge_already_refunded' });
    const disputed = await pay(1000, 0, '4000000000000259');
    sandbox.clock.advance(60);
    await expect(refund(disputed.id, 1)).rejects.toMatchObject({ code: 'charge_disputed' });
    const debit = await pay(1000, 0, '000123456789');
    await expect(refund(debit.id, 1)).rejects.toMatchObject({ type: 'StripeInvalidRequestError' });
  });

  it('to a bank account are pending for days; those of a certain card fail and the money is back', async () => {
    const { stripe, there, sandbox } = stage;
    const debit = await pay(1000, 0, '000123456789');
    sandbox.clock.advance(7 * DAY);
    const refund = await stripe.refunds.create({ payment_intent: debit.id }, there);
    expect(refund.status).toBe('pending');
    const card = await pay(700, 0, '4000000000005126');
    const failing = await stripe.refunds.create({ payment_intent: card.id }, there);
    sandbox.clock.advance(7 * DAY);
    expect((await stripe.refunds.retrieve(refund.id, {}, there)).status).toBe('succeeded');
    expect((await stripe.refunds.retrieve(failing.id, {}, there)).status).toBe('failed');
    const [charge] = (await stripe.charges.list({ payment_intent: card.id }, there)).data;
    expect([charge?.amount_refunded, charge?.refunded]).toEqual([0, false]);
  });
});

describe('disputes', () => {
  const open = async (): Promise<Stripe.Dispute> => {
    await pay(5000, 225, '4000000000000259');
    stage.sandbox.clock.advance(60);
    const [dispute] = (await stage.stripe.disputes.list({}, stage.there)).data;
    if (dispute === undefined) throw new Error('not disputed');
    return dispute;
  };
  const decide = (dispute: string, outcome: string) =>
    fetch(`${stage.sandbox.url}/sandbox/disputes`, {
      method: 'POST',
      body: new URLSearchParams({ account: stage.account, dispute, outcome }),
    });
  const types = async () =>
    (await stage.stripe.events.list({ limit: 100 }, stage.there)).data.map(({ type }) => type);

  it('take the money at once, their fee is the platform’s', async () => {
    const dispute = await open();
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 5000, reason: 'fraudulent' });
    expect(sum((await movements()).map(({ net }) => net))).toBe(-225);
    const platform = (await stage.stripe.balanceTransactions.list({})).data;
    expect(platform.map(({ type, net }) => [type, net])).toEqual([
      ['stripe_fee', -1500],
      ['application_fee', 225],
    ]);
    expect(await types()).toEqual(
      expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn']),
    );
  });

  it('won, the money is back; decided once', async () => {
    const dispute = await open();
    await decide(dispute.id, 'won');
    await decide(dispute.id, 'lost');
    expect((await stage.stripe.disputes.retrieve(dispute.id, {}, stage.there)).status).toBe('won');
    expect(sum((await movements()).map(({ net }) => net))).toBe(4775);
    expect(await types()).toEqual(
      expect.arrayContaining(['charge.dispute.closed', 'charge.dispute.funds_reinstated']),
    );
  });

  it('without an answer they are lost', async () => {
    const dispute = await open();
    stage.sandbox.clock.advance(10 * DAY);
    expect((await stage.stripe.disputes.retrieve(dispute.id, {}, stage.there)).status).toBe('lost');
  });
});

describe('payouts', () => {
  it('come after seven days and then each banking day, and each foots', async () => {
    const { sandbox } = stage;
    await pay(1045, 45);
    sandbox.clock.advance(3 * DAY);
    expect(await payouts()).toEqual([]);
    const paid = await pay(2090, 90);
    await stage.stripe.refunds.create({ payment_intent: paid.id, amount: 500 }, stage.there);
    await pay(3072, 72, '000555555559');
    for (let day = 0; day < 25; day += 1) {
      if (day % 3 === 0) await pay(10_450, 450);
      sandbox.clock.advance(DAY);
    }
    const all = await payouts();
    expect(all.length).toBeGreaterThan(4);
    const placed = new Set<string>();
    for (const payout of all) {
      const lines = await movements(payout.id);
      const own = lines.filter(({ type }) => type === 'payout');
      expect(own.map(({ amount }) => amount)).toEqual([-payout.amount]);
      expect(sum(lines.filter(({ type }) => type !== 'payout').map(({ net }) => net))).toBe(payout.amount);
      expect(payout.balance_transaction).toBe(own[0]?.id);
      for (const { id } of lines) {
        expect(placed.has(id)).toBe(false);
        placed.add(id);
      }
    }
    const first = all.at(-1);
    const charged = (await movements()).at(-1);
    expect((first?.created ?? 0) - (charged?.created ?? 0)).toBeGreaterThan(6 * DAY);
    expect(all.at(-1)?.status).toBe('paid');
  });

  it('an account that sends them back has its money again', async () => {
    const { stripe, sandbox } = stage;
    const link = await stripe.accountLinks.create({
      account: stage.account,
      type: 'account_update',
      refresh_url: 'http://127.0.0.1/',
      return_url: 'http://127.0.0.1/',
    });
    const form = new URL(
      (await fetch(link.url, { redirect: 'manual' })).headers.get('location') ?? '',
      link.url,
    );
    const body = new URLSearchParams({
      way: 'bank',
      routing: '110000000',
      account: '000111111116',
      do: 'later',
    });
    await fetch(form, { method: 'POST', body, redirect: 'manual' });
    await pay(1000, 0);
    sandbox.clock.advance(12 * DAY);
    const failed = (await payouts()).at(-1);
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'no_account' });
    const back = await stripe.balanceTransactions.list({ type: 'payout_failure' }, stage.there);
    expect(back.data[0]?.amount).toBe(1000);
  });

  it('of another currency are converted', async () => {
    const payment_method = sandboxMethod();
    const params = { amount: 1000, currency: 'eur', customer, payment_method, confirm: true };
    await stage.stripe.paymentIntents.create(params, stage.there);
    expect((await movements())[0]).toMatchObject({ amount: 1100, currency: 'usd', exchange_rate: 1.1 });
  });
  const sandboxMethod = (): string =>
    stage.sandbox.saveMethod(stage.account, customer, '4242424242424242').id;
});

describe('an account', () => {
  it('takes no payments before it has given what is asked', async () => {
    const { stripe } = stage;
    const account = await connectAccount(stripe, 'New');
    const there = { stripeAccount: account };
    const before = await stripe.accounts.retrieve(account);
    expect([before.charges_enabled, before.requirements?.currently_due]).toEqual([
      false,
      expect.arrayContaining(['company.tax_id', 'external_account', 'representative.ssn_last_4']),
    ]);
    const params = { amount: 500, currency: 'usd' };
    await expect(stripe.paymentIntents.create(params, there)).rejects.toThrow(
      'cannot currently make charges',
    );
  });
});

describe('days', () => {
  it('of banks leave out weekends', () => {
    const friday = Date.UTC(2026, 11, 4, 12) / 1000;
    expect(new Date(addBusinessDays(friday, 1) * 1000).getUTCDay()).toBe(1);
    expect((addBusinessDays(friday, 4) - friday) / DAY).toBe(6);
  });
  it('of a month that is shorter end it', () => {
    const last = Date.UTC(2026, 0, 31) / 1000;
    expect(new Date(addMonths(last, 1) * 1000).toISOString().slice(0, 10)).toBe('2026-02-28');
    expect(new Date(addMonths(last, 2) * 1000).toISOString().slice(0, 10)).toBe('2026-03-31');
  });
});
