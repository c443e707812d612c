/** The hosted pages, as a browser without scripts uses them. */
import { connectAccount, openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { html } from './pages/html.ts';
import { isCardNumber } from './money/test-numbers.ts';
import { EN } from './pages/words-en.ts';
import { ES } from './pages/words-es.ts';

let stage: StripeStage;
let customer = '';
beforeAll(async () => {
  stage = await openStripeStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  customer = (await stage.stripe.customers.create({ name: 'Ada', email: 'ada@example.com' }, stage.there)).id;
});

interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string;
}

/** @param form what is sent; without it, the page is opened */
async function visit(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
  const answer = await fetch(new URL(url, stage.sandbox.url), {
    redirect: 'manual',
    headers: { 'Accept-Language': 'en' },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

async function open(
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    customer,
    success_url: 'http://127.0.0.1:1/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:1/back',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 10_450, product_data: { name: '<b>Dues</b>' } },
      },
    ],
    payment_intent_data: { application_fee_amount: 450, metadata: { payment: 'p1' } },
    ...more,
  };
  return stage.stripe.checkout.sessions.create(params, stage.there);
}

const setup = () =>
  stage.stripe.checkout.sessions.create(
    { mode: 'setup', currency: 'usd', customer, success_url: 'http://127.0.0.1:1/saved' },
    stage.there,
  );
const read = (id: string) => stage.stripe.checkout.sessions.retrieve(id, {}, stage.there);
const methods = async () => (await stage.stripe.customers.listPaymentMethods(customer, {}, stage.there)).data;
const idOf = (it: { readonly id: string } | string | null): string =>
  typeof it === 'object' ? (it?.id ?? '') : it;
const card = (number: string, more = {}): Record<string, string> => ({ way: 'card', number, ...more });

