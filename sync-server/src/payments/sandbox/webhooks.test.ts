/** Webhooks: signed so that the `stripe` package takes them, at least once, to the endpoint that subscribed. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { openStripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type { StripeStage } from '@communitrak/testkit/stripe-sandbox.ts';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SECRETS = { platform: 'whsec_platform', connect: 'whsec_connect' } as const;

interface Taken {
  readonly at: keyof typeof SECRETS;
  readonly event: Stripe.Event;
}

let stage: StripeStage;
let ear: Server;
let taken: Taken[] = [];
/** What the next deliveries are answered with; 200 when there is none. */
let answers: number[] = [];

const of = (type: string): readonly Taken[] => taken.filter(({ event }) => event.type === type);

beforeEach(async () => {
  taken = [];
  answers = [];
  ear = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const at = req.url === '/platform' ? 'platform' : 'connect';
      const signature = String(req.headers['stripe-signature']);
      const payload = Buffer.concat(chunks).toString('utf8');
      taken.push({ at, event: stage.stripe.webhooks.constructEvent(payload, signature, SECRETS[at]) });
      res.writeHead(answers.shift() ?? 200);
      res.end();
    });
  });
  await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve));
  const address = ear.address();
  const base = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
  stage = await openStripeStage({ timing: { firstMs: 5, retryMs: 10 } });
  stage.sandbox.setWebhooks({
    platform: { url: `${base}/platform`, secret: SECRETS.platform },
    connect: { url: `${base}/connect`, secret: SECRETS.connect },
  });
});
afterEach(async () => {
  await stage.close();
  ear.closeAllConnections();
  ear.close();
});

const createThere = (name: string) => stage.stripe.customers.create({ name }, stage.there);

describe('webhooks', () => {
  it('of the platform and of an account go each to their own endpoint', async () => {
    await stage.stripe.customers.create({ name: 'Willow Creek' });
    const request = await createThere('Ada');
    await stage.sandbox.delivered();
    const made = of('customer.created');
    expect(Object.fromEntries(made.map(({ at, event }) => [at, event.account]))).toEqual({
      connect: stage.account,
      platform: undefined,
    });
    const [there] = made.filter(({ at }) => at === 'connect');
    expect(there?.event).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
    });
    expect(there?.event.request?.id).toBe(request.lastResponse.requestId);
    const read = await stage.stripe.events.retrieve(there?.event.id ?? '', {}, stage.there);
    expect(read.pending_webhooks).toBe(0);
  });

  it('not answered with 2xx, they come again', async () => {
    answers = [500, 404];
    await createThere('Ada');
    await stage.sandbox.delivered();
    expect(new Set(of('customer.created').map(({ event }) => event.id)).size).toBe(1);
    expect(of('customer.created').length).toBe(3);
  });

  it('a tampered payload and another secret are refused by the package', async () => {
    await createThere('Ada');
    await stage.sandbox.delivered();
    const payload = JSON.stringify(taken[0]?.event);
    const { webhooks } = stage.stripe;
    const signed = webhooks.generateTestHeaderString({ payload, secret: SECRETS.connect });
    expect(() => webhooks.constructEvent(`${payload} `, signed, SECRETS.connect)).toThrow();
    expect(() => webhooks.constructEvent(payload, signed, SECRETS.platform)).toThrow();
  });

  it('double, drop and hold', async () => {
    const { sandbox } = stage;
    sandbox.setFaults({ webhooks: [{ action: 'double', of: 'customer.', times: 1 }] });
    await createThere('Ada');
    await sandbox.delivered();
    expect(of('customer.created').length).toBe(2);
    sandbox.setFaults({ webhooks: [{ action: 'drop', times: 1 }] });
    await createThere('Bob');
    await sandbox.delivered();
    expect(of('customer.created').length).toBe(2);
    sandbox.setFaults({ webhooks: [{ action: 'hold' }] });
    await createThere('Eve');
    await createThere('Dan');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(of('customer.created').length).toBe(2);
    sandbox.setFaults({});
    await sandbox.delivered();
    expect(of('customer.created').length).toBe(4);
  });

  it('shuffled, they overtake one another', async () => {
    stage.sandbox.setFaults({ webhooks: [{ action: 'shuffle', milliseconds: 50 }] });
    for (let at = 0; at < 20; at += 1) await createThere(String(at));
    await stage.sandbox.delivered();
    const names = of('customer.created').map(({ event }) => (event.data.object as Stripe.Customer).name);
    expect(names.length).toBe(20);
    expect(names).not.toEqual(Array.from(names.keys()).map(String));
  });

  it('the clock moved on, what waited for another attempt goes out', async () => {
    await stage.close();
    stage = await openStripeStage({ timing: { firstMs: 5, retryMs: 60_000 } });
    const address = ear.address();
    const url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/connect`;
    stage.sandbox.setWebhooks({ connect: { url, secret: SECRETS.connect } });
    answers = [503];
    await createThere('Ada');
    await expect.poll(() => of('customer.created').length).toBe(1);
    stage.sandbox.clock.advance(3600);
    await stage.sandbox.delivered();
    expect(of('customer.created').length).toBe(2);
  });
});
