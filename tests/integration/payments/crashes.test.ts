/**
 * A process that ends in the middle: at each of its steps once. The next one finds what it left, and
 * in the end there is one charge, one entry, and a payment that names it.
 */
import { afterEach, expect, it } from 'vitest';
import { clientOf } from '@communitrak/testkit/stripe-sandbox.ts';
import {
  aCharge,
  askedFor,
  GOOD_CARD,
  openPaymentsRig,
  type PaymentsRig,
} from '../../support/payments-rig.ts';

let rig: PaymentsRig;
afterEach(() => rig.close());

/** Dies at the step of this number; says afterwards whether it came so far. */
function dieAt(number: number) {
  const state = { step: 0, died: '' };
  const dies = (step: string): boolean => {
    state.step += 1;
    if (state.step !== number) return false;
    state.died = step;
    return true;
  };
  return { state, dies };
}

const MOST_STEPS = 60;

it('wherever a process ends, a payment is made once', async () => {
  rig = await openPaymentsRig();
  const { sandbox, account } = rig;
  const steps: string[] = [];
  for (let number = 1; number <= MOST_STEPS; number += 1) {
    const method = await rig.saveMethod(GOOD_CARD);
    const charge = aCharge(`c${String(number)}`, 10_000);
    await rig.write(charge);
    const { state, dies } = dieAt(number);
    rig.process = await rig.start(dies);
    const payment = askedFor({ method, charges: [{ entry: charge.id, cents: 10_000 }] });
    await rig.write(payment);
    await rig.process.settle().catch(() => undefined);
    await rig.process.close().catch(() => undefined);
    rig.process = await rig.start();
    rig.ahead += 3_600_000;
    await rig.rest();
    const stored = await rig.payment(payment.id);
    expect(stored.body.outcome, `ended ${state.died}`).toMatchObject({ state: 'succeeded' });
    const entries = (await rig.entries()).filter(({ body }) => body.applies.includes(charge.id));
    expect(
      entries.map(({ id }) => id),
      `ended ${state.died}`,
    ).toEqual(stored.body.outcome.entries);
    const list = await clientOf(sandbox.url).paymentIntents.list({ limit: 100 }, { stripeAccount: account });
    const own = list.data.filter(({ metadata }) => payment.id === `payment:${String(metadata['payment'])}`);
    expect(
      own.map(({ status }) => status),
      `ended ${state.died}`,
    ).toEqual(['succeeded']);
    if (state.died === '') break;
    steps.push(state.died);
  }
  expect(new Set(steps).size).toBeGreaterThanOrEqual(4);
  expect(steps.length).toBeLessThan(MOST_STEPS);
}, 600_000);
