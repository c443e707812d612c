/** Whether the association can take payments through the gateway at this moment, as the server knows it. */
import Type from 'typebox';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import type { Shape } from '../core/read.ts';

export const PAYMENT_STATUS_ID = 'payment-status:main';
export const PAYMENT_MODES = ['live', 'sandbox'] as const;
export type PaymentMode = (typeof PAYMENT_MODES)[number];

export const PAYMENT_STATUS_VERSION = 1;
export const PaymentStatusSchema = Type.Object({
  /** True when charges are possible. */
  open: Type.Boolean(),
  /** `sandbox`: no money moves, and the screens say so. */
  mode: Type.Enum(PAYMENT_MODES),
  /** The one currency that is taken. */
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export type PaymentStatusBody = Type.Static<typeof PaymentStatusSchema>;
export type PaymentStatus = Envelope<PaymentStatusBody>;
export const paymentStatusShape = {
  type: 'payment-status',
  version: PAYMENT_STATUS_VERSION,
  schema: PaymentStatusSchema,
} satisfies Shape;

export const paymentStatusOrder = (): string => 'payment-status';

/** One for each association, always under the same id. */
export function createPaymentStatus(body: PaymentStatusBody): PaymentStatus {
  const head = { id: PAYMENT_STATUS_ID, type: 'payment-status', version: PAYMENT_STATUS_VERSION };
  return newEnvelope(head, body, paymentStatusOrder);
}
