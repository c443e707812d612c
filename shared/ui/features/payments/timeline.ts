/** What has happened to a payment, in order, and what is expected next. Pure: days and words are put in by the screen. */
import { dateInZone } from '@communitrak/domain/core/dates.ts';
import { addDays, dayNumber } from '@communitrak/domain/ledger/index.ts';
import { refundedOf, type Payment, type PaymentState } from '@communitrak/domain/payments/index.ts';
import type { MessageId } from '../../i18n/messages.ts';

export interface Step {
  readonly id: string;
  readonly words: MessageId;
  /** ISO; '' where the moment is not known. */
  readonly at: string;
  /** Still to come. */
  readonly isAhead: boolean;
  /** Of what was given back or withdrawn. Whole cents. */
  readonly cents?: number;
  /** By when it is expected. `YYYY-MM-DD` */
  readonly expected?: string;
}

/** Working days that a bank takes for a debit, as a rule (docs.stripe.com/payments/ach-direct-debit: 4, at most). */
const BANK_DAYS = 4;

const isWorkday = (date: string): boolean => {
  // Day 0, 1970-01-01, was a Thursday.
  const weekday = (dayNumber(date) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
};

/** So many working days later; holidays are not known here, so it is a day to expect and not a promise. */
export function workdaysAfter(date: string, days: number): string {
  let day = date;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkday(day)) left -= 1;
  }
  return day;
}

/** When a payment that is with a bank is to be settled; undefined for any other. */
export function expectedDay({ body }: Payment, zone: string): string | undefined {
  const { state, sentAt } = body.outcome;
  if (body.kind !== 'bank' || state !== 'processing' || sentAt === undefined) return undefined;
  return workdaysAfter(dateInZone(sentAt, zone), BANK_DAYS);
}

const ASKED = {
  now: 'payments.step.asked',
  page: 'payments.step.asked.page',
  queued: 'payments.step.asked.queued',
  autopay: 'payments.step.asked.autopay',
} as const;

const done = (id: string, words: MessageId, at = ''): Step => ({ id, words, at, isAhead: false });

const ahead = (words: MessageId): Step => ({ id: 'ahead', words, at: '', isAhead: true });

type Ends = (settledAt: string, expected: string | undefined) => readonly Step[];

const ENDS: Readonly<Record<PaymentState, Ends>> = {
  requested: () => [ahead('payments.step.ahead')],
  action: () => [ahead('payments.step.action')],
  processing: (_settled, expected) => [
    expected === undefined ? ahead('payments.step.soon') : { ...ahead('payments.step.expected'), expected },
  ],
  succeeded: (at) => [done('succeeded', 'payments.step.succeeded', at)],
  // When it had succeeded stands on the account; here is known when it came back.
  returned: (at) => [
    done('succeeded', 'payments.step.succeeded'),
    done('returned', 'payments.step.returned', at),
  ],
  failed: (at) => [done('failed', 'payments.step.failed', at)],
  refused: (at) => [done('refused', 'payments.step.refused', at)],
  cancelled: (at) => [done('cancelled', 'payments.step.cancelled', at)],
};

const DISPUTES = {
  withdrawn: 'payments.step.disputed',
  won: 'payments.step.won',
  lost: 'payments.step.lost',
} as const;

function after({ body }: Payment): readonly Step[] {
  const { dispute } = body.outcome;
  const refunded = refundedOf(body.outcome);
  return [
    ...(refunded === 0 ? [] : [{ ...done('refunded', 'payments.step.refunded'), cents: refunded }]),
    ...(dispute === undefined ? [] : [{ ...done('dispute', DISPUTES[dispute.state]), cents: dispute.cents }]),
  ];
}

/** @param zone the association's */
export function stepsOf(payment: Payment, zone: string): readonly Step[] {
  const { recorded, source, outcome } = payment.body;
  const expected = expectedDay(payment, zone);
  return [
    done('asked', ASKED[source], recorded),
    ...(outcome.sentAt === undefined ? [] : [done('sent', 'payments.step.sent', outcome.sentAt)]),
    ...ENDS[outcome.state](outcome.settledAt ?? '', expected),
    ...after(payment),
  ];
}
