/** What people are told of a payment: one word for everything that it can be. */
import { neverAccepted } from '../core/draft.ts';
import type { Payment, PaymentBody } from './payment.ts';

export const SHOWN_STATES = [
  'draft', // a household's standing order, or begun at the gateway's page: nothing has been sent
  'waiting', // on this device alone: waits for a connection
  'queued', // the server has it and is about to send it
  'action', // waits for the person at the gateway's page
  'processing',
  'succeeded',
  'failed',
  'refused',
  'cancelled',
  'returned',
  'part-refunded',
  'refunded',
  'disputed', // the money has been withdrawn until it is decided
  'dispute-won',
  'dispute-lost',
] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/** Given back, and not come back. */
export const refundedOf = ({ refundedCents, refundFailedCents = 0 }: PaymentBody['outcome']): number =>
  refundedCents - refundFailedCents;

const DISPUTES = { withdrawn: 'disputed', won: 'dispute-won', lost: 'dispute-lost' } as const;

function paid({ cents, outcome }: PaymentBody): ShownState {
  if (outcome.dispute !== undefined) return DISPUTES[outcome.dispute.state];
  const refunded = refundedOf(outcome);
  if (refunded === 0) return 'succeeded';
  return refunded < cents ? 'part-refunded' : 'refunded';
}

export function paymentShown(payment: Payment): ShownState {
  const { body } = payment;
  const { state } = body.outcome;
  if (state === 'succeeded') return paid(body);
  if (state !== 'requested') return state;
  if (neverAccepted(payment)) return 'waiting';
  return body.source === 'autopay' || body.method === '' ? 'draft' : 'queued';
}

/** May be taken back by its household: nothing has been sent. */
export const isCancellable = ({ body }: Payment): boolean => body.outcome.state === 'requested';
