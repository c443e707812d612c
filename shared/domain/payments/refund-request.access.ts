/** The office asks for refunds; the server gives them. What was asked for stays as it is. */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { householdKey, isOffice, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { paymentShape } from './payment.ts';
import { refundedOf } from './payment-shown.ts';
import {
  MOST_REFUND_REQUESTS,
  NOT_SENT,
  refundRequestId,
  type RefundOutcome,
  type RefundRequest,
  type RefundRequestBody,
  type RefundState,
} from './refund-request.ts';

export const refundRequestNeeds = ({ body }: RefundRequest): readonly string[] => [
  makeId('payment', body.payment),
];

export function refundRequestAudience({ body }: RefundRequest): readonly Key[] {
  return [householdKey(body.household), 'office', 'board', 'lead'];
}

/** A refund that had been done fails when the bank could not deliver it. */
const NEXT: Readonly<Record<RefundState, readonly RefundState[]>> = {
  requested: ['pending', 'done', 'refused', 'failed'],
  pending: ['done', 'refused', 'failed'],
  done: ['failed'],
  refused: [],
  failed: [],
};

const askedOf = ({ outcome: _outcome, ...asked }: RefundRequestBody): string => JSON.stringify(asked);

function idHolds({ id, parent, body }: RefundRequest): Verdict {
  const number = Number(id.slice(id.lastIndexOf('.') + 1));
  if (parent !== makeId('payment', body.payment)) return refuse('invalid', 'parent');
  const counted = Number.isInteger(number) && number >= 1 && number <= MOST_REFUND_REQUESTS;
  return counted && id === refundRequestId(body.payment, number) ? ALLOWED : refuse('invalid', 'id');
}

function isNotSent(outcome: RefundOutcome): boolean {
  const bare = Object.keys(outcome).length === Object.keys(NOT_SENT).length;
  return bare && outcome.state === 'requested' && outcome.entry === '';
}

function isNew({ after, needed }: Change<RefundRequestBody>): Verdict {
  if (after === undefined || !isNotSent(after.body.outcome)) return refuse('invalid', 'body.outcome');
  const payment = readNeeded(paymentShape, needed.get(makeId('payment', after.body.payment)));
  if (payment === undefined) return refuse('missing-document');
  const { household, currency, cents, outcome } = payment.body;
  if (household !== after.body.household) return refuse('invalid', 'body.household');
  if (currency !== after.body.currency) return refuse('invalid', 'body.currency');
  return after.body.cents + refundedOf(outcome) <= cents ? ALLOWED : refuse('invalid', 'body.cents');
}

function follows(before: RefundRequestBody, after: RefundRequestBody): Verdict {
  const [from, to] = [before.outcome, after.outcome];
  if (askedOf(before) !== askedOf(after)) return refuse('immutable', 'body');
  if (from.state !== to.state && !NEXT[from.state].includes(to.state))
    return refuse('not-a-transition', 'body.outcome.state');
  if (from.entry !== '' && from.entry !== to.entry) return refuse('immutable', 'body.outcome.entry');
  if ((to.state === 'refused') !== (to.refusal !== undefined))
    return refuse('invalid', 'body.outcome.refusal');
  return to.state === 'done' && to.entry === '' ? refuse('invalid', 'body.outcome.entry') : ALLOWED;
}

export function refundRequestInvariants(change: Change<RefundRequestBody>): Verdict {
  const { before, after } = change;
  if (after === undefined) return refuse('immutable');
  return firstRefusal(
    () => idHolds(after),
    () => (before === undefined ? isNew(change) : follows(before.body, after.body)),
  );
}

export function mayWriteRefundRequest(
  principal: Principal,
  { before, after, needed }: Change<RefundRequestBody>,
): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  if (before !== undefined)
    return JSON.stringify(before.body) === JSON.stringify(after.body) ? ALLOWED : refuse('immutable', 'body');
  if (after.body.author !== principal.member) return refuse('not-allowed', 'body.author');
  const payment = readNeeded(paymentShape, needed.get(makeId('payment', after.body.payment)));
  const unpaid = payment !== undefined && payment.body.outcome.state !== 'succeeded';
  return unpaid ? refuse('closed', 'body.payment') : ALLOWED;
}
