/**
 * The association's own bill: its term, what it costs, how it is paid, and every invoice. The server writes it as Stripe
 * says; office, board and leaders read it.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { DateText, MaybeDateText, MaybeLine } from '../core/shapes.ts';
import { MOST_CENTS } from '../ledger/index.ts';
import { StripeId, TailSchema } from '../payments/index.ts';

export const INVOICE_STATES = ['open', 'paid', 'void', 'uncollectible'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];
/** The last ones: five years of months. Older ones are on Stripe's pages. */
export const MOST_INVOICES = 60;

const Cents = Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS });
const PageAddress = Type.String({ pattern: '^(https?://[^\\s]+)?$', maxLength: 600 });
const InvoiceSchema = Type.Object({
  gateway: StripeId,
  /** As printed on it: `C3A1-0001`; '' before it has one. */
  number: MaybeLine(60),
  state: Type.Enum(INVOICE_STATES),
  created: DateText,
  /** The term that it is for. */
  from: DateText,
  to: DateText,
  /** Tax included. */
  totalCents: Cents,
  taxCents: Cents,
  paidCents: Cents,
  /** When Stripe tries again by itself; '' when it does not. */
  nextTry: MaybeDateText,
  /** Stripe's page on which it can be read and paid, and the PDF; '' where there is none. */
  page: PageAddress,
  pdf: PageAddress,
});
export type Invoice = Type.Static<typeof InvoiceSchema>;

export const SUBSCRIPTION_VERSION = 1;
export const SubscriptionSchema = Type.Object({
  status: Type.Enum(['trial', 'active', 'past-due', 'ended']),
  /** Prices of a month: the base, and for each registered household. */
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  baseCents: Cents,
  householdCents: Cents,
  /** Registered ones, as billed. */
  households: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  /** First day of service, and the first one that is paid for. */
  began: DateText,
  trialEnds: DateText,
  /** The present term: its first day, and the first day of the next. */
  periodFrom: DateText,
  periodTo: DateText,
  /** Cancelled: it ends with the present term. */
  cancelAtEnd: Type.Boolean(),
  endedOn: MaybeDateText,
  /** The day on which the oldest open invoice could not be collected. */
  unpaidSince: MaybeDateText,
  /** Since when every bill is paid. */
  paidOn: MaybeDateText,
  /** Null while the association has named none: a method is required before the trial ends. */
  method: Type.Union([Type.Null(), TailSchema]),
  /** Newest first. */
  invoices: Type.Array(InvoiceSchema, { maxItems: MOST_INVOICES }),
});
export type SubscriptionBody = Type.Static<typeof SubscriptionSchema>;
export type Subscription = Envelope<SubscriptionBody>;
export const subscriptionShape = {
  type: 'subscription',
  version: SUBSCRIPTION_VERSION,
  schema: SubscriptionSchema,
} satisfies Shape;

/** One for each association. */
export const SUBSCRIPTION_ID = makeId('subscription', 'main');
export const subscriptionOrder = (): string => 'subscription';

export function createSubscription(body: SubscriptionBody): Subscription {
  const head = { id: SUBSCRIPTION_ID, type: 'subscription', version: SUBSCRIPTION_VERSION };
  return newEnvelope(head, body, subscriptionOrder);
}

export function changeSubscription(doc: Subscription, body: SubscriptionBody): Subscription {
  return withBody(doc, { ...doc.body, ...body }, subscriptionOrder);
}

/** `$29.00 + 100 × $0.10 = $39.00`: what a month costs before tax (product/communitrak.md 2.16). */
export function monthlyCents({
  baseCents,
  householdCents,
  households,
}: Pick<SubscriptionBody, 'baseCents' | 'householdCents' | 'households'>): number {
  return baseCents + householdCents * households;
}
