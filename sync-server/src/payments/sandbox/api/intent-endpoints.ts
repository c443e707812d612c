/** Payment intents and their charges. */
import type { PaymentIntent } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { firstGiven } from '../core/values.ts';
import { cancelIntent, makeIntent, tryPayment } from '../money/intents.ts';
import { CURRENCIES } from '../money/transactions.ts';
import { requireCapability } from './account-checks.ts';
import { customerOf } from './customer-endpoints.ts';
import { answerPage, dated, endpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { ApiProblem, found, invalid } from './problems.ts';
import { anything, flag, hash, integer, list, metadata, oneOf, required, text } from './rules.ts';
import type { Read } from './rules.ts';

const fields = {
  amount: required(integer(1)),
  currency: required(text(3)),
  application_fee_amount: integer(0),
  automatic_payment_methods: hash({ enabled: required(flag), allow_redirects: oneOf('always', 'never') }),
  confirm: flag,
  customer: text(),
  description: text(1000),
  error_on_requires_action: flag,
  mandate_data: anything,
  metadata,
  off_session: flag,
  payment_method: text(),
  payment_method_options: anything,
  allowed_payment_method_types: list(oneOf('card', 'us_bank_account')),
  receipt_email: text(),
  return_url: text(),
  setup_future_usage: oneOf('on_session', 'off_session'),
  statement_descriptor_suffix: text(22),
};

type Params = Read<typeof fields>;

const LEAST = 50;
const MOST = 99_999_999;

function checkAmount({ amount, currency, application_fee_amount: fee }: Params): void {
  if (!CURRENCIES.includes(currency)) {
    throw invalid(`Invalid currency: ${currency}. The sandbox knows: ${CURRENCIES.join(', ')}`, 'currency');
  }
  if (amount < LEAST) throw invalid('Amount must be at least $0.50 usd', 'amount', 'amount_too_small');
  if (amount > MOST) throw invalid('Amount must be no more than $999,999.99', 'amount', 'amount_too_large');
  if ((fee ?? 0) > amount) {
    throw invalid('Your application fee is more than the amount of the payment.', 'application_fee_amount');
  }
}

function checkMethod(world: World, { customer, payment_method: id }: Params): void {
  if (id === undefined) return;
  const method = found(world.methods.get(id), 'PaymentMethod', id, 'payment_method');
  if (method.customer === null) {
    throw invalid(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      'payment_method',
    );
  }
  if (customer === method.customer) return;
  const whose =
    customer === undefined
      ? 'Please include the Customer in the `customer` parameter on the PaymentIntent.'
      : `You cannot use it with the Customer ${customer}.`;
  throw invalid(
    `The PaymentMethod ${id} belongs to the Customer ${method.customer}. ${whose}`,
    'payment_method',
  );
}

function checkConfirm(params: Params): void {
  if (params.off_session !== undefined && params.confirm !== true) {
    throw invalid('You cannot set `off_session` when `confirm` is not true.', 'off_session');
  }
  if (params.confirm === true && params.payment_method === undefined) {
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      undefined,
      'payment_intent_unexpected_state',
    );
  }
}

/** An attempt that failed is answered with 402, and what was made stays. */
function answerAttempt(intent: PaymentIntent): PaymentIntent {
  const error = intent.last_payment_error;
  if (error === null) return intent;
  throw new ApiProblem(402, { ...error, payment_intent: intent }, true);
}

function create(world: World, params: Params): PaymentIntent {
  checkAmount(params);
  checkConfirm(params);
  if (params.customer !== undefined) customerOf(world, params.customer, 'customer');
  checkMethod(world, params);
  requireCapability(world);
  const { confirm, error_on_requires_action, mandate_data: _, off_session, return_url, ...asked } = params;
  const { allowed_payment_method_types: types, ...rest } = asked;
  const note = return_url === undefined ? {} : { back: return_url };
  const given =
    types === undefined
      ? { ...rest, automatic_payment_methods: { allow_redirects: 'always', enabled: true } }
      : { ...rest, payment_method_types: types };
  const intent = makeIntent(world, given, note);
  if (confirm !== true || params.payment_method === undefined) return intent;
  const absent = off_session === true || error_on_requires_action === true;
  return answerAttempt(tryPayment(world, intent.id, params.payment_method, { offSession: absent }));
}

const intentOf = (world: World, id: string): PaymentIntent =>
  found(world.intents.get(id), 'payment_intent', id);

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

function cancel(world: World, id: string, reason: string | undefined): PaymentIntent {
  const intent = intentOf(world, id);
  const underWay = intent.status === 'processing';
  if (CANCELABLE.includes(intent.status) && !underWay) return cancelIntent(world, id, reason ?? null);
  throw new ApiProblem(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
    payment_intent: intent,
  });
}

export const intentEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/payment_intents', fields, ({ world }, params) => create(world, params)),
  endpoint('GET', 'v1/payment_intents/:id', { client_secret: text() }, ({ world, id }) =>
    intentOf(world, id),
  ),
  endpoint('GET', 'v1/payment_intents', { ...dated, customer: text() }, ({ world }, params) => {
    const { customer } = params;
    if (customer !== undefined) customerOf(world, customer, 'customer');
    const by = customer === undefined ? undefined : (['customer', customer] as const);
    return answerPage('/v1/payment_intents', world.intents, params, { by });
  }),
  endpoint(
    'POST',
    'v1/payment_intents/:id/cancel',
    { cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer') },
    ({ world, id }, params) => cancel(world, id, params.cancellation_reason),
  ),
  endpoint('GET', 'v1/charges/:id', {}, ({ world, id }) => found(world.charges.get(id), 'charge', id)),
  endpoint(
    'GET',
    'v1/charges',
    { ...dated, customer: text(), payment_intent: text() },
    ({ world }, params) => {
      const { customer, payment_intent } = params;
      return answerPage('/v1/charges', world.charges, params, {
        by: firstGiven({ payment_intent, customer }),
        matches: (it) => customer === undefined || it.customer === customer,
      });
    },
  ),
];
