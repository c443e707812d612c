/**
 * 1,000 bank payments that have succeeded at Stripe, told of by 1,000 webhooks delivered at once → every entry in the store;
 * beside the same entries put into the bare store by `_bulk_docs` in batches of 50.
 */
import { join } from 'node:path';
import Stripe from 'stripe';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { paymentEntryId, withOutcome, type Payment } from '@communitrak/domain/payments/index.ts';
import { eachOf } from '@communitrak/sync-server/payments/parts.ts';
import { clientOf } from '@communitrak/testkit/stripe-sandbox.ts';
import { bound, round, type Report } from '../report.ts';
import { BENCH_PREFIX, inFolder, startStore } from '../sync/bench-rig.ts';
import type { SyncCase } from '../sync/case.ts';
import { ASSOCIATION, startBenchServer } from '../sync/wired.ts';
import { CONNECT_SECRET, openDesk, pageOf, stripeEnv, type Desk } from './desk.ts';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1000);
const BATCH = 50;
const DAYS_S = 8 * 86_400;
const LOOK_MS = 20;
const PATIENCE_MS = 120_000;

const signer = new Stripe('sk_test_bench').webhooks;

interface Told {
  readonly payload: string;
  readonly signature: string;
}

const AT_ONCE = 16;

/** As the server would have sent it. @returns its id at Stripe */
async function atStripe({ sandbox, account, operations }: Desk, payment: Payment): Promise<string> {
  const { household, totalCents, feeCents } = payment.body;
  const known = await operations.get(`stripe-customer:${ASSOCIATION}.${household}`);
  const customer = String(known?.['customer']);
  const client = clientOf(sandbox.url);
  const there = { stripeAccount: account };
  const [method] = (await client.customers.listPaymentMethods(customer, {}, there)).data;
  const { id } = await client.paymentIntents.create(
    {
      amount: totalCents,
      currency: 'usd',
      customer,
      payment_method: method?.id ?? '',
      confirm: true,
      off_session: true,
      application_fee_amount: feeCents,
      metadata: { association: ASSOCIATION, payment: localOf(payment.id) },
    },
    there,
  );
  return id;
}

/** Payments on their way at Stripe, and then through. @returns their entries' ids */
async function onTheirWay(desk: Desk): Promise<readonly string[]> {
  const asked = desk.ask(0, EVENTS).map(({ payment }) => pageOf(payment));
  await desk.write(asked);
  const sent: Payment[] = [];
  await eachOf(asked, AT_ONCE, async (payment) => {
    const gateway = { intent: await atStripe(desk, payment), charge: '', session: '' };
    sent.push(withOutcome(payment, { state: 'processing', sentAt: isoInstant(Date.now()), gateway }));
  });
  await desk.write(sent);
  desk.sandbox.clock.advance(DAYS_S);
  return asked.map(({ id }) => paymentEntryId(id));
}

/** The events that Stripe would send, signed. */
async function eventsOf({ sandbox, account }: Desk): Promise<readonly Told[]> {
  const told: Told[] = [];
  const client = clientOf(sandbox.url);
  for await (const intent of client.paymentIntents.list({ limit: 100 }, { stripeAccount: account })) {
    const event = { id: `evt_${intent.id}`, object: 'event', type: 'payment_intent.succeeded', account };
    const payload = JSON.stringify({ ...event, data: { object: intent } }, null, 2);
    told.push({ payload, signature: signer.generateTestHeaderString({ payload, secret: CONNECT_SECRET }) });
  }
  if (told.length !== EVENTS) throw new Error(`${String(told.length)} intents`);
  return told;
}

async function entriesIn(
  storeUrl: string,
  database: string,
  bodies: boolean,
): Promise<Record<string, unknown>[]> {
  const range = `startkey="ledger-entry:home"&endkey="ledger-entry:home\ufff0"`;
  const url = `${storeUrl}/${database}/_all_docs?${bodies ? 'include_docs=true&' : ''}${encodeURI(range)}`;
  const { rows } = (await (await fetch(url)).json()) as { rows: { doc?: Record<string, unknown> }[] };
  return rows.map(({ doc = {} }) => doc);
}

const OURS = `${BENCH_PREFIX}association-${ASSOCIATION}`;

/** @returns ms until every entry is in the store */
async function deliver(url: string, storeUrl: string, told: readonly Told[]): Promise<number> {
  const started = performance.now();
  const answers = told.map(async ({ payload, signature }) => {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const answer = await fetch(`${url}/stripe/connect-webhook`, { method: 'POST', body: payload, headers });
    await answer.arrayBuffer();
    return answer.status;
  });
  const statuses = await Promise.all(answers);
  const bad = statuses.filter((status) => status !== 200);
  if (bad.length > 0) throw new Error(`${String(bad.length)} not answered with 200: ${String(bad[0])}`);
  while ((await entriesIn(storeUrl, OURS, false)).length < EVENTS) {
    if (performance.now() - started > PATIENCE_MS) throw new Error('not every entry came');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return performance.now() - started;
}

async function bulk(storeUrl: string): Promise<number> {
  const docs = (await entriesIn(storeUrl, OURS, true)).map(({ _rev, ...doc }) => doc);
  const into = `${storeUrl}/${BENCH_PREFIX}bare`;
  await fetch(into, { method: 'PUT' });
  const started = performance.now();
  for (let at = 0; at < docs.length; at += BATCH) {
    const body = JSON.stringify({ docs: docs.slice(at, at + BATCH) });
    const headers = { 'content-type': 'application/json' };
    await (await fetch(`${into}/_bulk_docs`, { method: 'POST', headers, body })).text();
  }
  return performance.now() - started;
}

async function run(report: Report): Promise<void> {
  await inFolder(async (folder) => {
    const store = await startStore(join(folder, 'store'));
    const desk = await openDesk(store.url);
    const entries = await onTheirWay(desk);
    const told = await eventsOf(desk);
    await desk.stage.close();
    const server = await startBenchServer(store.url, stripeEnv(desk.sandbox.url));
    const ours = await deliver(server.url, store.url, told);
    const peer = await bulk(store.url);
    await server.stop();
    await desk.sandbox.close();
    await store.stop();
    if (new Set(entries.map(localOf)).size !== EVENTS) throw new Error('entries are not one a payment');
    report({
      bench: 'payments-webhooks',
      case: `${String(EVENTS)} webhooks at once, each answered with 200 → every entry in the store`,
      value: round(ours, 0),
      unit: 'ms',
      peer: `the same entries by bare _bulk_docs in batches of ${String(BATCH)}`,
      peerValue: round(peer, 0),
      ratio: round(peer / ours),
      ...bound(ours / peer, '<=', 3, 'times its time'),
    });
  });
}

export const webhooksCase: SyncCase = { name: 'webhooks', run };
