/** One movement of money at Stripe as a line of a payout: its kind, and which of our payments it belongs to. Pure. */
import type Stripe from 'stripe';
import type { Payment, PayoutLine, PayoutLineKind } from '@communitrak/domain/payments/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';

/** https://docs.stripe.com/reports/balance-transaction-types */
const KINDS: Readonly<Record<string, PayoutLineKind>> = {
  charge: 'payment',
  payment: 'payment',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund',
  payment_failure_refund: 'return',
  payment_reversal: 'return',
  application_fee: 'fee',
  stripe_fee: 'fee',
  stripe_fx_fee: 'fee',
  tax_fee: 'fee',
};

type Transaction = Pick<
  Stripe.BalanceTransaction,
  'id' | 'type' | 'amount' | 'fee' | 'net' | 'reporting_category'
>;

/** A bank debit that comes back is, at Stripe, a dispute that was lost at once; here it is a return. */
export function lineKind(
  { type, reporting_category: category }: Transaction,
  payment?: Payment,
): PayoutLineKind {
  if (!category.startsWith('dispute')) return KINDS[type] ?? 'adjustment';
  return payment?.body.outcome.returned === undefined ? 'dispute' : 'return';
}

/**
 * Of the gross what a resident paid to cover the fee. A refund gives none of it back; what a bank takes back, it takes
 * with it.
 */
function onTopCents(kind: PayoutLineKind, amount: number, payment: Payment | undefined): number {
  const isWhole = kind === 'payment' || kind === 'return' || kind === 'dispute';
  if (!isWhole || payment?.body.feePayer !== 'resident') return 0;
  return Math.sign(amount) * payment.body.feeCents;
}

export function payoutLine(transaction: Transaction, payment: Payment | undefined): PayoutLine {
  const kind = lineKind(transaction, payment);
  const { id, amount, fee, net } = transaction;
  return {
    kind,
    payment: payment === undefined ? '' : localOf(payment.id),
    grossCents: amount,
    feeCents: fee,
    netCents: net,
    onTopCents: onTopCents(kind, amount, payment),
    gateway: id,
  };
}

/** A payout's own movement is no line of it. */
export const isLine = ({ type }: Pick<Stripe.BalanceTransaction, 'type'>): boolean =>
  type !== 'payout' && type !== 'payout_cancel';
