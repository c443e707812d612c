/**
 * Money to be given back of a payment: what the office asked for, and beside it, by the server alone, what became of it. It
 * goes back the way it came. The gateway's fee is not given back with it, so at most the amount before the fee can be.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { localOf, makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, Line, LocalId, MaybeLine } from '../core/shapes.ts';
import { MOST_CENTS, type Writer } from '../ledger/index.ts';
import { GatewayCode, type Payment } from './payment.ts';
import { MaybeGatewayId } from './payment-method.ts';

export const REFUND_STATES = ['requested', 'pending', 'done', 'refused', 'failed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];
/** Why a refund was not sent. */
export const REFUND_REFUSALS = [
  'above-payment', // with the refunds before it, it would give back more than was paid
  'not-paid', // the payment has not succeeded, or was returned
  'disputed', // the bank has withdrawn the money, or is about to
  'too-many', // a payment is refunded in so many parts at most
  'closed', // the association has no account with the gateway any more
] as const;
export type RefundRefusal = (typeof REFUND_REFUSALS)[number];
export const MOST_REFUND_REQUESTS = 99;

export const REFUND_REQUEST_VERSION = 1;
export const RefundRequestSchema = Type.Object({
  /** Local id. */
  payment: LocalId,
  household: LocalId,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  cents: Type.Integer({ minimum: 1, maximum: MOST_CENTS }),
  reason: Line(300),
  /** Member's local id. */
  author: LocalId,
  device: MaybeLine(80),
  recorded: InstantText,
  outcome: Type.Object({
    state: Type.Enum(REFUND_STATES),
    refusal: Type.Optional(Type.Enum(REFUND_REFUSALS)),
    failure: Type.Optional(GatewayCode),
    gateway: Type.Optional(MaybeGatewayId),
    /** Id of its entry in the ledger; '' until there is one. */
    entry: Type.String({ pattern: '^(ledger-entry:[a-z0-9][a-z0-9.-]*)?$', maxLength: 120 }),
    sentAt: Type.Optional(InstantText),
    settledAt: Type.Optional(InstantText),
  }),
});
export type RefundRequestBody = Type.Static<typeof RefundRequestSchema>;
export type RefundOutcome = RefundRequestBody['outcome'];
export type RefundRequest = Envelope<RefundRequestBody>;
export const refundRequestShape = {
  type: 'refund-request',
  version: REFUND_REQUEST_VERSION,
  schema: RefundRequestSchema,
} satisfies Shape;

export const refundRequestOrder = ({ body }: RefundRequest): string => newestFirst(body.recorded);

/** @param number from 1: one more than there are requests for the payment */
export const refundRequestId = (payment: string, number: number): string =>
  makeId('refund-request', `${payment}.${number}`);

export const NOT_SENT: RefundOutcome = { state: 'requested', entry: '' };

/** @param earlier requests for the same payment there are @param now epoch ms */
export function createRefundRequest(
  payment: Payment,
  asked: { readonly cents: number; readonly reason: string },
  by: Writer,
  now: number,
  earlier: number,
): RefundRequest {
  const local = localOf(payment.id);
  const { household, currency } = payment.body;
  const head = {
    id: refundRequestId(local, earlier + 1),
    type: 'refund-request',
    version: REFUND_REQUEST_VERSION,
    parent: payment.id,
  };
  const { cents } = asked;
  const written = { author: by.member, device: by.device, recorded: isoInstant(now) };
  const body = { payment: local, household, currency, cents, reason: asked.reason.trim() };
  return newEnvelope(head, { ...body, ...written, outcome: NOT_SENT }, refundRequestOrder);
}

export function withRefundOutcome(refund: RefundRequest, changes: Partial<RefundOutcome>): RefundRequest {
  return withBody(
    refund,
    { ...refund.body, outcome: { ...refund.body.outcome, ...changes } },
    refundRequestOrder,
  );
}
