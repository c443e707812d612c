/** Payments from what a person asked for to the ledger: each kind of end, and what each of them writes. */
import { afterEach, describe, expect, it } from 'vitest';
import { paymentShown } from '@communitrak/domain/payments/index.ts';
import {
  askedFor,
  GOOD_BANK,
  GOOD_CARD,
  openPaymentsRig,
  type PaymentsRig,
  type RigOptions,
} from '../../support/payments-rig.ts';

const DAY_S = 86_400;
let rig: PaymentsRig;
const open = async (options?: RigOptions): Promise<PaymentsRig> => (rig = await openPaymentsRig(options));
afterEach(() => rig.close());

/** Asks for January with this method, and waits for what becomes of it. */
async function pay(number: string, kind: 'card' | 'bank' = 'card', source: 'now' | 'queued' = 'queued') {
  const method = await rig.saveMethod(number);
  const payment = askedFor({ method, kind, source });
  await rig.write(payment);
  await rig.rest();
  return rig.payment(payment.id);
}
const later = async (days: number): Promise<void> => {
  rig.sandbox.clock.advance(days * DAY_S);
  await rig.rest();
};
const balance = async (): Promise<number> =>
  (await rig.entries()).reduce((sum, { body }) => sum + body.cents, 0);

describe('a payment', () => {
  it('by card is charged once, stands in the ledger, and each names the other', async () => {
    await open();
    const paid = await pay(GOOD_CARD);
    expect(paid.body.outcome).toMatchObject({
      state: 'succeeded',
      paidWith: { kind: 'card', brand: 'visa', last4: '4242' },
      entries: [`ledger-entry:${paid.id.slice('payment:'.length)}`],
    });
    const entry = (await rig.entries()).find(({ id }) => id === paid.body.outcome.entries[0]);
    expect(entry?.body).toMatchObject({
      kind: 'payment',
      cents: -10_000,
      source: 'online',
      method: 'card',
      run: paid.id.slice('payment:'.length),
      applies: ['ledger-entry:jan'],
    });
    expect(await balance()).toBe(5000);
  });

  it('from a bank account moves no balance until it has succeeded', async () => {
    await open();
    const sent = await pay(GOOD_BANK, 'bank');
    expect(sent.body.outcome.state).toBe('processing');
    expect(await balance()).toBe(15_000);
    await later(6);
    expect((await rig.payment(sent.id)).body.outcome.state).toBe('succeeded');
    expect(await balance()).toBe(5000);
  });

  it('that is declined says why, and may be tried again', async () => {
    await open();
    const failed = await pay('4000000000009995');
    expect(failed.body.outcome).toMatchObject({
      state: 'failed',
      failure: { code: 'card_declined', declineCode: 'insufficient_funds' },
      entries: [],
    });
    const method = await rig.saveMethod(GOOD_CARD);
    const again = askedFor({ method, attempt: 2 });
    await rig.write(again);
    await rig.rest();
    expect((await rig.payment(again.id)).body.outcome.state).toBe('succeeded');
    expect(await balance()).toBe(5000);
  });

  it('that its bank returns days later is taken back, with a fee by the association’s rule', async () => {
    await open({ settings: { returnFeeCents: 2500 } });
    const sent = await pay('000555555559', 'bank');
    await later(6);
    expect(await balance()).toBe(5000);
    await later(6);
    const returned = await rig.payment(sent.id);
    expect(paymentShown(returned)).toBe('returned');
    expect(returned.body.outcome.returned?.reason).not.toBe('');
    expect(await balance()).toBe(15_000 + 2500);
    expect(returned.body.outcome.entries).toHaveLength(3);
  });
});
