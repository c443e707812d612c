/** What payments through the gateway write into the ledger: each under an id that follows from the payment, so once. */
import { isoInstant } from '../core/dates.ts';
import { localOf } from '../core/ids.ts';
import {
  addDays,
  createEntry,
  refundId,
  reversalId,
  reverseEntry,
  type LedgerEntry,
} from '../ledger/index.ts';
import type { Tail } from './gateway-shapes.ts';
import { paymentEntryId, returnFeeId, type Payment } from './payment.ts';
import type { RefundRequest } from './refund-request.ts';

/** The day on which it is posted: its own, or the first open one when that month is locked. */
export function openDay(day: string, lockedThrough: string): string {
  return day > lockedThrough ? day : addDays(lockedThrough, 1);
}

/** `visa 4242`: all that the ledger says of a card or an account. */
export const tailText = (tail: Tail | undefined): string =>
  tail === undefined ? '' : `${tail.brand} ${tail.last4}`.trim();

const OF_THE_SERVER = { member: '', device: '' };

/** @param posted an open day */
export function paymentEntry(payment: Payment, posted: string, paidWith: Tail | undefined): LedgerEntry {
  const { household, cents, currency, kind, charges } = payment.body;
  return createEntry(
    {
      household,
      kind: 'payment',
      cents: -cents,
      currency,
      posted,
      text: 'Online payment',
      source: 'online',
      run: localOf(payment.id),
      applies: charges.map(({ entry }) => entry),
      method: paidWith?.kind ?? kind,
      reference: tailText(paidWith),
    },
    localOf(paymentEntryId(payment.id)),
  );
}

/** Takes back what a payment or a refund wrote. @param reason in the gateway's word @param now epoch ms */
export function takenBack(entry: LedgerEntry, posted: string, reason: string, now: number): LedgerEntry {
  const reversal = reverseEntry(entry, { posted, reason, by: OF_THE_SERVER }, now);
  // Of the account's own history nothing depends on the moment at which a process wrote it.
  return { ...reversal, body: { ...reversal.body, source: 'online', recorded: '' } };
}

/** What the association charges for a payment that the bank took back, by its own rule. */
export function returnFeeEntry(payment: Payment, cents: number, posted: string): LedgerEntry {
  const { household, currency } = payment.body;
  return createEntry(
    {
      household,
      kind: 'fee',
      cents,
      currency,
      posted,
      due: posted,
      text: 'Returned payment fee',
      source: 'online',
      run: localOf(payment.id),
    },
    localOf(returnFeeId(payment.id)),
  );
}

/**
 * A part of a payment given back.
 * @param part from 1: refunds of a payment are numbered one after the other
 * @param undone reversals of earlier refunds, by id
 */
export function refundEntry(
  refund: RefundRequest,
  payment: Payment,
  part: number,
  undone: readonly string[],
  posted: string,
): LedgerEntry {
  const { household, cents, currency, reason, author } = refund.body;
  const entry = paymentEntryId(payment.id);
  return createEntry(
    {
      household,
      kind: 'refund',
      cents,
      currency,
      posted,
      text: 'Refund of an online payment',
      source: 'online',
      run: localOf(refund.id),
      reason,
      author,
      applies: [entry, ...undone],
      method: payment.body.outcome.paidWith?.kind ?? payment.body.kind,
      reference: tailText(payment.body.outcome.paidWith),
    },
    localOf(refundId(entry, part)),
  );
}

/** Refunds among the entries named after a payment's that still stand, and the ids of the reversals of those that do not. */
export function refundsAmong(entries: readonly LedgerEntry[]): {
  readonly all: readonly LedgerEntry[];
  readonly standing: readonly LedgerEntry[];
  readonly undone: readonly string[];
} {
  const ids = new Set(entries.map(({ id }) => id));
  const all = entries.filter(({ body }) => body.kind === 'refund');
  const gone = all.filter(({ id }) => ids.has(reversalId(id)));
  return {
    all,
    standing: all.filter((one) => !gone.includes(one)),
    undone: gone.map(({ id }) => reversalId(id)),
  };
}

/** A time of the gateway's. @param seconds since 1970 */
export const instantOf = (seconds: number): string => isoInstant(seconds * 1000);
