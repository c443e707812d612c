/**
 * Every kind of object that the sandbox answers has the fields of Stripe's own sample of it (tests/fixtures/stripe-samples.json:
 * Stripe's published fixtures, API of August 2026, MIT), with the same types; and none that Stripe's types do not know.
 */
import { readFileSync } from 'node:fs';
import { connectAccount, openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DAY = 86_400;

type Shape = Readonly<Record<string, unknown>>;

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;

const samples: unknown = JSON.parse(
  readFileSync(new URL('../../../../tests/fixtures/stripe-samples.json', import.meta.url), 'utf8'),
);

/** Fields that Stripe has by type of object or only sometimes, beyond those of the sample. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  account: ['company', 'type'],
  bank_account: [
    'account',
    'available_payout_methods',
    'default_for_currency',
    'future_requirements',
    'requirements',
  ],
  customer: ['customer_account'],
  setup_intent: ['customer_account'],
  card: ['account', 'available_payout_methods', 'currency', 'default_for_currency'],
  event: ['account'],
  payment_method: ['us_bank_account'],
  refund: ['failure_balance_transaction', 'failure_reason'],
};

/** Fields of a sample that an object has only sometimes: asked for with `expand`, or by its type. */
const SOMETIMES: Readonly<Record<string, readonly string[]>> = {
  charge: ['refunds'],
  payment_method: ['card'],
};

/** Whose keys are free, or differ by type: only their own type is compared. */
const FREE = new Set([
  'metadata',
  'payment_method_options',
  'payment_method_details',
  'destination_details',
  'capabilities',
  'controller',
  'data.object',
  'next_action',
  'last_payment_error',
  'parent',
  'pricing',
  'status_details',
  'networks',
]);

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

function compare(sample: unknown, answered: unknown, path: string, found: string[]): void {
  if (sample === null || answered === null) return;
  if (kindOf(sample) !== kindOf(answered)) {
    found.push(`${path}: ${kindOf(answered)} instead of ${kindOf(sample)}`);
    return;
  }
  if (FREE.has(path) || FREE.has(path.split('.').at(-1) ?? '')) return;
  if (Array.isArray(sample) && Array.isArray(answered)) {
    if (sample.length > 0 && answered.length > 0) compare(sample[0], answered[0], `${path}[0]`, found);
    return;
  }
  if (!isShape(sample) || !isShape(answered)) return;
  for (const [key, value] of Object.entries(sample)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (key in answered) compare(value, answered[key], name, found);
    else found.push(`${name} is missing`);
  }
}

function faultsOf(kind: string, answered: Shape): readonly string[] {
  const sample = isShape(samples) ? samples[kind] : undefined;
  if (!isShape(sample)) return [`there is no sample of ${kind}`];
  const found: string[] = [];
  const sometimes = (SOMETIMES[kind] ?? []).filter((key) => !(key in answered));
  compare(
    Object.fromEntries(Object.entries(sample).filter(([key]) => !sometimes.includes(key))),
    answered,
    '',
    found,
  );
  const known = new Set([...Object.keys(sample), ...(FURTHER[kind] ?? [])]);
  for (const key of Object.keys(answered)) if (!known.has(key)) found.push(`${key} is not Stripe's`);
  return found;
}

let stage: StripeStage;
/** By kind, all that were answered. */
const seen = new Map<string, Shape[]>();

function note(value: unknown): void {
  if (Array.isArray(value)) value.forEach(note);
  if (!isShape(value)) return;
  const kind = value['object'];
  if (typeof kind === 'string' && kind !== 'list') seen.set(kind, [...(seen.get(kind) ?? []), value]);
  Object.values(value).forEach(note);
}

async function ask(path: string, account?: string): Promise<void> {
  const headers: Record<string, string> = { Authorization: 'Bearer sk_test_sandbox' };
  if (account !== undefined) headers['Stripe-Account'] = account;
  const answer = await fetch(`${stage.sandbox.url}/v1/${path}`, { headers });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  note(await answer.json());
}

async function post(path: string, form: Record<string, string>, account?: string): Promise<Shape> {
  const headers: Record<string, string> = { Authorization: 'Bearer sk_test_sandbox' };
  if (account !== undefined) headers['Stripe-Account'] = account;
  const answer = await fetch(`${stage.sandbox.url}/v1/${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  const value: unknown = await answer.json();
  if (!answer.ok || !isShape(value)) throw new Error(`${path}: ${JSON.stringify(value)}`);
  note(value);
  return value;
}

async function liveInAccount(): Promise<void> {
  const { account, sandbox } = stage;
  const customer = String((await post('customers', { email: 'ada@example.com' }, account))['id']);
  const pay = async (number: string): Promise<Shape> =>
    post(
      'payment_intents',
      {
        amount: '5000',
        currency: 'usd',
        customer,
        payment_method: sandbox.saveMethod(account, customer, number).id,
        confirm: 'true',
        off_session: 'true',
        application_fee_amount: '120',
      },
      account,
    );
  const paid = await pay('4242424242424242');
  await pay('000123456789');
  await pay('000111111116');
  await pay('4000000000000259');
  await pay('000555555559');
  await pay('4000002760003184').catch(() => undefined);
  const back = { payment_intent: String(paid['id']), amount: '1000', refund_application_fee: 'true' };
  await post('refunds', back, account);
  const line = {
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '900',
    'line_items[0][price_data][product_data][name]': 'Dues',
    'line_items[0][quantity]': '1',
  };
  const session = await post(
    'checkout/sessions',
    { mode: 'payment', customer, success_url: 'http://127.0.0.1/', ...line },
    account,
  );
  await ask(`checkout/sessions/${String(session['id'])}/line_items`, account);
  await fetch(String(session['url']), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ way: 'apple_pay' }),
  });
  const setup = { mode: 'setup', currency: 'usd', customer, success_url: 'http://127.0.0.1/' };
  const saving = await post('checkout/sessions', setup, account);
  await ask(`setup_intents/${String(saving['setup_intent'])}`, account);
  await ask(`customers/${customer}/payment_methods`, account);
}

async function billPlatform(): Promise<void> {
  const { sandbox } = stage;
  const customer = String((await post('customers', { name: 'Willow Creek' }))['id']);
  const method = sandbox.saveMethod(undefined, customer, '4242424242424242').id;
  const price = await post('prices', {
    currency: 'usd',
    unit_amount: '2900',
    'recurring[interval]': 'month',
    lookup_key: 'communitrak_base',
    'product_data[name]': 'Communitrak',
  });
  await post('subscriptions', {
    customer,
    'items[0][price]': String(price['id']),
    default_payment_method: method,
    trial_period_days: '14',
  });
  await post('billing_portal/configurations', { 'features[invoice_history][enabled]': 'true' });
  await post('billing_portal/sessions', { customer, return_url: 'http://127.0.0.1/' });
}

beforeAll(async () => {
  stage = await openStripeStage();
  const { account, sandbox, stripe } = stage;
  await liveInAccount();
  await billPlatform();
  const link = { account, refresh_url: 'http://127.0.0.1/', return_url: 'http://127.0.0.1/' };
  await post('account_links', { ...link, type: 'account_onboarding' });
  sandbox.clock.advance(20 * DAY);
  await ask(`accounts/${account}`);
  await ask(`accounts/${await connectAccount(stripe, 'New')}`);
  const lists = [
    'payment_intents',
    'charges',
    'refunds',
    'disputes',
    'balance_transactions',
    'payouts',
    'events',
  ];
  for (const path of lists) await ask(`${path}?limit=100`, account);
  for (const path of ['products', 'invoices', 'subscriptions', 'events', 'checkout/sessions']) {
    await ask(`${path}?limit=100`, path === 'checkout/sessions' ? account : undefined);
  }
  const first = (await stripe.invoices.list()).data[0]?.id ?? '';
  await ask(`invoice_payments?invoice=${first}`);
});
afterAll(() => stage.close());

describe('objects have the shape of Stripe’s samples', () => {
  it.each([
    'account',
    'account_link',
    'application_fee',
    'balance_transaction',
    'bank_account',
    'billing_portal.configuration',
    'billing_portal.session',
    'charge',
    'checkout.session',
    'customer',
    'dispute',
    'event',
    'invoice',
    'invoice_payment',
    'item',
    'line_item',
    'payment_intent',
    'payment_method',
    'payout',
    'price',
    'product',
    'refund',
    'setup_intent',
    'subscription',
    'subscription_item',
  ])('%s', (kind) => {
    const all = seen.get(kind) ?? [];
    expect(all.length).toBeGreaterThan(0);
    expect([...new Set(all.flatMap((it) => faultsOf(kind, it)))]).toEqual([]);
  });

  it('a field left out, of another type or of our own invention is said', () => {
    const [payout] = seen.get('payout') ?? [];
    const { amount: _, ...rest } = payout ?? {};
    expect(faultsOf('payout', rest)).toEqual(['amount is missing']);
    expect(faultsOf('payout', { ...payout, amount: '1' })).toEqual(['amount: string instead of number']);
    expect(faultsOf('payout', { ...payout, mine: 1 })).toEqual(["mine is not Stripe's"]);
  });
});
