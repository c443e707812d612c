/** The whole server at the stand-in for Stripe: the leaders' ways to its pages by HTTP, and its signed events back. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBooks, firstBooks } from '@communitrak/domain/ledger/index.ts';
import { createService } from '@communitrak/domain/billing/index.ts';
import { createSandbox, type Sandbox } from '@communitrak/sync-server/payments/sandbox/create-sandbox.ts';
import { associationDatabase } from '../../support/reactions-rig.ts';
import { writeAll } from '../../support/sync-rig.ts';
import { openTestServer, type Client, type TestServer } from '../../support/test-server.ts';

const PATIENCE_MS = 20_000;
let sandbox: Sandbox;
let rig: TestServer;
let office: Client;
let lead: Client;

beforeAll(async () => {
  sandbox = await createSandbox({ timing: { firstMs: 1, retryMs: 50 } });
  rig = await openTestServer({}, undefined, {
    STRIPE_SECRET_KEY: 'sk_test_server',
    STRIPE_WEBHOOK_SECRET: 'whsec_platform',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
    STRIPE_API_BASE: sandbox.url,
  });
  sandbox.setWebhooks({
    platform: { url: `${rig.url}/stripe/webhook`, secret: 'whsec_platform' },
    connect: { url: `${rig.url}/stripe/connect-webhook`, secret: 'whsec_connect' },
  });
  await writeAll(rig.server.sync, rig.small.association, [createBooks(firstBooks('USD'))]);
  [office, lead] = [await rig.as('office'), await rig.as('lead')];
}, 60_000);
afterAll(async () => {
  await rig.close();
  await sandbox.close();
});

const post = (client: Client, path: string, body: unknown = {}) =>
  client.inAssociation('POST', `/payments/${path}`, body);
async function bodyOf(id: string): Promise<Readonly<Record<string, unknown>>> {
  const database = await associationDatabase(rig.opened.store, rig.small.association);
  const body = (await database.get(id))?.['body'];
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

test('an account is begun by HTTP, filled in at Stripe, and open when its signed event has come', async () => {
  const answer = await post(office, 'account/onboarding');
  expect(answer).toMatchObject({ status: 200, body: { url: expect.stringContaining('/onboarding/') } });
  expect(await bodyOf('payment-account:main')).toMatchObject({ state: 'onboarding' });
  sandbox.completeAccount(String((await bodyOf('payment-account:main'))['account']));
  await sandbox.delivered();
  await vi.waitFor(async () => {
    expect(await bodyOf('payment-account:main')).toMatchObject({ state: 'active' });
    expect(await bodyOf('payment-status:main')).toMatchObject({ open: true, mode: 'sandbox' });
  }, PATIENCE_MS);
  expect((await post(office, 'account/refresh')).status).toBe(204);
}, 60_000);

test('the bill is paid on Stripe’s page, also by an association that is suspended for it', async () => {
  const { association } = rig.small;
  const suspended = createService({ state: 'suspended', since: '2026-01-01', until: '' });
  await writeAll(rig.server.sync, association, [suspended]);
  const { status, body } = await post(office, 'billing/method');
  expect(status).toBe(200);
  const fields = { way: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123', zip: '94107' };
  await fetch((body as { readonly url: string }).url, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, name: 'Jenny Rosen' }),
    redirect: 'manual',
  });
  await sandbox.delivered();
  await vi.waitFor(async () => {
    expect(await bodyOf('subscription:main')).toMatchObject({ method: { brand: 'visa', last4: '4242' } });
    expect(await bodyOf('service:main')).toMatchObject({ state: 'trial' });
  }, PATIENCE_MS);
  expect((await post(office, 'billing/portal')).status).toBe(200);
  expect((await post(lead, 'billing/cancel', { cancel: true })).status).toBe(204);
  expect(await bodyOf('subscription:main')).toMatchObject({ cancelAtEnd: true });
  expect((await post(lead, 'billing/cancel', { cancel: false })).status).toBe(204);
}, 60_000);

test('a resident is told that there is nothing; a field more than none is refused; a stranger stays out', async () => {
  const head = await rig.as('head');
  const cancel = await post(head, 'billing/cancel', { cancel: true });
  expect(cancel).toMatchObject({ status: 404, body: { problem: 'not-found' } });
  for (const path of ['account/onboarding', 'account/refresh', 'billing/method', 'billing/portal'])
    expect(await post(head, path), path).toMatchObject({ status: 404, body: { problem: 'not-found' } });
  expect(await post(office, 'billing/cancel')).toMatchObject({ status: 400 });
  const card = { number: '4242424242424242' };
  expect(await post(office, 'billing/method', card)).toMatchObject({ status: 400 });
  expect(rig.lines.join('')).not.toContain('4242424242424242');
  const open = await fetch(`${rig.url}/a/${rig.small.association}/payments/billing/method`, {
    method: 'POST',
  });
  expect([401, 403, 415]).toContain(open.status);
});
