/** Refunds: money back to whoever paid. To a bank account it takes days, to a card the answer is at once. */
import { addBusinessDays } from '../core/days.ts';
import type { Charge, Refund, Transaction } from '../core/records.ts';
import type { Metadata } from '../core/stored.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { feeDetail, refundFee } from './fees.ts';
import { moveMoney } from './transactions.ts';

const BANK_DAYS = 3;
/** How soon the test card whose refunds fail says so. */
const FAIL_SECONDS = 5;

export interface RefundFields {
  readonly amount: number;
  readonly reason: string | null;
  readonly metadata: Metadata;
  readonly withFee: boolean;
}

const SHAPE = {
  customer_account: null,
  receipt_number: null,
  source_transfer_reversal: null,
  transfer_reversal: null,
};

const TO_CARD = {
  card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
  type: 'card',
};
const TO_BANK = {
  type: 'us_bank_transfer',
  us_bank_transfer: { reference: null, reference_status: null },
};

const isBank = (charge: Charge): boolean => charge.id.startsWith('py_');

function takeBack(world: World, charge: Charge, fields: RefundFields, id: string): Transaction {
  const back = fields.withFee ? refundFee(world, charge, charge.amount_refunded + fields.amount) : 0;
  return moveMoney(world, {
    type: isBank(charge) ? 'payment_refund' : 'refund',
    amount: -fields.amount,
    currency: charge.currency,
    fees: back === 0 ? [] : [feeDetail(-back, charge.currency, 'Communitrak application fee refund')],
    source: id,
    description: 'REFUND FOR CHARGE',
  });
}

/** @param fields amount: at most what is left of the charge */
export function makeRefund(world: World, charge: Charge, fields: RefundFields): Refund {
  const head = born(world, isBank(charge) ? 'pyr_' : 're_', 'refund');
  const refund: Refund = {
    ...SHAPE,
    ...head,
    amount: fields.amount,
    balance_transaction: takeBack(world, charge, fields, head.id).id,
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer,
    destination_details: isBank(charge) ? TO_BANK : TO_CARD,
    metadata: fields.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: fields.reason,
    status: isBank(charge) ? 'pending' : 'succeeded',
  };
  world.refunds.add(refund, {});
  const refunded = charge.amount_refunded + fields.amount;
  const whole = refunded === charge.amount;
  const after = world.charges.change(charge.id, { amount_refunded: refunded, refunded: whole });
  tell(world, charge, after, refund);
  planEnd(world, charge, refund);
  return refund;
}

function tell(world: World, before: Charge, after: Charge, refund: Refund): void {
  emit(world, 'refund.created', refund);
  const { amount_refunded, refunded } = before;
  emit(world, 'charge.refunded', after, { amount_refunded, refunded });
}

function planEnd(world: World, charge: Charge, refund: Refund): void {
  const now = world.engine.now();
  const behaviour = world.methods.note(charge.payment_method ?? '')?.behaviour;
  if (behaviour === 'refundFails') world.engine.plan(world, now + FAIL_SECONDS, 'refund.fail', refund.id);
  else if (refund.status === 'pending') {
    world.engine.plan(world, addBusinessDays(now, BANK_DAYS), 'refund.settle', refund.id);
  }
}

export function settleRefund(world: World, id: string): void {
  const { status } = world.refunds.need(id);
  if (status !== 'pending') return;
  emit(world, 'refund.updated', world.refunds.change(id, { status: 'succeeded' }), { status });
}

/** The payer's bank does not take it: the money is back in the account. */
export function failRefund(world: World, id: string): void {
  const refund = world.refunds.need(id);
  const charge = world.charges.need(refund.charge);
  const back = moveMoney(world, {
    type: 'refund_failure',
    amount: refund.amount,
    currency: charge.currency,
    source: id,
    description: 'REFUND FAILURE',
  });
  const failed = world.refunds.change(id, {
    failure_balance_transaction: back.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  world.charges.change(charge.id, {
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  });
  emit(world, 'refund.failed', failed, { status: refund.status });
}
