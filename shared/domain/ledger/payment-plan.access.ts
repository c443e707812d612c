/** A household sees its own plan; the office makes it, and gives notice or ends it, once. What was agreed stays. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { readNeeded } from '../core/read.ts';
import { householdKey, isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape } from './books.ts';
import type { PaymentPlan, PaymentPlanBody } from './payment-plan.ts';

export const paymentPlanNeeds = ({ body }: PaymentPlan): readonly string[] => [
  makeId('household', body.household),
  BOOKS_ID,
];

export function paymentPlanAudience({ body }: PaymentPlan): readonly Key[] {
  return [householdKey(body.household), 'office', 'board', 'lead'];
}

const sum = (all: readonly { readonly cents: number }[]): number =>
  all.reduce((total, { cents }) => total + cents, 0);

function datesHold({ agreed, instalments, defaulted, ended }: PaymentPlanBody): Verdict {
  if (!isCalendarDate(agreed)) return refuse('invalid', 'body.agreed');
  const dues = instalments.map(({ due }) => due);
  const ordered = dues.every((due, at) => isCalendarDate(due) && (at === 0 || (dues[at - 1] ?? '') < due));
  if (!ordered || (dues[0] ?? '') < agreed) return refuse('invalid', 'body.instalments');
  const ends = [defaulted, ended].flatMap((end) => end ?? []);
  return ends.every(({ on }) => isCalendarDate(on)) ? ALLOWED : refuse('invalid', 'body.ended');
}

const agreedOf = ({ defaulted: _defaulted, ended: _ended, ...rest }: PaymentPlanBody): string =>
  JSON.stringify(rest);

/** What was agreed stays; a notice that was given stays. */
function agreedHolds(before: PaymentPlanBody | undefined, after: PaymentPlanBody): Verdict {
  if (before === undefined) return ALLOWED;
  if (agreedOf(before) !== agreedOf(after)) return refuse('immutable', 'body');
  const same = (['defaulted', 'ended'] as const).every(
    (field) => before[field] === undefined || JSON.stringify(before[field]) === JSON.stringify(after[field]),
  );
  return same ? ALLOWED : refuse('immutable', 'body.ended');
}

export function paymentPlanInvariants({ after, needed }: Change<PaymentPlanBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { body, parent } = after;
  const books = readNeeded(booksShape, needed.get(BOOKS_ID));
  return firstRefusal(
    () => (parent === makeId('household', body.household) ? ALLOWED : refuse('invalid', 'parent')),
    () =>
      books === undefined || books.body.currency === body.currency
        ? ALLOWED
        : refuse('invalid', 'body.currency'),
    () => datesHold(body),
    () => (sum(body.instalments) === body.totalCents ? ALLOWED : refuse('invalid', 'body.instalments')),
    () => (sum(body.charges) === body.totalCents ? ALLOWED : refuse('invalid', 'body.charges')),
    () => (needed.has(makeId('household', body.household)) ? ALLOWED : refuse('missing-document')),
  );
}

export function mayWritePaymentPlan(
  principal: Principal,
  { before, after }: Change<PaymentPlanBody>,
): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  if (before === undefined && after.body.author !== principal.member)
    return refuse('not-allowed', 'body.author');
  const ends = (['defaulted', 'ended'] as const).filter((field) => before?.body[field] === undefined);
  const asOthers = ends.some((field) => {
    const end = after.body[field];
    return end !== undefined && end.by !== principal.member;
  });
  return asOthers ? refuse('not-allowed', 'body.ended') : agreedHolds(before?.body, after.body);
}
