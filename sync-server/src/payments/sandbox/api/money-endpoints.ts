/** Refunds, disputes, balance transactions, payouts, events. */
import type { Charge, Event, Refund, Transaction } from '../core/records.ts';
import { readEvent } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { firstGiven } from '../core/values.ts';
import { makeRefund } from '../money/refunds.ts';
import { readTransaction } from '../money/transactions.ts';
import { answerPage, dated, endpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { flag, integer, list, metadata, oneOf, range, text } from './rules.ts';
import type { Read } from './rules.ts';

const fields = {
  amount: integer(1),
  charge: text(),
  payment_intent: text(),
  metadata,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  refund_application_fee: flag,
};

type Params = Read<typeof fields>;

function chargeOf(world: World, { charge, payment_intent }: Params): Charge {
  if (charge !== undefined) return found(world.charges.get(charge), 'charge', charge, 'charge');
  if (payment_intent === undefined) {
    throw invalid(
      'One of the following params should be provided for this request: payment_intent or charge.',
      undefined,
      'parameter_missing',
    );
  }
  const intent = found(world.intents.get(payment_intent), 'payment_intent', payment_intent, 'payment_intent');
  const latest = intent.latest_charge === null ? undefined : world.charges.get(intent.latest_charge);
  if (latest?.status === 'succeeded') return latest;
  throw invalid(
    `This PaymentIntent (${payment_intent}) does not have a successful charge to refund.`,
    'payment_intent',
    latest?.status === 'pending' ? 'charge_not_refundable' : undefined,
  );
}

const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;

function refund(world: World, params: Params): Refund {
  const charge = chargeOf(world, params);
  if (charge.status !== 'succeeded') {
    throw invalid(
      `Charge ${charge.id} cannot be refunded: its status is ${charge.status}.`,
      'charge',
      'charge_not_refundable',
    );
  }
  if (charge.disputed) {
    throw invalid(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      undefined,
      'charge_disputed',
    );
  }
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded');
  }
  const amount = params.amount ?? left;
  if (amount > left) {
    throw invalid(
      `Refund amount (${dollars(amount)}) is greater than unrefunded amount on charge (${dollars(left)})`,
      'amount',
    );
  }
  return makeRefund(world, charge, {
    amount,
    reason: params.reason ?? null,
    metadata: params.metadata ?? {},
    withFee: params.refund_application_fee ?? false,
  });
}

const matching =
  <T>(given: Readonly<Record<string, string | undefined>>) =>
  (body: T & Readonly<Record<string, unknown>>): boolean =>
    Object.entries(given).every(([key, value]) => value === undefined || body[key] === value);

const transactionFields = { ...dated, currency: text(), payout: text(), source: text(), type: text() };

function listTransactions(world: World, params: Read<typeof transactionFields>): unknown {
  const { currency, payout, source, type } = params;
  if (payout !== undefined) found(world.payouts.get(payout), 'payout', payout, 'payout');
  return answerPage(
    '/v1/balance_transactions',
    world.transactions,
    params,
    { by: firstGiven({ payout, source, type }), matches: matching<Transaction>({ currency, source, type }) },
    (it) => readTransaction(world, it),
  );
}

export const moneyEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/refunds', fields, ({ world }, params) => refund(world, params)),
  endpoint('GET', 'v1/refunds/:id', {}, ({ world, id }) => found(world.refunds.get(id), 'refund', id)),
  endpoint('GET', 'v1/refunds', { ...dated, charge: text(), payment_intent: text() }, ({ world }, params) => {
    const { charge, payment_intent } = params;
    return answerPage('/v1/refunds', world.refunds, params, { by: firstGiven({ charge, payment_intent }) });
  }),
  endpoint('GET', 'v1/disputes/:id', {}, ({ world, id }) => found(world.disputes.get(id), 'dispute', id)),
  endpoint(
    'GET',
    'v1/disputes',
    { ...dated, charge: text(), payment_intent: text() },
    ({ world }, params) => {
      const { charge, payment_intent } = params;
      return answerPage('/v1/disputes', world.disputes, params, {
        by: firstGiven({ charge, payment_intent }),
      });
    },
  ),
  endpoint('GET', 'v1/balance_transactions/:id', {}, ({ world, id }) =>
    readTransaction(world, found(world.transactions.get(id), 'balance transaction', id)),
  ),
  endpoint('GET', 'v1/balance_transactions', transactionFields, ({ world }, params) =>
    listTransactions(world, params),
  ),
  endpoint('GET', 'v1/payouts/:id', {}, ({ world, id }) => found(world.payouts.get(id), 'payout', id)),
  endpoint(
    'GET',
    'v1/payouts',
    {
      ...dated,
      arrival_date: range,
      destination: text(),
      status: oneOf('pending', 'paid', 'failed', 'canceled', 'in_transit'),
    },
    ({ world }, params) => {
      const { arrival_date: days, destination, status } = params;
      const same = matching({ destination, status });
      return answerPage('/v1/payouts', world.payouts, params, {
        matches: (it) =>
          same(it) &&
          it.arrival_date >= (days?.from ?? 0) &&
          it.arrival_date <= (days?.to ?? Number.MAX_VALUE),
      });
    },
  ),
  endpoint('GET', 'v1/events/:id', {}, ({ world, id }) =>
    readEvent(world, found(world.events.get(id), 'event', id)),
  ),
  endpoint(
    'GET',
    'v1/events',
    { ...dated, type: text(), types: list(text()), delivery_success: flag },
    ({ world }, params) => {
      const { type, types, delivery_success: delivered } = params;
      const query = {
        by: type === undefined ? undefined : (['type', type] as const),
        matches: (it: Event) =>
          (types === undefined || types.includes(it.type)) &&
          (delivered === undefined || delivered === (world.waiting.get(it.id) === undefined)),
      };
      return answerPage('/v1/events', world.events, params, query, (it) => readEvent(world, it));
    },
  ),
];