describe('the payment page', () => {
  it('says what is paid to whom, that it is a sandbox, and reads no text as markup', async () => {
    const { url } = await open();
    const page = await visit(url ?? '');
    expect(page.text).toContain('$104.50');
    expect(page.text).toContain('Willow Creek HOA');
    expect(page.text).toContain(EN.sandbox);
    expect(page.text).toContain('&lt;b&gt;Dues');
    expect(page.text).not.toContain('<b>Dues');
    expect(html`${'"'}&`.text).toBe('&quot;&');
  });

  it('speaks Spanish when the session does', async () => {
    const { url } = await open({ locale: 'es' });
    expect((await visit(url ?? '')).text).toContain(ES.sandbox);
  });

  it('takes a card, returns the browser, and is over', async () => {
    const { id, url } = await open();
    const done = await visit(url ?? '', card('4242 4242 4242 4242'));
    expect([done.status, done.location]).toEqual([303, `http://127.0.0.1:1/paid?session=${id}`]);
    const session = await read(id);
    expect([session.status, session.payment_status, session.url]).toEqual(['complete', 'paid', null]);
    const intent = await stage.stripe.paymentIntents.retrieve(idOf(session.payment_intent), {}, stage.there);
    expect(intent).toMatchObject({
      amount: 10_450,
      application_fee_amount: 450,
      metadata: { payment: 'p1' },
    });
    expect((await visit(url ?? '')).status).toBe(410);
    expect(await methods()).toEqual([]);
  });

  it('keeps of a number brand and last four, and saves the method when told so', async () => {
    const { url } = await open();
    await visit(url ?? '', card('5555555555554444', { keep: 'on' }));
    expect(await methods()).toMatchObject([{ card: { brand: 'mastercard', last4: '4444' } }]);
    const again = await open();
    const [method] = await methods();
    expect((await visit(again.url ?? '')).text).toContain('Mastercard ···· 4444');
    await visit(again.url ?? '', { way: method?.id ?? '' });
    expect((await read(again.id)).payment_status).toBe('paid');
  });

  it('after a decline another card may be tried: one intent, two charges', async () => {
    const { id, url } = await open();
    const declined = await visit(url ?? '', card('4000000000000002'));
    expect([declined.status, declined.text]).toEqual([402, expect.stringContaining(EN.card_declined)]);
    await visit(url ?? '', card('4242424242424242'));
    const { payment_intent } = await read(id);
    const charges = await stage.stripe.charges.list({ payment_intent: idOf(payment_intent) }, stage.there);
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  it('asks the bank for authorization, and takes no for an answer', async () => {
    const { id, url } = await open();
    const ask = await visit(url ?? '', card('4000002500003155', { keep: 'on' }));
    expect(ask.location).toContain('/authorize/');
    const no = await visit(ask.location, { answer: 'fail' });
    expect((await visit(no.location)).text).toContain(EN.payment_intent_authentication_failure);
    const again = await visit(url ?? '', card('4000002500003155', { keep: 'on' }));
    const yes = await visit(again.location, { answer: 'authorize' });
    expect(yes.location).toContain('/paid');
    expect((await read(id)).payment_status).toBe('paid');
    // Authorized once and saved, it is charged later without asking.
    const params = { amount: 500, currency: 'usd', customer, confirm: true, off_session: true };
    const payment_method = (await methods())[0]?.id ?? '';
    const later = await stage.stripe.paymentIntents.create({ ...params, payment_method }, stage.there);
    expect(later.status).toBe('succeeded');
  });

  it('a bank account is unpaid at first, and the session says so when it is', async () => {
    const { id, url } = await open();
    await visit(url ?? '', { way: 'us_bank_account', routing: '110000000', account: '000123456789' });
    expect(await read(id)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    stage.sandbox.clock.advance(7 * 86_400);
    expect((await read(id)).payment_status).toBe('paid');
    const [event] = (
      await stage.stripe.events.list({ type: 'checkout.session.async_payment_succeeded' }, stage.there)
    ).data;
    expect(event?.data.object).toMatchObject({ id });
  });

  it.each([
    [card('4242424242424241'), EN.invalidNumber],
    [card('4111111111111111'), EN.realNumber],
    [card(''), EN.invalidNumber],
    [card('4242424242424242', { expiry: '11/26' }), EN.invalidExpiry],
    [card('4242424242424242', { expiry: '13/34' }), EN.invalidExpiry],
    [card('4242424242424242', { cvc: '' }), EN.invalidCvc],
    [{}, EN.choose],
    [{ way: 'us_bank_account', routing: '1', account: '000123456789' }, EN.invalidRouting],
    [{ way: 'us_bank_account', routing: '110000000', account: '1' }, EN.invalidBank],
  ])('%j is refused in words', async (form, words) => {
    const { url } = await open();
    const page = await visit(url ?? '', form);
    expect([page.status, page.text]).toEqual([422, expect.stringContaining(words)]);
  });

  it('an expired session, another account’s and none are no pages', async () => {
    const { id, url } = await open();
    await stage.stripe.checkout.sessions.expire(id, {}, stage.there);
    expect((await visit(url ?? '')).status).toBe(410);
    expect((await visit(`/checkout/platform/${id}`)).status).toBe(404);
    expect((await visit('/checkout/none/none')).status).toBe(404);
    expect((await visit('/')).status).toBe(404);
  });
});

describe('saving a method', () => {
  it('saves a card that later declines, and one authorized; refuses a declined one', async () => {
    const first = await setup();
    expect((await visit(first.url ?? '', card('4000000000000002'))).text).toContain(EN.card_declined);
    await visit(first.url ?? '', card('4000000000000341'));
    const second = await setup();
    const ask = await visit(second.url ?? '', card('4000002500003155'));
    expect((await visit(ask.location)).text).toContain(EN.authorize);
    await visit(ask.location, { answer: 'authorize' });
    const saved = await stage.stripe.setupIntents.retrieve(idOf(second.setup_intent), {}, stage.there);
    expect(saved.status).toBe('succeeded');
    expect((await methods()).map((it) => it.card?.last4)).toEqual(['3155', '0341']);
  });
});

describe('the portal', () => {
  const portal = async (): Promise<string> => {
    await stage.stripe.billingPortal.configurations.create(
      { features: { payment_method_update: { enabled: true }, invoice_history: { enabled: true } } },
      stage.there,
    );
    const params = { customer, return_url: 'http://127.0.0.1:1/methods' };
    return (await stage.stripe.billingPortal.sessions.create(params, stage.there)).url;
  };

  it('adds a method, makes it the default, removes it', async () => {
    const url = await portal();
    expect((await visit(url)).text).toContain(EN.noMethods);
    const added = await visit(`${url}?add=1`, card('4242424242424242', { do: 'add' }));
    expect((await visit(added.location)).text).toContain('Visa ···· 4242');
    const [method] = await methods();
    await visit(url, { do: 'default', method: method?.id ?? '' });
    const before = await stage.stripe.customers.retrieve(customer, {}, stage.there);
    expect(before).toMatchObject({ invoice_settings: { default_payment_method: method?.id } });
    await visit(url, { do: 'remove', method: method?.id ?? '' });
    expect(await methods()).toEqual([]);
    const after = await stage.stripe.customers.retrieve(customer, {}, stage.there);
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });
});

describe('onboarding', () => {
  const link = async (account: string): Promise<string> =>
    (
      await stage.stripe.accountLinks.create({
        account,
        type: 'account_onboarding',
        refresh_url: 'http://127.0.0.1:1/again',
        return_url: 'http://127.0.0.1:1/onboarded',
      })
    ).url;
  const whole = {
    displayName: 'Harbor Point',
    legalName: 'Harbor Point Association, Inc.',
    structure: 'incorporated_non_profit',
    ein: '00-0000000',
    phone: '+1 415 555 0132',
    street: '1 Pier',
    city: 'San Diego',
    state: 'CA',
    zip: '92101',
    firstName: 'Jo',
    lastName: 'Roe',
    role: 'President',
    born: '1970-01-31',
    ssn: '6789',
    representativeEmail: 'jo@example.com',
    representativePhone: '+1 415 555 0133',
    way: 'bank',
    routing: '110000000',
    account: '000123456789',
    accepted: 'on',
    do: 'finish',
  };

  it('opens once, asks for what is missing, and then takes payments', async () => {
    const account = await connectAccount(stage.stripe, 'Harbor Point');
    const url = await link(account);
    const form = (await visit(url)).location;
    expect((await visit(url)).location).toBe('http://127.0.0.1:1/again');
    const part = await visit(form, { ...whole, ein: '12', legalName: '' });
    expect([part.status, part.text]).toEqual([422, expect.stringContaining(EN.invalidEin)]);
    expect((await visit(form, whole)).location).toBe('http://127.0.0.1:1/onboarded');
    const after = await stage.stripe.accounts.retrieve(account);
    expect(after).toMatchObject({ charges_enabled: true, payouts_enabled: true, details_submitted: true });
    expect(after.external_accounts?.data).toMatchObject([{ object: 'bank_account', last4: '6789' }]);
    // Nothing of the representative's number or birth is kept, nor of the EIN.
    expect(JSON.stringify(after)).not.toMatch(/1970|000000000|Roe/);
  });

  it('may be finished later; credit and prepaid cards are refused, a debit card is taken', async () => {
    const account = await connectAccount(stage.stripe, 'Harbor Point');
    const form = (await visit(await link(account))).location;
    const byCard = (number: string) => ({ ...whole, way: 'card', number });
    for (const number of ['4242424242424242', '5105105105105100']) {
      expect((await visit(form, byCard(number))).text).toContain(EN.notDebit);
    }
    await visit(form, { ...whole, ssn: '', account: '', accepted: '', do: 'later' });
    const before = await stage.stripe.accounts.retrieve(account);
    expect(before.requirements?.currently_due).toEqual([
      'representative.ssn_last_4',
      'tos_acceptance.date',
      'external_account',
    ]);
    await visit(form, { ssn: '0000', accepted: 'on', way: 'card', number: '4000056655665556', do: 'finish' });
    const after = await stage.stripe.accounts.retrieve(account);
    expect([after.charges_enabled, after.external_accounts?.data[0]]).toMatchObject([
      true,
      { object: 'card', brand: 'Visa', last4: '5556', funding: 'debit' },
    ]);
  });

  it('an EIN that does not match stays due, with the reason', async () => {
    const account = await connectAccount(stage.stripe, 'Harbor Point');
    const form = (await visit(await link(account))).location;
    await visit(form, { ...whole, ein: '111111111' });
    const { charges_enabled, requirements } = await stage.stripe.accounts.retrieve(account);
    expect([charges_enabled, requirements?.currently_due]).toEqual([false, ['company.tax_id']]);
    expect(requirements?.errors?.[0]?.code).toBe('verification_failed_tax_id_match');
    expect((await visit(form)).text).toContain(EN.einMismatch);
    await visit(form, { ...whole });
    expect((await stage.stripe.accounts.retrieve(account)).charges_enabled).toBe(true);
  });

  it('a link that is too old leads to where a new one is made', async () => {
    const url = await link(stage.account);
    stage.sandbox.clock.advance(600);
    expect((await visit(url)).location).toBe('http://127.0.0.1:1/again');
  });
});

describe('an invoice’s page', () => {
  it('shows what is owed and takes a payment', async () => {
    const { stripe, sandbox } = stage;
    const owner = (await stripe.customers.create({ name: 'Harbor Point' })).id;
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2900,
      recurring: { interval: 'month' },
      product_data: { name: 'Communitrak' },
    });
    await stripe.subscriptions.create({
      customer: owner,
      items: [{ price: price.id }],
      trial_period_days: 14,
    });
    sandbox.clock.advance(15 * 86_400);
    const [invoice] = (await stripe.invoices.list({ customer: owner })).data;
    const url = invoice?.hosted_invoice_url ?? '';
    const page = await visit(url);
    expect(page.text).toContain('$29.00');
    expect((await visit(url, card('4000000000000341'))).text).toContain(EN.declinedOther);
    expect((await visit(url, card('4242424242424242'))).status).toBe(303);
    expect((await visit(url)).text).toContain(EN.paidThanks);
  });
});

describe('the dashboard', () => {
  it('shows accounts, payouts and events, and moves the clock', async () => {
    const page = await visit('/sandbox');
    expect(page.text).toContain('Willow Creek HOA');
    expect(page.text).toContain('customer.created');
    const before = stage.sandbox.clock.now();
    const answer = await fetch(`${stage.sandbox.url}/sandbox/clock`, {
      method: 'POST',
      headers: { Accept: 'text/html' },
      redirect: 'manual',
      body: new URLSearchParams({ advance: '86400' }),
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sandbox']);
    expect(stage.sandbox.clock.now() - before).toBeGreaterThanOrEqual(86_400);
  });
});

describe('card numbers', () => {
  it.each([
    ['4242 4242 4242 4242', true],
    ['378282246310005', true],
    ['4242424242424241', false],
    ['42', false],
    ['x', false],
  ])('%s: %s', (number, right) => {
    expect(isCardNumber(number)).toBe(right);
  });
});
