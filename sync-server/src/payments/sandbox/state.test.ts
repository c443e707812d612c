/** What the sandbox finds again after a restart, and what its program reads of the environment. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf, openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAgenda } from './core/clock.ts';
import { createSandbox } from './create-sandbox.ts';
import { readEnvironment } from './environment.ts';

const DAY = 86_400;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pay = { amount: 1045, currency: 'usd', confirm: true, off_session: true, application_fee_amount: 45 };

describe('a file', () => {
  it('keeps everything: objects, what falls due, the clock, idempotency keys', async () => {
    const path = join(folder, 'state', 'sandbox.jsonl');
    const stage = await openStripeStage({ path });
    const { account, there } = stage;
    const customer = (await stage.stripe.customers.create({ name: 'Ada' }, there)).id;
    const payment_method = stage.sandbox.saveMethod(account, customer, '000123456789').id;
    const key = { ...there, idempotencyKey: 'k' };
    const intent = await stage.stripe.paymentIntents.create({ ...pay, customer, payment_method }, key);
    stage.sandbox.clock.advance(3600);
    const ahead = stage.sandbox.clock.ahead();
    await stage.close();
    // The machine stopped in the middle of a line.
    appendFileSync(path, '["","customers",9,{"id":"cus_ha');

    const sandbox = await createSandbox({ path });
    const stripe = clientOf(sandbox.url);
    expect(sandbox.clock.ahead()).toBe(ahead);
    const again = await stripe.paymentIntents.create({ ...pay, customer, payment_method }, key);
    expect([again.id, again.lastResponse.headers['idempotent-replayed']]).toEqual([intent.id, 'true']);
    sandbox.clock.advance(7 * DAY);
    expect((await stripe.paymentIntents.retrieve(intent.id, {}, there)).status).toBe('succeeded');
    sandbox.clock.advance(10 * DAY);
    expect((await stripe.payouts.list({}, there)).data).toMatchObject([{ amount: 1000 }]);
    await sandbox.close();
  });

  it('holds no number that was typed in', async () => {
    const path = join(folder, 'sandbox.jsonl');
    const stage = await openStripeStage({ path });
    const customer = (await stage.stripe.customers.create({}, stage.there)).id;
    const session = await stage.stripe.checkout.sessions.create(
      { mode: 'setup', currency: 'usd', customer, success_url: 'http://127.0.0.1:1/' },
      stage.there,
    );
    const body = new URLSearchParams({ way: 'card', number: '4242424242424242', cvc: '987' });
    await fetch(session.url ?? '', { method: 'POST', body, redirect: 'manual' });
    await stage.close();
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('"last4":"4242"');
    expect(text).not.toMatch(/42424242424242|987"|000123456789|1970-01-01/);
  });

  it('what was not delivered goes out after a restart', async () => {
    const path = join(folder, 'sandbox.jsonl');
    const taken: string[] = [];
    const ear = createServer((req, res) => {
      req.resume().on('end', () => {
        taken.push(req.url ?? '');
        res.end();
      });
    });
    await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve));
    const address = ear.address();
    const url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/hook`;
    const webhooks = { connect: { url, secret: 'whsec_x' } };
    const first = await openStripeStage({ path, webhooks, timing: { firstMs: 60_000 } });
    await first.close();
    expect(taken).toEqual([]);
    const second = await createSandbox({ path, webhooks, timing: { firstMs: 1 } });
    await second.delivered();
    expect(taken.length).toBeGreaterThan(0);
    await second.close();
    const third = await createSandbox({ path, webhooks, timing: { firstMs: 1 } });
    const before = taken.length;
    await third.delivered();
    expect(taken.length).toBe(before);
    await third.close();
    ear.close();
  });
});

describe('the environment', () => {
  it('nothing set: a port of its own, memory alone', () => {
    expect(readEnvironment({})).toMatchObject({ ok: true, options: { port: 12_111, host: '127.0.0.1' } });
  });

  it('in production only where it is asked for by name', () => {
    expect(readEnvironment({ NODE_ENV: 'production' }).ok).toBe(false);
    expect(readEnvironment({ NODE_ENV: 'production', ALLOW_SANDBOX_PAYMENTS: 'yes' }).ok).toBe(true);
  });

  it('each fault is said', () => {
    const read = readEnvironment({
      STRIPE_SANDBOX_PORT: 'x',
      STRIPE_SANDBOX_WEBHOOK: 'http://127.0.0.1:1/stripe/webhook',
      STRIPE_SANDBOX_PUBLIC_URL: 'example.com',
      STRIPE_SANDBOX_AFTER_RETRIES: 'forgive',
    });
    expect(read.ok ? [] : read.faults.map((it) => it.split(' ')[0])).toEqual([
      'STRIPE_SANDBOX_PUBLIC_URL',
      'STRIPE_SANDBOX_PORT',
      'STRIPE_SANDBOX_WEBHOOK_SECRET',
      'STRIPE_SANDBOX_AFTER_RETRIES',
    ]);
  });
});

describe('the agenda', () => {
  it('gives what falls due in order, and what falls due together in the order of its planning', () => {
    const agenda = createAgenda();
    const times = [5, 3, 9, 3, 1, 7, 3, 2, 8];
    times.forEach((at, turn) => agenda.add({ at, turn, kind: 'x', id: String(turn), account: undefined }));
    const taken = times.map(() => agenda.take()).map((it) => [it?.at, it?.turn]);
    const sorted = times
      .map((at, turn) => [at, turn])
      .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
    expect(taken).toEqual(sorted);
    expect(agenda.take()).toBeUndefined();
  });
});
