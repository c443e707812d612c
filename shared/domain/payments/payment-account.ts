/**
 * The association's own account at Stripe, into which residents pay: how far it is set up, what Stripe still asks for, and
 * where its payouts go. The server writes it as Stripe says; the words of what is asked for are the screens'.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, MaybeLine } from '../core/shapes.ts';
import { StripeId, TailSchema } from './gateway-shapes.ts';

/**
 * `onboarding`: not handed in yet. `restricted`: handed in, and Stripe allows charges or payouts not, or not any more.
 * `active`: both.
 */
export const ACCOUNT_STATES = ['onboarding', 'restricted', 'active'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const PAYMENT_ACCOUNT_VERSION = 1;
export const PaymentAccountSchema = Type.Object({
  account: StripeId,
  state: Type.Enum(ACCOUNT_STATES),
  /** Everything was handed in once. */
  detailsSubmitted: Type.Boolean(),
  chargesEnabled: Type.Boolean(),
  payoutsEnabled: Type.Boolean(),
  /** Stripe's names of what is due: `external_account`, `company.tax_id`. */
  requirements: Type.Array(Type.String({ pattern: '^[a-z0-9_.A-Z]+$', maxLength: 120 }), { maxItems: 60 }),
  /** Until when, before Stripe closes something; '' where it sets no date. */
  deadline: Type.Union([Type.Literal(''), InstantText]),
  /** Stripe's name of why it is closed: `requirements.past_due`; '' while it is not. */
  disabledReason: MaybeLine(80),
  /** Where payouts go; null while nothing is named. */
  external: Type.Union([Type.Null(), TailSchema]),
});
export type PaymentAccountBody = Type.Static<typeof PaymentAccountSchema>;
export type PaymentAccount = Envelope<PaymentAccountBody>;
export const paymentAccountShape = {
  type: 'payment-account',
  version: PAYMENT_ACCOUNT_VERSION,
  schema: PaymentAccountSchema,
} satisfies Shape;

/** One for each association. */
export const PAYMENT_ACCOUNT_ID = makeId('payment-account', 'main');
export const paymentAccountOrder = (): string => 'payment-account';

export function accountStateOf({
  detailsSubmitted,
  chargesEnabled,
  payoutsEnabled,
}: Pick<PaymentAccountBody, 'detailsSubmitted' | 'chargesEnabled' | 'payoutsEnabled'>): AccountState {
  if (!detailsSubmitted) return 'onboarding';
  return chargesEnabled && payoutsEnabled ? 'active' : 'restricted';
}

export type AccountFacts = Omit<PaymentAccountBody, 'state'>;

export function createPaymentAccount(facts: AccountFacts): PaymentAccount {
  const head = { id: PAYMENT_ACCOUNT_ID, type: 'payment-account', version: PAYMENT_ACCOUNT_VERSION };
  return newEnvelope(head, { ...facts, state: accountStateOf(facts) }, paymentAccountOrder);
}

export function changePaymentAccount(doc: PaymentAccount, facts: AccountFacts): PaymentAccount {
  return withBody(doc, { ...doc.body, ...facts, state: accountStateOf(facts) }, paymentAccountOrder);
}
