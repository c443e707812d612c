/**
 * Exactly once: many payment commands, two processes that are ended at random and begin again, commands that come twice, a
 * gateway that answers badly and events that are lost, doubled and overtaken. In the end as many charges as commands that were
 * to be charged, and as many entries as outcomes.
 * PAYMENTS: how many commands; SEED: another or the same run.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { isPending, type Payment } from '@communitrak/domain/payments/index.ts';
import { aHousehold, aLink } from '@communitrak/testkit/builders.ts';
import { clientOf } from '@communitrak/testkit/stripe-sandbox.ts';
import { dice } from '../../support/dice.ts';
import {
  aCharge,
  askedFor,
  openPaymentsRig,
  type PaymentsProcess,
  type PaymentsRig,
} from '../../support/payments-rig.ts';

const PAYMENTS = Number(process.env['PAYMENTS'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);
const HOUSEHOLDS = 25;
const HOUR_MS = 3_600_000;
const DAY_S = 86_400;
/** Card or account, and how a payment with it ends. */
const NUMBERS = [
  ['4242424242424242', 'succeeded'],
  ['5555555555554444', 'succeeded'],
  ['000123456789', 'succeeded'],
  ['4000000000009995', 'failed'],
  ['000111111113', 'failed'],
] as const;

let rig: PaymentsRig;
const roll = dice(SEED);
beforeAll(async () => {
  rig = await openPaymentsRig();
}, 120_000);
afterAll(() => rig?.close());

const dies = (): boolean => roll.chance(0.004);

interface Command {
  readonly payment: Payment;
  readonly ends: 'succeeded' | 'failed';
}

async function commands(): Promise<readonly Command[]> {
  const households = Array.from({ length: HOUSEHOLDS }, (_, at) => `x${String(at)}`);
  await rig.write(
    ...households.map((local) => aHousehold(local)),
    ...households.map((local) => aLink('m-head', local)),
  );
  const methods = new Map<string, string>();
  for (const [at, household] of households.entries()) {
    const [number] = NUMBERS[at % NUMBERS.length] ?? NUMBERS[0];
    methods.set(household, await rig.saveMethod(number, household));
  }
  const all = Array.from({ length: PAYMENTS }, (_, at) => {
    const household = households[at % HOUSEHOLDS] ?? '';
    const [number, ends] = NUMBERS[(at % HOUSEHOLDS) % NUMBERS.length] ?? NUMBERS[0];
    const charge = aCharge(`x${String(at)}`, 1000 + at, household);
    const charges = [{ entry: charge.id, cents: charge.body.cents }];
    const kind = number.length === 16 ? 'card' : 'bank';
    const payment = askedFor({
      household,
      charges,
      kind,
      method: methods.get(household) ?? '',
      source: 'queued',
    });
    return { charge, payment, ends };
  });
  await rig.write(...all.map(({ charge }) => charge));
  return all;
}

/** Keeps two processes alive, whatever becomes of them. @returns how to end it, and how many were ended */
function keepAlive(second: { process: PaymentsProcess }) {
  const state = { killed: 0, stop: false };
  const one = async (holder: { process: PaymentsProcess }): Promise<void> => {
    while (!state.stop) {
      if (holder.process.life.dead) {
        state.killed += 1;
        const dead = holder.process;
        holder.process = await rig.start(dies);
        await dead.close().catch(() => undefined);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const running = Promise.all([one(rig), one(second)]);
  return {
    state,
    end: async () => {
      state.stop = true;
      await running;
    },
  };
}

async function storm(all: readonly Command[]): Promise<number> {
  rig.sandbox.setFaults({
    requests: [
      { action: 'close', percent: 4 },
      { action: 'error', percent: 3 },
      { action: 'conflict', percent: 2 },
      { action: 'rate', percent: 2 },
    ],
    webhooks: [
      { action: 'drop', percent: 25 },
      { action: 'double', percent: 25 },
      { action: 'shuffle', percent: 50, milliseconds: 300 },
    ],
  });
  rig.process.life.dies = dies;
  const second = { process: await rig.start(dies) };
  const alive = keepAlive(second);
  for (let at = 0; at < all.length; at += 50) {
    const portion = all.slice(at, at + 50);
    const ids = portion.map(({ payment }) => payment.id);
    // The same command from two devices, at two processes, and once more.
    await rig.write(...portion.map(({ payment }) => payment));
    const asks = [rig, second, rig].map(({ process }) => process.payments.ask(rig.association, ids));
    await Promise.allSettled(asks);
    await Promise.allSettled([rig, second].map(({ process }) => process.payments.idle()));
  }
  await alive.end();
  await second.process.close().catch(() => undefined);
  return alive.state.killed;
}

/** Time passes until nothing is on its way any more. */
async function calm(all: readonly Command[]): Promise<void> {
  rig.sandbox.setFaults({});
  const dead = rig.process;
  rig.process = await rig.start();
  await dead.close().catch(() => undefined);
  for (let round = 0; round < 12; round += 1) {
    rig.ahead += HOUR_MS;
    await rig.rest();
    if (round === 3) rig.sandbox.clock.advance(7 * DAY_S);
    const states = await Promise.all(
      all.map(async ({ payment }) => (await rig.payment(payment.id)).body.outcome.state),
    );
    if (round > 3 && !states.some(isPending)) return;
  }
}

async function chargedAtStripe(): Promise<readonly string[]> {
  const client = clientOf(rig.sandbox.url);
  const local: string[] = [];
  for await (const intent of client.paymentIntents.list({ limit: 100 }, { stripeAccount: rig.account }))
    if (intent.status === 'succeeded') local.push(intent.metadata['payment'] ?? '');
  return local.toSorted();
}

it(`${String(PAYMENTS)} commands are charged once each, whatever happens in between`, async () => {
  const all = await commands();
  const killed = await storm(all);
  await calm(all);
  const stored = await Promise.all(all.map(({ payment }) => rig.payment(payment.id)));
  const wrong = stored
    .filter((one, at) => one.body.outcome.state !== all[at]?.ends)
    .map(({ id, body }) => [id, body.outcome]);
  expect(wrong).toEqual([]);
  const toCharge = all
    .filter(({ ends }) => ends === 'succeeded')
    .map(({ payment }) => localOf(payment.id))
    .toSorted();
  expect(await chargedAtStripe()).toEqual(toCharge);
  const entries = (
    await Promise.all(Array.from({ length: HOUSEHOLDS }, (_, at) => rig.entries(`x${String(at)}`)))
  ).flat();
  const paid = entries
    .filter(({ body }) => body.kind === 'payment')
    .map(({ id }) => localOf(id))
    .toSorted();
  expect(paid).toEqual(toCharge);
  expect(
    stored
      .flatMap(({ body }) => body.outcome.entries)
      .map(localOf)
      .toSorted(),
  ).toEqual(toCharge);
  expect(killed).toBeGreaterThan(PAYMENTS / 100);
  expect(await rig.operations.range({ startId: 'stripe-pending:', endId: 'stripe-pending:\ufff0' })).toEqual(
    [],
  );
}, 1_200_000);
