/**
 * A household asks for its own payments and may take one back until it is sent; everything else is the server's. What was
 * asked for stays as it is, and the states follow each other in one direction only, whoever writes.
 */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { has, householdKey, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape } from '../ledger/index.ts';
import { isPayable, quote } from './fees.ts';
import {
  attemptOf,
  MOST_ATTEMPTS,
  NOTHING_YET,
  paymentLocal,
  type Payment,
  type PaymentBody,
  type PaymentOutcome,
} from './payment.ts';
import { mayFollow } from './payment-states.ts';

export const paymentNeeds = ({ body }: Payment): readonly string[] => [
  makeId('household', body.household),
  BOOKS_ID,
];

export function paymentAudience({ body }: Payment): readonly Key[] {
  return [householdKey(body.household), 'office', 'board', 'lead'];
}

function idHolds({ id, parent, body }: Payment): Verdict {
  const attempt = attemptOf(id);
  if (parent !== makeId('household', body.household)) return refuse('invalid', 'parent');
  if (!Number.isInteger(attempt) || attempt < 1 || attempt > MOST_ATTEMPTS) return refuse('invalid', 'id');
  const derived = makeId('payment', paymentLocal(body.household, body.charges, attempt));
  return id === derived ? ALLOWED : refuse('invalid', 'id');
}

function amountsHold(body: PaymentBody): Verdict {
  const { charges, cents, kind, feePayer, feeCents, totalCents, method, source } = body;
  const once = new Set(charges.map(({ entry }) => entry)).size === charges.length;
  const sum = charges.reduce((all, charge) => all + charge.cents, 0);
  if (!once || sum !== cents) return refuse('invalid', 'body.charges');
  const right = quote(cents, kind, feePayer);
  if (right.feeCents !== feeCents) return refuse('invalid', 'body.feeCents');
  if (right.totalCents !== totalCents || !isPayable(right)) return refuse('invalid', 'body.totalCents');
  return (method === '') === (source === 'page') ? ALLOWED : refuse('invalid', 'body.method');
}

const askedOf = ({ outcome: _outcome, ...asked }: PaymentBody): string => JSON.stringify(asked);

function isNothingYet(outcome: PaymentOutcome): boolean {
  const { state, refundedCents, entries } = outcome;
  const bare = Object.keys(outcome).length === Object.keys(NOTHING_YET).length;
  return bare && state === 'requested' && refundedCents === 0 && entries.length === 0;
}

const givenBackHolds = (before: PaymentOutcome, after: PaymentOutcome): boolean =>
  after.refundedCents >= before.refundedCents &&
  (after.refundFailedCents ?? 0) >= (before.refundFailedCents ?? 0);

/** What was decided stays decided. */
function disputeHolds(before: PaymentOutcome['dispute'], after: PaymentOutcome['dispute']): boolean {
  if (before === undefined) return true;
  return after !== undefined && (before.state === 'withdrawn' || before.state === after.state);
}

/** Entries are added and never taken away; of what was given back and of a dispute nothing is forgotten. */
function outcomeGrows(before: PaymentOutcome, after: PaymentOutcome): Verdict {
  const kept = before.entries.every((entry, at) => after.entries[at] === entry);
  if (!kept) return refuse('immutable', 'body.outcome.entries');
  if (!givenBackHolds(before, after)) return refuse('immutable', 'body.outcome.refundedCents');
  return disputeHolds(before.dispute, after.dispute) ? ALLOWED : refuse('immutable', 'body.outcome.dispute');
}

/** A success is in the ledger, or says why not. */
function outcomeSound({ cents, outcome }: PaymentBody): Verdict {
  const { state, refusal, refundedCents, refundFailedCents = 0, entries, unposted } = outcome;
  if (refundedCents - refundFailedCents > cents) return refuse('invalid', 'body.outcome.refundedCents');
  if ((state === 'refused') !== (refusal !== undefined)) return refuse('invalid', 'body.outcome.refusal');
  const paid = state === 'succeeded' || state === 'returned';
  if (paid && entries.length === 0 && unposted === undefined)
    return refuse('invalid', 'body.outcome.entries');
  return ALLOWED;
}

function outcomeHolds(before: PaymentBody | undefined, after: PaymentBody): Verdict {
  if (before === undefined) {
    return isNothingYet(after.outcome) ? ALLOWED : refuse('invalid', 'body.outcome');
  }
  return firstRefusal(
    () => (askedOf(before) === askedOf(after) ? ALLOWED : refuse('immutable', 'body')),
    () =>
      mayFollow(before.outcome.state, after.outcome.state)
        ? ALLOWED
        : refuse('not-a-transition', 'body.outcome.state'),
    () => outcomeGrows(before.outcome, after.outcome),
    () => outcomeSound(after),
  );
}

export function paymentInvariants({ before, after, needed }: Change<PaymentBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const books = readNeeded(booksShape, needed.get(BOOKS_ID));
  return firstRefusal(
    () => idHolds(after),
    () => amountsHold(after.body),
    () =>
      books === undefined || books.body.currency === after.body.currency
        ? ALLOWED
        : refuse('invalid', 'body.currency'),
    () => outcomeHolds(before?.body, after.body),
    () => (needed.has(makeId('household', after.body.household)) ? ALLOWED : refuse('missing-document')),
  );
}

function mayAsk(principal: Principal, { author, source }: PaymentBody): Verdict {
  if (author !== principal.member) return refuse('not-allowed', 'body.author');
  return source === 'autopay' ? refuse('not-allowed', 'body.source') : ALLOWED;
}

/** As it is, or taken back before it was sent. */
function mayChange(before: PaymentOutcome, after: PaymentOutcome): Verdict {
  const next = JSON.stringify(after);
  if (next === JSON.stringify(before)) return ALLOWED;
  if (before.state !== 'requested') return refuse('closed', 'body.outcome');
  const cancelled = JSON.stringify({ ...before, state: 'cancelled' });
  return next === cancelled ? ALLOWED : refuse('not-allowed', 'body.outcome');
}

/** Nobody pays for another household or in another's name, and nobody but the server says what became of it. */
export function mayWritePayment(principal: Principal, { before, after }: Change<PaymentBody>): Verdict {
  const household = (before ?? after)?.body.household ?? '';
  if (after === undefined || !has(principal, householdKey(household))) return refuse('not-allowed');
  return before === undefined
    ? mayAsk(principal, after.body)
    : mayChange(before.body.outcome, after.body.outcome);
}
