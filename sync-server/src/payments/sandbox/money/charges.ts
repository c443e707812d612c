/** Charges: the attempts to take money, and the transactions of those that succeeded. */
import type { BankFacts, Charge, PaymentIntent, PaymentMethod } from '../core/records.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import type { Reason } from './declines.ts';
import { APPLICATION, collectFee } from './fees.ts';
import { CARD_CHECKS } from './methods.ts';
import { moveMoney } from './transactions.ts';

const SHAPE = {
  amount_captured: 0,
  amount_refunded: 0,
  application_fee: null,
  balance_transaction: null,
  calculated_statement_descriptor: 'COMMUNITRAK SANDBOX',
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
};

const CARD_DETAILS = {
  amount_authorized: null,
  authorization_code: null,
  checks: CARD_CHECKS,
  country: 'US',
  extended_authorization: { status: 'disabled' },
  incremental_authorization: { status: 'unavailable' },
  installments: null,
  mandate: null,
  multicapture: { status: 'unavailable' },
  network_token: { used: false },
  network_transaction_id: null,
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
};

function methodDetails(method: PaymentMethod, amount: number): object {
  const { card, us_bank_account: bank } = method;
  if (card !== undefined) {
    const { brand, exp_month, exp_year, fingerprint, funding, last4, wallet } = card;
    const overcapture = { maximum_amount_capturable: amount, status: 'unavailable' };
    const facts = {
      brand,
      exp_month,
      exp_year,
      fingerprint,
      funding,
      last4,
      network: brand,
      overcapture,
      wallet,
    };
    return { card: { ...CARD_DETAILS, ...facts }, type: 'card' };
  }
  const {
    account_holder_type,
    account_type,
    bank_name,
    fingerprint,
    last4,
    routing_number,
  }: Partial<BankFacts> = bank ?? {};
  const facts = { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number };
  return { us_bank_account: { ...facts, mandate: null, payment_reference: null }, type: 'us_bank_account' };
}

type Outcome = 'succeeded' | 'pending' | 'failed';

const OUTCOMES: Readonly<Record<Outcome, object>> = {
  succeeded: {
    network_status: 'approved_by_network',
    seller_message: 'Payment complete.',
    type: 'authorized',
  },
  pending: {
    network_status: 'approved_by_network',
    seller_message: 'Payment is processing.',
    type: 'authorized',
  },
  failed: {
    network_status: 'declined_by_network',
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  },
};

function newCharge(world: World, intent: PaymentIntent, method: PaymentMethod, status: Outcome): Charge {
  return {
    ...SHAPE,
    ...born(world, method.type === 'card' ? 'ch_' : 'py_', 'charge'),
    amount: intent.amount,
    application: world.account === undefined ? null : APPLICATION,
    application_fee_amount: intent.application_fee_amount,
    billing_details: method['billing_details'],
    captured: status !== 'failed',
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      reason: null,
      ...OUTCOMES[status],
    },
    paid: status !== 'failed',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method, intent.amount),
    receipt_email: intent.receipt_email,
    status,
  } as Charge;
}

/** Books the money of a charge that has gone through. */
function settle(world: World, charge: Charge): Charge {
  const fee = collectFee(world, charge);
  const transaction = moveMoney(world, {
    type: charge.id.startsWith('py_') ? 'payment' : 'charge',
    amount: charge.amount,
    currency: charge.currency,
    fees: fee === undefined ? [] : [fee.detail],
    source: charge.id,
    description: typeof charge['description'] === 'string' ? charge['description'] : null,
    held: true,
  });
  return world.charges.change(charge.id, {
    amount_captured: charge.amount,
    application_fee: fee?.id ?? null,
    balance_transaction: transaction.id,
    status: 'succeeded',
  });
}

export function chargeNow(world: World, intent: PaymentIntent, method: PaymentMethod): Charge {
  const charge = world.charges.add(newCharge(world, intent, method, 'succeeded'), {});
  const settled = settle(world, charge);
  emit(world, 'charge.succeeded', settled);
  return settled;
}

/** A bank debit under way: its money comes, or not, days later. */
export function chargeLater(world: World, intent: PaymentIntent, method: PaymentMethod): Charge {
  const charge = world.charges.add(newCharge(world, intent, method, 'pending'), {});
  emit(world, 'charge.pending', charge);
  return charge;
}

export function settlePending(world: World, id: string): Charge {
  const settled = settle(world, world.charges.need(id));
  emit(world, 'charge.succeeded', settled);
  return settled;
}

export function failPending(world: World, id: string, reason: Reason): Charge {
  const fields = {
    ...failure(reason),
    captured: false,
    outcome: { ...NO_OUTCOME, ...OUTCOMES.failed },
    paid: false,
    status: 'failed',
  };
  const failed = world.charges.change(id, fields);
  emit(world, 'charge.failed', failed);
  return failed;
}

const NO_OUTCOME = { advice_code: null, network_advice_code: null, network_decline_code: null, reason: null };

const failure = (reason: Reason) => ({
  failure_code: reason.code,
  failure_message: reason.message,
});

/** An attempt that was declined. */
export function declineCharge(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  reason: Reason,
): Charge {
  const made = newCharge(world, intent, method, 'failed');
  const outcome = { ...NO_OUTCOME, ...OUTCOMES.failed, reason: reason.decline ?? reason.code };
  const charge = world.charges.add({ ...made, ...failure(reason), outcome }, {});
  emit(world, 'charge.failed', charge);
  return charge;
}
