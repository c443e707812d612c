/** How the sandbox speaks: parameters, errors, idempotency, lists, expansion, faults, as Stripe does it. */
import { clientOf, openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseForm } from './api/form.ts';

const DAY = 86_400;
let stage: StripeStage;
let customer = '';
beforeAll(async () => {
  stage = await openStripeStage();
  customer = (await stage.stripe.customers.create({ name: 'Ada' }, stage.there)).id;
});
afterAll(() => stage.close());
afterEach(() => stage.sandbox.setFaults({}));

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: Readonly<Record<string, unknown>>; readonly id?: string };
}

interface Asked {
  readonly method?: string;
  readonly form?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(path: string, { method, form, headers }: Asked = {}): Promise<Reply> {
  const answer = await fetch(`${stage.sandbox.url}/v1/${path}`, {
    method: method ?? (form === undefined ? 'GET' : 'POST'),
    headers: { Authorization: 'Bearer sk_test_sandbox', ...headers },
    ...(form === undefined ? {} : { body: form }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Reply['body'] };
}

describe('form parameters', () => {
  it.each([
    ['a[b][c]=1', { a: { b: { c: '1' } } }],
    ['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
    ['a[]=x&a[]=y', { a: ['x', 'y'] }],
    ['a[1][b]=y&a[0][b]=x', { a: [{ b: 'x' }, { b: 'y' }] }],
    ['a%5Bb%5D=1+2%262', { a: { b: '1 2&2' } }],
    ['a=', { a: '' }],
    ['__proto__[x]=1', { ['__proto__']: { x: '1' } }],
  ])('%s', (text, value) => {
    expect(JSON.stringify(parseForm(text))).toBe(JSON.stringify(value));
  });

  it('a name that is none is refused', async () => {
    expect((await ask('customers', { form: 'a[b=1' })).status).toBe(400);
  });
});

describe('refusals', () => {
  it.each([
    ['customers', 'nickname=x', 400, 'parameter_unknown', 'nickname', 'Received unknown parameter: nickname'],
    [
      'checkout/sessions',
      'mode=payment&payment_intent_data[fee]=1',
      400,
      'parameter_unknown',
      'payment_intent_data[fee]',
      'Received unknown parameter: payment_intent_data[fee]',
    ],
    [
      'payment_intents',
      'currency=usd',
      400,
      'parameter_missing',
      'amount',
      'Missing required param: amount.',
    ],
    [
      'payment_intents',
      'amount=ten&currency=usd',
      400,
      'parameter_invalid_integer',
      'amount',
      'Invalid integer: ten',
    ],
    [
      'payment_intents',
      'amount=10.5&currency=usd',
      400,
      'parameter_invalid_integer',
      'amount',
      'Invalid integer: 10.5',
    ],
    [
      'payment_intents',
      'amount=49&currency=usd',
      400,
      'amount_too_small',
      'amount',
      'Amount must be at least $0.50 usd',
    ],
    [
      'payment_intents',
      'amount=100&currency=usd&confirm=maybe',
      400,
      undefined,
      'confirm',
      'Invalid boolean: maybe',
    ],
    [
      'payment_intents',
      'amount=100&currency=usd&customer=cus_none',
      400,
      'resource_missing',
      'customer',
      "No such customer: 'cus_none'",
    ],
    ['customers/cus_none', 'name=x', 404, 'resource_missing', 'id', "No such customer: 'cus_none'"],
    ['refunds', 'charge=ch_none', 400, 'resource_missing', 'charge', "No such charge: 'ch_none'"],
    [
      'subscriptions',
      `customer=${'cus_none'}&items[0][price]=price_none`,
      400,
      'resource_missing',
      'customer',
      "No such customer: 'cus_none'",
    ],
  ])('POST %s %s', async (path, form, status, code, param, message) => {
    const { body, status: answered } = await ask(path, { form });
    expect({ status: answered, ...body.error }).toMatchObject({
      status,
      type: 'invalid_request_error',
      param,
      message,
    });
    expect(body.error?.['code']).toBe(code);
  });

  it('another key, no key, another account, another address', async () => {
    expect((await ask('customers', { headers: { Authorization: '' } })).status).toBe(401);
    expect((await ask('customers', { headers: { Authorization: 'Bearer sk_live_x' } })).status).toBe(401);
    const basic = `Basic ${Buffer.from('sk_test_x:').toString('base64')}`;
    expect((await ask('customers', { headers: { Authorization: basic } })).status).toBe(200);
    const other = await ask('customers', { headers: { 'Stripe-Account': 'acct_none' } });
    expect([other.status, other.body.error?.['code']]).toEqual([403, 'account_invalid']);
    expect((await ask('nothing')).status).toBe(404);
    expect((await ask('customers', { method: 'DELETE' })).status).toBe(404);
  });

  it('one account does not see the objects of another, nor does the platform', async () => {
    const error = await stage.stripe.customers.retrieve(customer).catch((it: unknown) => it);
    expect(error).toMatchObject({ code: 'resource_missing', statusCode: 404 });
  });

  it('names the request, and the account', async () => {
    const { headers } = await ask('customers', { headers: { 'Stripe-Account': stage.account } });
    expect(headers.get('request-id')).toMatch(/^req_/);
    expect(headers.get('stripe-account')).toBe(stage.account);
  });
});

describe('idempotency', () => {
  const create = (key: string, form = 'name=Bob'): Promise<Reply> =>
    ask('customers', { form, headers: { 'Idempotency-Key': key } });

  it('the same key and parameters get the same answer, and nothing is done twice', async () => {
    const first = await create('k1');
    const again = await create('k1');
    expect(again.body.id).toBe(first.body.id);
    expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  });

  it('other parameters, and another address, are refused', async () => {
    await create('k2');
    expect((await create('k2', 'name=Eve')).body.error).toMatchObject({ type: 'idempotency_error' });
    const elsewhere = await ask('products', { form: 'name=Bob', headers: { 'Idempotency-Key': 'k2' } });
    expect([elsewhere.status, elsewhere.body.error?.['type']]).toEqual([400, 'idempotency_error']);
  });

  it('the same key in another account is another', async () => {
    const here = await create('k3');
    const there = await ask('customers', {
      form: 'name=Bob',
      headers: { 'Idempotency-Key': 'k3', 'Stripe-Account': stage.account },
    });
    expect(there.body.id).not.toBe(here.body.id);
  });

  it('a refused parameter keeps no answer; a declined card does', async () => {
    expect((await create('k4', 'nickname=x')).status).toBe(400);
    expect((await create('k4')).status).toBe(200);
    const { stripe, there, sandbox, account } = stage;
    const payment_method = sandbox.saveMethod(account, customer, '4000000000000341').id;
    const params = {
      amount: 500,
      currency: 'usd',
      customer,
      payment_method,
      confirm: true,
      off_session: true,
    };
    const pay = () =>
      stripe.paymentIntents.create(params, { ...there, idempotencyKey: 'k5' }).catch((it: unknown) => it);
    const [one, other] = [await pay(), await pay()] as Stripe.errors.StripeCardError[];
    expect(one?.payment_intent?.id).toBeDefined();
    expect(other?.payment_intent?.id).toBe(one?.payment_intent?.id);
  });

  it('one under way is refused with 409', async () => {
    stage.sandbox.setFaults({ requests: [{ action: 'slow', milliseconds: 200, times: 1 }] });
    const slow = create('k6');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const meanwhile = await create('k6');
    expect([meanwhile.status, meanwhile.body.error?.['code']]).toEqual([409, 'idempotency_key_in_use']);
    expect((await create('k6')).status).toBe(409);
    const first = await slow;
    expect((await create('k6')).body.id).toBe(first.body.id);
  });

  it('a key is forgotten after a day', async () => {
    const first = await create('k7');
    stage.sandbox.clock.advance(DAY + 60);
    expect((await create('k7')).body.id).not.toBe(first.body.id);
  });
});

describe('lists', () => {
  it('come newest first, in pages, within a time', async () => {
    const { stripe } = stage;
    const made: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      made.unshift((await stripe.products.create({ name })).id);
      stage.sandbox.clock.advance(10);
    }
    const first = await stripe.products.list({ limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([made.slice(0, 2), true]);
    const second = await stripe.products.list({ limit: 2, starting_after: made[1] ?? '' });
    expect(second.data[0]?.id).toBe(made[2]);
    const since = first.data[1]?.created ?? 0;
    const late = await stripe.products.list({ created: { gte: since } });
    expect(late.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const early = await stripe.products.list({ created: { lt: since } });
    expect(early.data[0]?.id).toBe(made[2]);
    const all: string[] = [];
    for await (const { id } of stripe.products.list({ limit: 1 })) all.push(id);
    expect(all.slice(0, 3)).toEqual(made);
  });

  it('refuse a cursor that is nothing and too long a page', async () => {
    expect((await ask('products?starting_after=prod_none')).body.error?.['code']).toBe('resource_missing');
    expect((await ask('products?limit=101')).status).toBe(400);
  });
});

describe('expansion', () => {
  it('puts objects where ids are, in lists too, and refuses what is none', async () => {
    const { stripe, there, sandbox, account } = stage;
    const payment_method = sandbox.saveMethod(account, customer, '4242424242424242').id;
    const intent = await stripe.paymentIntents.create(
      { amount: 500, currency: 'usd', customer, payment_method, confirm: true },
      there,
    );
    const list = await stripe.paymentIntents.list(
      { expand: ['data.latest_charge.refunds', 'data.customer'] },
      there,
    );
    expect(list.data[0]?.latest_charge).toMatchObject({ object: 'charge', refunds: { data: [] } });
    expect(list.data[0]?.customer).toMatchObject({ id: customer, name: 'Ada' });
    const wrong = stripe.paymentIntents.retrieve(intent.id, { expand: ['nothing'] }, there);
    await expect(wrong).rejects.toThrow('This property cannot be expanded (nothing).');
  });
});

describe('faults', () => {
  it.each([
    ['conflict', 409],
    ['rate', 429],
    ['error', 500],
  ] as const)('%s is answered with %i, and nothing is done', async (action, status) => {
    const before = await stage.stripe.products.list({ limit: 100 });
    stage.sandbox.setFaults({ requests: [{ action, of: 'POST /v1/products', times: 1 }] });
    expect((await ask('products', { form: 'name=x' })).status).toBe(status);
    expect((await stage.stripe.products.list({ limit: 100 })).data.length).toBe(before.data.length);
    expect((await ask('products', { form: 'name=x' })).status).toBe(200);
  });

  it('close does the work and answers nothing: the same key tells what came of it', async () => {
    // The package tries once more after a closed connection, whatever it was told about retries.
    stage.sandbox.setFaults({ requests: [{ action: 'close', of: 'POST /v1/customers', times: 2 }] });
    const options = { idempotencyKey: 'closed' };
    const first = await stage.stripe.customers.create({ name: 'Cut' }, options).catch((it: unknown) => it);
    expect(first).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const again = await stage.stripe.customers.create({ name: 'Cut' }, options);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  });

  it('hang answers nothing; the client gives up', async () => {
    stage.sandbox.setFaults({ requests: [{ action: 'hang', times: 1 }] });
    const client = clientOf(stage.sandbox.url);
    await expect(client.products.list({}, { timeout: 100 })).rejects.toThrow(/timed? ?out|aborted/i);
  });

  it('over HTTP they are set, read and taken away; a wrong one is refused in words', async () => {
    const url = `${stage.sandbox.url}/sandbox/faults`;
    const send = (body: unknown) =>
      fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const plan = { requests: [{ action: 'rate', percent: 0 }] };
    expect(await (await send(plan)).json()).toEqual(plan);
    expect(await (await fetch(url)).json()).toEqual(plan);
    expect((await send({ requests: [{ action: 'explode' }] })).status).toBe(400);
    expect(await (await fetch(url, { method: 'DELETE' })).json()).toEqual({});
  });
});
