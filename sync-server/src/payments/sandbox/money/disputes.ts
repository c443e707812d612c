/**
 * Disputes: the payer's bank takes the money back. A card's may be won, a bank debit's return is lost at once. What Stripe
 * asks for handling one is the platform's (`controller.fees.payer` is the application).
 */
import { DAY } from '../core/days.ts';
import type { Charge, Dispute, Transaction } from '../core/records.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { moveMoney } from './transactions.ts';

const EVIDENCE_DAYS = 9;
/** Cents: https://stripe.com/pricing */
const DISPUTE_FEE = 1500;

const EVIDENCE = Object.fromEntries(
  [
    'access_activity_log',
    'billing_address',
    'cancellation_policy',
    'cancellation_policy_disclosure',
    'cancellation_rebuttal',
    'customer_communication',
    'customer_email_address',
    'customer_name',
    'customer_purchase_ip',
    'customer_signature',
    'duplicate_charge_documentation',
    'duplicate_charge_explanation',
    'duplicate_charge_id',
    'product_description',
    'receipt',
    'refund_policy',
    'refund_policy_disclosure',
    'refund_refusal_explanation',
    'service_date',
    'service_documentation',
    'shipping_address',
    'shipping_carrier',
    'shipping_date',
    'shipping_documentation',
    'shipping_tracking_number',
    'uncategorized_file',
    'uncategorized_text',
  ].map((name) => [name, null]),
);

function move(world: World, dispute: Dispute, amount: number, words: string, category: string): Transaction {
  return moveMoney(world, {
    type: 'adjustment',
    amount,
    currency: dispute.currency,
    source: dispute.id,
    description: `${words} (${dispute.charge})`,
    category,
  });
}

function cardDetails(charge: Charge): object {
  const details = charge['payment_method_details'] as { type: string; card?: { brand: string } };
  if (details.card === undefined) return { type: details.type };
  const { brand } = details.card;
  return {
    card: { brand, case_type: 'chargeback', network_reason_code: '10.4', network: brand },
    type: 'card',
  };
}

function newDispute(world: World, charge: Charge, reason: string, status: string): Dispute {
  return {
    ...born(world, 'du_', 'dispute'),
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...EVIDENCE, enhanced_evidence: {} },
    evidence_details: {
      due_by: world.engine.now() + EVIDENCE_DAYS * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: cardDetails(charge),
    reason,
    status,
  };
}

function open(world: World, chargeId: string, reason: string, status: string): Dispute | undefined {
  const charge = world.charges.need(chargeId);
  // Refunded as a whole meanwhile, or disputed already: there is nothing to take back.
  if (charge.disputed || charge.amount_refunded === charge.amount) return undefined;
  const dispute = world.disputes.add(newDispute(world, charge, reason, status), {});
  const taken = move(world, dispute, -dispute.amount, 'Chargeback withdrawal', 'dispute');
  const full = world.disputes.change(dispute.id, { balance_transactions: [taken] });
  const { platform } = world.engine;
  moveMoney(platform, {
    type: 'stripe_fee',
    amount: -DISPUTE_FEE,
    currency: 'usd',
    source: dispute.id,
    description: `Dispute fee (${world.account ?? 'platform'})`,
  });
  const after = world.charges.change(chargeId, { disputed: true });
  emit(world, 'charge.dispute.created', full);
  emit(world, 'charge.dispute.funds_withdrawn', full);
  emit(world, 'charge.updated', after, { disputed: false });
  return full;
}

/** The holder of a card does not recognise the charge. Without an answer in time it is lost. */
export function disputeCharge(world: World, chargeId: string): void {
  const dispute = open(world, chargeId, 'fraudulent', 'needs_response');
  if (dispute === undefined) return;
  world.engine.plan(world, world.engine.now() + EVIDENCE_DAYS * DAY, 'dispute.expire', dispute.id);
}

/** A bank takes back a debit that had gone through (NACHA return R01). */
export function returnDebit(world: World, chargeId: string): void {
  const dispute = open(world, chargeId, 'insufficient_funds', 'lost');
  if (dispute !== undefined) emit(world, 'charge.dispute.closed', dispute);
}

/** The bank's decision on a dispute that is open; on a closed one nothing happens. */
export function closeDispute(world: World, id: string, status: 'won' | 'lost'): void {
  const before = world.disputes.need(id);
  if (before.status === 'won' || before.status === 'lost') return;
  const closed = world.disputes.change(id, { status });
  emit(world, 'charge.dispute.closed', closed, { status: before.status });
  if (status === 'lost') return;
  const back = move(world, closed, closed.amount, 'Chargeback reversal', 'dispute_reversal');
  const full = world.disputes.change(id, { balance_transactions: [...closed.balance_transactions, back] });
  emit(world, 'charge.dispute.funds_reinstated', full);
}
