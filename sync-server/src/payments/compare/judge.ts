/**
 * One movement of money at Stripe held against our payment and our ledger. Pure. Compared are amounts, fees, currency, and
 * that what moved is booked; each way of differing is one difference.
 */
import type Stripe from 'stripe';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import type { Payment } from '@communitrak/domain/payments/index.ts';
import { lineKind } from '../payouts/payout-line.ts';
import type { Found } from './record.ts';

export interface Judged {
  readonly transaction: Pick<
    Stripe.BalanceTransaction,
    'id' | 'type' | 'amount' | 'fee' | 'net' | 'currency' | 'reporting_category'
  >;
  readonly payment: Payment | undefined;
  /** The day it happened, in the association's zone. */
  readonly day: string;
  /** Of Stripe's charge, all refunds of it that were not taken back; undefined where that was not asked. */
  readonly refundedCents: number | undefined;
  /** Our entries of the payment that are in the ledger, by id. */
  readonly entries: ReadonlySet<string>;
}

type Part = Pick<Found, 'kind' | 'ourCents' | 'theirCents'>;

const paidAt = ({ body }: Payment): boolean =>
  body.outcome.state === 'succeeded' || body.outcome.state === 'returned';

function paymentParts({ transaction, payment, entries }: Judged): readonly Part[] {
  if (payment === undefined) return [{ kind: 'unknown', ourCents: 0, theirCents: transaction.amount }];
  const { amount, fee, currency } = transaction;
  const { totalCents, feeCents } = payment.body;
  if (payment.body.currency !== currency.toUpperCase())
    return [{ kind: 'currency', ourCents: totalCents, theirCents: amount }];
  const isBooked = paidAt(payment) && entries.has(makeId('ledger-entry', localOf(payment.id)));
  const parts: readonly (Part | undefined)[] = [
    isBooked ? undefined : { kind: 'unbooked', ourCents: 0, theirCents: amount },
    amount === totalCents ? undefined : { kind: 'amount', ourCents: totalCents, theirCents: amount },
    fee === feeCents ? undefined : { kind: 'fee', ourCents: feeCents, theirCents: fee },
  ];
  return parts.filter((part) => part !== undefined);
}

function refundParts({ transaction, payment, refundedCents }: Judged): readonly Part[] {
  if (payment === undefined) return [{ kind: 'unknown', ourCents: 0, theirCents: transaction.amount }];
  const { refundedCents: given, refundFailedCents: failed = 0 } = payment.body.outcome;
  const ours = given - failed;
  if (refundedCents === undefined || refundedCents === ours) return [];
  return [{ kind: 'amount', ourCents: -ours, theirCents: -refundedCents }];
}

function takenParts({ transaction, payment }: Judged): readonly Part[] {
  const { amount } = transaction;
  if (payment === undefined) return [{ kind: 'unknown', ourCents: 0, theirCents: amount }];
  const { dispute, returned } = payment.body.outcome;
  const isBooked = dispute !== undefined || returned !== undefined;
  return isBooked ? [] : [{ kind: 'unbooked', ourCents: 0, theirCents: amount }];
}

function partsOf(judged: Judged): readonly Part[] {
  const { transaction, payment } = judged;
  switch (lineKind(transaction, payment)) {
    case 'payment':
      return paymentParts(judged);
    case 'refund':
      return refundParts(judged);
    case 'return':
    case 'dispute':
      return takenParts(judged);
    case 'fee':
      return [];
    case 'adjustment':
      // Between the balance and the bank: payouts are mirrored by themselves.
      return transaction.type.startsWith('payout')
        ? []
        : [{ kind: 'unknown', ourCents: 0, theirCents: transaction.amount }];
  }
}

export function differencesOf(judged: Judged): readonly Found[] {
  const { transaction, payment, day } = judged;
  return partsOf(judged).map((part) => ({
    ...part,
    gateway: transaction.id,
    payment: payment === undefined ? '' : localOf(payment.id),
    household: payment?.body.household ?? '',
    currency: transaction.currency.toUpperCase(),
    day,
  }));
}

/** A payment that we booked and of which Stripe, asked for all that moved meanwhile, has nothing. */
export function missingOf(payment: Payment, day: string): readonly Found[] {
  const { charge = '', intent = '' } = payment.body.outcome.gateway ?? {};
  const gateway = charge === '' ? intent : charge;
  if (gateway === '') return [];
  const { household, currency, totalCents } = payment.body;
  const money = { ourCents: totalCents, theirCents: 0, currency };
  return [{ kind: 'missing', gateway, payment: localOf(payment.id), household, day, ...money }];
}
