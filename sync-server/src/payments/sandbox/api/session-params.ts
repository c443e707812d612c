/** The parameters of a Checkout session, and what must hold between them. */
import { DAY, HOUR } from '../core/days.ts';
import type { SessionLine } from '../core/tables.ts';
import type { World } from '../core/world.ts';
import { CURRENCIES } from '../money/transactions.ts';
import { requireCapability } from './account-checks.ts';
import { customerOf } from './customer-endpoints.ts';
import { invalid } from './problems.ts';
import { anything, hash, integer, list, metadata, oneOf, required, text } from './rules.ts';
import type { Read } from './rules.ts';

const line = hash({
  price_data: required(
    hash({
      currency: required(text(3)),
      unit_amount: required(integer(0)),
      product_data: required(hash({ name: required(text()), description: text(), metadata })),
    }),
  ),
  quantity: integer(1),
});

export const sessionFields = {
  mode: required(oneOf('payment', 'setup', 'subscription')),
  cancel_url: text(),
  success_url: text(),
  client_reference_id: text(200),
  currency: text(3),
  customer: text(),
  customer_creation: oneOf('always', 'if_required'),
  customer_email: text(),
  expires_at: integer(),
  line_items: list(line),
  locale: text(),
  metadata,
  payment_intent_data: hash({
    application_fee_amount: integer(0),
    description: text(1000),
    metadata,
    receipt_email: text(),
    setup_future_usage: oneOf('on_session', 'off_session'),
    statement_descriptor_suffix: text(22),
  }),
  payment_method_options: anything,
  allowed_payment_method_types: list(oneOf('card', 'us_bank_account')),
  saved_payment_method_options: hash({
    allow_redisplay_filters: list(oneOf('always', 'limited', 'unspecified')),
    payment_method_remove: oneOf('disabled', 'enabled'),
    payment_method_save: oneOf('disabled', 'enabled'),
  }),
  setup_intent_data: hash({ description: text(1000), metadata }),
  submit_type: oneOf('auto', 'book', 'donate', 'pay', 'subscribe'),
  ui_mode: oneOf('hosted_page'),
};

export type SessionParams = Read<typeof sessionFields>;

export function readLines(params: SessionParams): readonly SessionLine[] {
  return (params.line_items ?? []).map(({ price_data, quantity }) => ({
    name: price_data.product_data.name,
    description: price_data.product_data.description ?? null,
    quantity: quantity ?? 1,
    unit: price_data.unit_amount,
  }));
}

const SHORTEST = 50;

export function readPayment(params: SessionParams): { currency: string; total: number } {
  const [first] = params.line_items ?? [];
  if (first === undefined)
    throw invalid('You must specify at least one line item.', 'line_items', 'parameter_missing');
  const { currency } = first.price_data;
  if (!CURRENCIES.includes(currency)) {
    throw invalid(`Invalid currency: ${currency}. The sandbox knows: ${CURRENCIES.join(', ')}`, 'currency');
  }
  if ((params.line_items ?? []).some((it) => it.price_data.currency !== currency)) {
    throw invalid('All line items must have the same currency.', 'line_items');
  }
  const total = readLines(params).reduce((sum, { quantity, unit }) => sum + quantity * unit, 0);
  if (total < SHORTEST) {
    throw invalid(
      "The Checkout Session's total amount must convert to at least 50 cents. $0.50 is the least amount.",
      undefined,
      'amount_too_small',
    );
  }
  const fee = params.payment_intent_data?.application_fee_amount ?? 0;
  if (fee > total) {
    throw invalid(
      'The application fee amount cannot be greater than the total amount.',
      'payment_intent_data[application_fee_amount]',
    );
  }
  return { currency, total };
}

export function readExpiry(world: World, wanted: number | undefined): number {
  const now = world.engine.now();
  if (wanted === undefined) return now + DAY;
  if (wanted < now + HOUR / 2 || wanted > now + DAY) {
    throw invalid(
      'The `expires_at` timestamp must be less than 24 hours and more than 30 minutes from Checkout Session creation.',
      'expires_at',
    );
  }
  return wanted;
}

export function checkSession(world: World, params: SessionParams): void {
  if (params.mode === 'subscription') {
    throw invalid('The sandbox has no sessions in subscription mode.', 'mode');
  }
  if (params.success_url === undefined) {
    throw invalid('Missing required param: success_url.', 'success_url', 'parameter_missing');
  }
  if (params.customer !== undefined) customerOf(world, params.customer, 'customer');
  if (params.mode === 'setup' && params.line_items !== undefined) {
    throw invalid('You can not pass `line_items` in `setup` mode.', 'line_items');
  }
  const setupUnclear = params.mode === 'setup' && params.allowed_payment_method_types === undefined;
  if (setupUnclear && params.currency === undefined) {
    throw invalid('`currency` is required in `setup` mode when using dynamic payment methods.', 'currency');
  }
  requireCapability(world);
}
