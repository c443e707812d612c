/** How the association takes payments through the gateway: who bears the fee, whether parts are taken, what a return costs. */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import type { Shape } from '../core/read.ts';
import { FEE_PAYERS, quote, type MethodKind, type Quote } from './fees.ts';

export const PAYMENT_SETTINGS_ID = 'payment-settings:main';
/** A draft that failed is tried again at most so often. */
export const MOST_RETRIES = 3;
const Cents = Type.Integer({ minimum: 0, maximum: 99_999_999 });
const Days = Type.Integer({ minimum: 1, maximum: 30 });

export const PAYMENT_SETTINGS_VERSION = 1;
export const PaymentSettingsSchema = Type.Object({
  feePayer: Type.Object({ card: Type.Enum(FEE_PAYERS), bank: Type.Enum(FEE_PAYERS) }),
  /** Whether less than the whole of a charge may be paid. */
  allowParts: Type.Boolean(),
  /** The least part of a charge; the rest of one may always be paid. */
  leastPartCents: Cents,
  /** Charged when a bank takes a payment back; 0 for nothing. */
  returnFeeCents: Cents,
  /** Days before an automatic payment on which the household is told of it. */
  autopayRemindDays: Days,
  /** Days after an automatic payment failed on which it is tried again, ascending; none for never. */
  autopayRetryDays: Type.Array(Days, { maxItems: MOST_RETRIES }),
});
export type PaymentSettingsBody = Type.Static<typeof PaymentSettingsSchema>;
export type PaymentSettings = Envelope<PaymentSettingsBody>;
export const paymentSettingsShape = {
  type: 'payment-settings',
  version: PAYMENT_SETTINGS_VERSION,
  schema: PaymentSettingsSchema,
} satisfies Shape;

/** What holds while nobody has decided anything. */
export const USUAL_SETTINGS: PaymentSettingsBody = {
  feePayer: { card: 'resident', bank: 'resident' },
  allowParts: true,
  leastPartCents: 1000,
  returnFeeCents: 0,
  autopayRemindDays: 3,
  autopayRetryDays: [3],
};

export const paymentSettingsOrder = (): string => 'payment-settings';

/** One for each association, always under the same id. */
export function createPaymentSettings(body: PaymentSettingsBody): PaymentSettings {
  const head = {
    id: PAYMENT_SETTINGS_ID,
    type: 'payment-settings',
    version: PAYMENT_SETTINGS_VERSION,
  };
  return newEnvelope(head, body, paymentSettingsOrder);
}

export function changePaymentSettings(
  doc: PaymentSettings,
  changes: Partial<PaymentSettingsBody>,
): PaymentSettings {
  return withBody(doc, { ...doc.body, ...changes }, paymentSettingsOrder);
}

/** What paying these amounts by card or from a bank account costs whom. */
export function quoteOf(
  charges: readonly { readonly cents: number }[],
  kind: MethodKind,
  settings: Pick<PaymentSettingsBody, 'feePayer'> = USUAL_SETTINGS,
): Quote {
  const cents = charges.reduce((sum, charge) => sum + charge.cents, 0);
  return quote(cents, kind, settings.feePayer[kind]);
}
