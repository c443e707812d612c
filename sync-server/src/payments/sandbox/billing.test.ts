/** The association's own bill: trial, invoices, dunning, cancelling, on the sandbox's clock. */
import { openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DAY = 86_400;
let stage: StripeStage;
let customer = '';
let prices: readonly string[] = [];

async function price(key: string, unit_amount: number): Promise<string> {
  const made = await stage.stripe.prices.create({
    currency: 'usd',
    unit_amount,
    lookup_key: key,
    recurring: { interval: 'month' },
    product_data: { name: key },
  });
  return made.id;
}

beforeEach(async () => {
  stage = await openStripeStage();
  customer = (await stage.stripe.customers.create({ name: 'Willow Creek' })).id;
  prices = [await price('communitrak_base', 2900), await price('communitrak_household', 10)];
});
afterEach(() => stage.close());

const save = (number: string): string => stage.sandbox.saveMethod(undefined, customer, number).id;

async function subscribe(number: string | undefined, more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  return stage.stripe.subscriptions.create({
    customer,
    items: prices.map((it, index) => ({ price: it, quantity: index === 0 ? 1 : 100 })),
    trial_period_days: 14,
    ...(number === undefined ? {} : { default_payment_method: save(number) }),
    ...more,
  });
}

const invoices = async () => (await stage.stripe.invoices.list({ customer, limit: 100 })).data;
const read = (id: string) => stage.stripe.subscriptions.retrieve(id);
const days = (count: number): void => stage.sandbox.clock.advance(count * DAY);
const types = async () => (await stage.stripe.events.list({ limit: 100 })).data.map(({ type }) => type);

describe('a subscription', () => {
  it('is on trial for 14 days, then charged each month: 100 households are $39.00', async () => {
    const { id, status, trial_end: end, trial_start: start } = await subscribe('4242424242424242');
    expect([status, ((end ?? 0) - (start ?? 0)) / DAY]).toEqual(['trialing', 14]);
    expect((await invoices()).map(({ total, status: it }) => [total, it])).toEqual([[0, 'paid']]);
    days(12);
    expect(await types()).toContain('customer.subscription.trial_will_end');
    days(2);
    expect((await read(id)).status).toBe('active');
    expect((await invoices())[0]?.status).toBe('draft');
    days(1);
    const [first] = await invoices();
    expect(first).toMatchObject({
      total: 3900,
      amount_paid: 3900,
      status: 'paid',
      billing_reason: 'subscription_cycle',
    });
    expect(first?.parent?.subscription_details?.subscription).toBe(id);
    days(31);
    expect((await invoices()).map(({ total }) => total)).toEqual([3900, 3900, 0]);
    const paid = await stage.stripe.invoices.retrieve(first?.id ?? '', { expand: ['payments'] });
    expect(paid.payments?.data[0]).toMatchObject({ status: 'paid', amount_paid: 3900 });
  });

  it('not paid, it is past due, tried four times and then unpaid; paying makes it active', async () => {
    const { id } = await subscribe('4000000000000341');
    days(15);
    expect((await read(id)).status).toBe('past_due');
    expect((await invoices())[0]).toMatchObject({ status: 'open', attempt_count: 1 });
    days(16);
    expect((await read(id)).status).toBe('unpaid');
    const [open] = await invoices();
    expect(open).toMatchObject({ attempt_count: 4, next_payment_attempt: null });
    const failed = (await types()).filter((type) => type === 'invoice.payment_failed');
    expect(failed.length).toBe(4);
    await expect(stage.stripe.invoices.pay(open?.id ?? '')).rejects.toMatchObject({ code: 'card_declined' });
    await stage.stripe.invoices.pay(open?.id ?? '', { payment_method: save('4242424242424242') });
    expect((await read(id)).status).toBe('active');
  });

  it('a new default method is taken at the next attempt', async () => {
    const { id } = await subscribe('4000000000000341');
    days(15);
    await stage.stripe.subscriptions.update(id, { default_payment_method: save('4242424242424242') });
    days(4);
    expect((await read(id)).status).toBe('active');
    expect((await invoices())[0]?.status).toBe('paid');
  });

  it('without a method its invoice stays open', async () => {
    const { id } = await subscribe(undefined);
    days(15);
    expect((await read(id)).status).toBe('past_due');
    const [open] = await invoices();
    await expect(stage.stripe.invoices.pay(open?.id ?? '')).rejects.toThrow('default_payment_method');
  });

  it('a bank account is debited over days', async () => {
    const { id } = await subscribe('000123456789');
    days(15);
    expect([(await read(id)).status, (await invoices())[0]?.status]).toEqual(['active', 'open']);
    days(7);
    expect((await invoices())[0]?.status).toBe('paid');
  });

  it('cancelled at the end of its term runs until then; ended, it is not charged any more', async () => {
    const { id } = await subscribe('4242424242424242');
    days(15);
    const updated = await stage.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect([updated.status, updated.cancel_at]).toEqual([
      'active',
      updated.items.data[0]?.current_period_end,
    ]);
    days(32);
    expect((await read(id)).status).toBe('canceled');
    days(60);
    expect((await invoices()).length).toBe(2);
    expect(await types()).toContain('customer.subscription.deleted');
  });

  it('is ended at once when asked', async () => {
    const { id } = await subscribe('4242424242424242');
    expect((await stage.stripe.subscriptions.cancel(id)).status).toBe('canceled');
    days(60);
    expect((await invoices()).length).toBe(1);
  });

  it('a changed quantity counts from the next invoice; proration is refused in words', async () => {
    const { id, items } = await subscribe('4242424242424242');
    const item = items.data[1]?.id ?? '';
    await expect(stage.stripe.subscriptionItems.update(item, { quantity: 120 })).rejects.toThrow(
      'prorations',
    );
    await stage.stripe.subscriptionItems.update(item, { quantity: 120, proration_behavior: 'none' });
    await stage.stripe.subscriptions.update(id, {
      items: [{ id: item, quantity: 200 }],
      proration_behavior: 'none',
    });
    days(15);
    expect((await invoices())[0]?.total).toBe(4900);
  });

  it('its trial may be ended now', async () => {
    const { id } = await subscribe('4242424242424242');
    await stage.stripe.subscriptions.update(id, { trial_end: 'now' });
    days(1);
    expect((await invoices())[0]).toMatchObject({ total: 3900, status: 'paid' });
    days(14);
    expect((await invoices()).length).toBe(2);
  });
});

describe('prices', () => {
  it('are found by their lookup key, which one price has', async () => {
    const found = await stage.stripe.prices.list({ lookup_keys: ['communitrak_base'] });
    expect(found.data.map(({ id }) => id)).toEqual([prices[0]]);
    const again = {
      currency: 'usd',
      unit_amount: 1,
      lookup_key: 'communitrak_base',
      product_data: { name: 'x' },
    };
    await expect(stage.stripe.prices.create(again)).rejects.toThrow('already uses that lookup key');
  });
});
