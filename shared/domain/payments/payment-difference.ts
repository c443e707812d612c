/**
 * Something on which Stripe and our own books do not agree, found by comparing them: the office looks into it and says what
 * it was. It is gone by itself when a later comparison finds both alike.
 */
import Type from 'typebox';
import { derivedLocal } from '../core/derive.ts';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { DateText, InstantText, Line, LOCAL_PATTERN, LocalId, MaybeLocalId } from '../core/shapes.ts';
import { MOST_CENTS } from '../ledger/index.ts';
import { exactly, StripeId } from './gateway-shapes.ts';

/**
 * `unknown`: Stripe moved money of which we know no payment. `missing`: we booked what Stripe does not have.
 * `unbooked`: Stripe has it, our books lack its entry. `amount`, `fee`, `currency`: both have it, and differ in that.
 */
export const DIFFERENCE_KINDS = ['unknown', 'missing', 'unbooked', 'amount', 'fee', 'currency'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

const Cents = Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS });
const SettledSchema = Type.Object({ by: LocalId, at: InstantText, note: Line(500) });

export const PAYMENT_DIFFERENCE_VERSION = 1;
export const PaymentDifferenceSchema = Type.Object({
  kind: Type.Enum(DIFFERENCE_KINDS),
  /** Stripe's id of what moved: a balance transaction, a refund, a payment. */
  gateway: StripeId,
  /** Local id of our payment; '' where we know none. */
  payment: Type.Union([Type.Literal(''), Type.String({ pattern: LOCAL_PATTERN, maxLength: 110 })]),
  household: MaybeLocalId,
  /** What our books say and what Stripe says, of the thing that differs; positive came in. */
  ourCents: Cents,
  theirCents: Cents,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** The day it happened at Stripe, or else in our books. */
  day: DateText,
  found: InstantText,
  /** When a later comparison found both alike; '' until then. */
  gone: Type.Union([Type.Literal(''), InstantText]),
  /** The office has looked into it. */
  settled: Type.Optional(SettledSchema),
});
export type PaymentDifferenceBody = Type.Static<typeof PaymentDifferenceSchema>;
export type PaymentDifference = Envelope<PaymentDifferenceBody>;
export const paymentDifferenceShape = {
  type: 'payment-difference',
  version: PAYMENT_DIFFERENCE_VERSION,
  schema: PaymentDifferenceSchema,
} satisfies Shape;

export const paymentDifferenceOrder = ({ body }: PaymentDifference): string => newestFirst(body.found);

/** One for each thing at Stripe and each way of differing, however often it is found. */
export const paymentDifferenceId = ({
  gateway,
  kind,
}: Pick<PaymentDifferenceBody, 'gateway' | 'kind'>): string =>
  makeId('payment-difference', derivedLocal(exactly(gateway), kind));

export function createPaymentDifference(body: PaymentDifferenceBody): PaymentDifference {
  const head = {
    id: paymentDifferenceId(body),
    type: 'payment-difference',
    version: PAYMENT_DIFFERENCE_VERSION,
  };
  return newEnvelope(head, body, paymentDifferenceOrder);
}

export function settleDifference(
  doc: PaymentDifference,
  settled: NonNullable<PaymentDifferenceBody['settled']>,
): PaymentDifference {
  return withBody(doc, { ...doc.body, settled }, paymentDifferenceOrder);
}

/** As found by the latest comparison: there again, or gone. */
export function foundDifference(
  doc: PaymentDifference,
  now: Pick<PaymentDifferenceBody, 'ourCents' | 'theirCents' | 'gone'>,
): PaymentDifference {
  return withBody(doc, { ...doc.body, ...now }, paymentDifferenceOrder);
}

/** `open`: somebody has to look. */
export function differenceState({ body }: Pick<PaymentDifference, 'body'>): 'open' | 'settled' | 'gone' {
  if (body.gone !== '') return 'gone';
  return body.settled === undefined ? 'open' : 'settled';
}
