/** A new Checkout session. */
import type { Session } from '../core/records.ts';
import { or, orNull } from '../core/values.ts';
import { born } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { makeSetup } from '../money/setups.ts';
import { checkSession, readExpiry, readLines, readPayment } from './session-params.ts';
import type { SessionParams } from './session-params.ts';

const SHAPE = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer_account: null,
  customer_details: null,
  discounts: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: null,
  payment_method_configuration_details: null,
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  ui_mode: 'hosted_page',
  wallet_options: null,
};

function setupOf(world: World, params: SessionParams, types: readonly string[]): string | null {
  if (params.mode !== 'setup') return null;
  const { metadata, description } = params.setup_intent_data ?? {};
  return makeSetup(world, {
    customer: orNull(params.customer),
    metadata: or(metadata, {}),
    description: orNull(description),
    types,
  }).id;
}

const NO_TOTALS = { amount_discount: 0, amount_shipping: 0, amount_tax: 0 };

function amounts(params: SessionParams) {
  if (params.mode !== 'payment') {
    const nothing = { amount_subtotal: null, amount_total: null, total_details: null };
    return { ...nothing, currency: orNull(params.currency), payment_status: 'no_payment_required' };
  }
  const { currency, total } = readPayment(params);
  const sum = { amount_subtotal: total, amount_total: total, total_details: NO_TOTALS };
  return { ...sum, currency, payment_status: 'unpaid' };
}

/** What is given is shown, what is not is null. */
const shown = (params: SessionParams) => ({
  cancel_url: orNull(params.cancel_url),
  client_reference_id: orNull(params.client_reference_id),
  customer: orNull(params.customer),
  customer_creation: orNull(params.customer_creation),
  customer_email: orNull(params.customer_email),
  locale: orNull(params.locale),
  metadata: or(params.metadata, {}),
  mode: params.mode,
  payment_method_options: or(params.payment_method_options, {}),
  submit_type: orNull(params.submit_type),
  success_url: orNull(params.success_url),
});

/** @throws ApiProblem for parameters that do not go together */
export function createSession(world: World, params: SessionParams): Session {
  checkSession(world, params);
  const money = amounts(params);
  const types = or(params.allowed_payment_method_types, ['card', 'us_bank_account']);
  const expires_at = readExpiry(world, params.expires_at);
  const head = born(world, 'cs_test_', 'checkout.session');
  const session: Session = {
    ...SHAPE,
    ...head,
    ...shown(params),
    ...money,
    expires_at,
    payment_intent: null,
    payment_method_types: types,
    setup_intent: setupOf(world, params, types),
    status: 'open',
    url: `${world.engine.base}/checkout/${or(world.account, 'platform')}/${head.id}`,
  };
  world.sessions.add(session, { intent: or(params.payment_intent_data, {}), lines: readLines(params) });
  world.engine.plan(world, expires_at, 'session.expire', session.id);
  return session;
}
