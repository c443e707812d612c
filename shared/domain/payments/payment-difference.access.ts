/** Office, board and leaders see differences; the server finds them, the office says once what one was. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { PaymentDifferenceBody } from './payment-difference.ts';

export function paymentDifferenceAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

const without = ({ settled: _settled, ...rest }: PaymentDifferenceBody): string => JSON.stringify(rest);

/** Nothing but the note, in one's own name, once. */
export function mayWritePaymentDifference(
  principal: Principal,
  { before, after }: Change<PaymentDifferenceBody>,
): Verdict {
  if (!isOffice(principal) || before === undefined || after === undefined) return refuse('not-allowed');
  if (without(before.body) !== without(after.body)) return refuse('immutable', 'body');
  if (after.body.settled?.by !== principal.member) return refuse('not-allowed', 'body.settled');
  return ALLOWED;
}

export function paymentDifferenceInvariants({ before, after }: Change<PaymentDifferenceBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  if (!isCalendarDate(after.body.day)) return refuse('invalid', 'body.day');
  const note = before?.body.settled;
  const isKept = note === undefined || JSON.stringify(note) === JSON.stringify(after.body.settled);
  return isKept ? ALLOWED : refuse('immutable', 'body.settled');
}
