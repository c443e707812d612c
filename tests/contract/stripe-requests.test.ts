/**
 * Every request that residents' payments send to Stripe, as it goes over the wire: method, path, form, headers less the key.
 * Written anew by each run and compared with the file beside it, so that each can be held against Stripe's own description
 * (https://docs.stripe.com/api). A deliberate change is taken over by running this with `-u`.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRefundRequest } from '@communitrak/domain/payments/index.ts';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import {
  aCharge,
  askedFor,
  GOOD_BANK,
  GOOD_CARD,
  openPaymentsRig,
  type PaymentsRig,
} from '../support/payments-rig.ts';
import { startRecordingProxy, type Recorded, type RecordingProxy } from '../support/recording-proxy.ts';

const DAY_S = 86_400;
let rig: PaymentsRig;
let proxy: RecordingProxy;
beforeAll(async () => {
  rig = await openPaymentsRig({
    through: async (url) => {
      proxy = await startRecordingProxy(url);
      return proxy.url;
    },
  });
}, 120_000);
afterAll(async () => {
  await rig?.close();
  await proxy?.close();
});

const who = aPrincipal('m-head', ['all', 'hh:h1', 'head:h1']);
const feb = [{ entry: 'ledger-entry:feb', cents: 5000 }];

/** One of each kind of request, in its own words; what differs from run to run has a name instead. */
function kinds(requests: readonly Recorded[]): readonly Recorded[] {
  const named = new Map<string, string>();
  const name = (id: string): string => {
    const prefix = /^(acct|cus|pi|ch|cs_test|pm|re|seti|bpc)_/.exec(id)?.[1];
    if (prefix === undefined) return id;
    const known = named.get(prefix) ?? `${prefix}_…`;
    named.set(prefix, known);
    return known;
  };
  const plain = (text: string): string =>
    text
      .replaceAll(/\b(?:acct|cus|pi|ch|cs_test|pm|re|seti|bpc)_[A-Za-z0-9]+/g, name)
      .replaceAll(/stripe-node-retry-[0-9a-f-]+/g, '<random>')
      .replaceAll(/(created\[gte\]=)\d+/g, '$1<seconds>');
  const values = (all: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [key, plain(value)]));
  const all = requests.map(({ method, path, form, headers }) => ({
    method,
    path: plain(path),
    form: values(form),
    headers: values(headers),
  }));
  const distinct = new Map(all.map((one) => [JSON.stringify(one), one]));
  return [...distinct.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

it('are these, and no others', async () => {
  const { pages } = rig.process.payments;
  // A saved card and account, a person at the page, a standing wish; what they end in.
  await pages.addMethod(who, 'h1', 'card');
  await pages.addMethod(who, 'h1', 'bank');
  await pages.portal(who, 'h1');
  const card = await rig.saveMethod(GOOD_CARD);
  const paid = askedFor({ method: card, source: 'now' });
  await rig.write(paid);
  await rig.rest();
  const refund = createRefundRequest(
    await rig.payment(paid.id),
    { cents: 4000, reason: 'Paid twice' },
    { member: 'm-office', device: 'desk' },
    Date.now(),
    0,
  );
  await rig.write(refund);
  await rig.rest();
  const bank = await rig.saveMethod(GOOD_BANK);
  const page = askedFor({ charges: feb, source: 'page' });
  await rig.write(page);
  await pages.pay(who, page.id.slice('payment:'.length));
  await pages.pay(who, page.id.slice('payment:'.length));
  await pages.leave(who, page.id.slice('payment:'.length));
  await pages.makeDefault(who, bank);
  const queued = askedFor({ charges: feb, method: bank, kind: 'bank', source: 'queued', attempt: 2 });
  await rig.write(queued);
  await rig.rest();
  rig.sandbox.clock.advance(6 * DAY_S);
  await rig.rest();
  expect((await rig.payment(queued.id)).body.outcome.state).toBe('succeeded');
  // Lost on the way, looked for, found.
  const again = askedFor(
    {
      household: 'h2',
      charges: [{ entry: 'ledger-entry:next', cents: 7000 }],
      method: await rig.saveMethod('4000000000000259', 'h2'),
    },
    'm-next',
  );
  await rig.write(aCharge('next', 7000, 'h2'));
  rig.sandbox.setFaults({
    requests: [{ action: 'close', of: 'POST /v1/payment_intents' }],
    webhooks: [{ action: 'drop' }],
  });
  await rig.write(again);
  await rig.rest();
  rig.sandbox.setFaults({});
  rig.ahead += 3_600_000;
  await rig.rest();
  rig.sandbox.clock.advance(60);
  await rig.rest();
  await pages.removeMethod(who, card);
  const all = kinds(proxy.requests);
  expect(all.length).toBeGreaterThan(15);
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot('stripe-requests.json');
}, 180_000);
