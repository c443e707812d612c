/**
 * A way to pay that a household has saved with the gateway: a card or a bank account. Of either only brand (or the bank's
 * name) and the last four digits are known here; everything else stays with the gateway.
 */
import Type from 'typebox';
import { derivedLocal } from '../core/derive.ts';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { LocalId } from '../core/shapes.ts';
import { exactly, StripeId, TailSchema } from './gateway-shapes.ts';

export const METHOD_STATES = ['usable', 'pending', 'detached'] as const;
/** An id of the gateway's, or none yet. */
export const MaybeGatewayId = Type.Union([Type.Literal(''), StripeId]);

export const PAYMENT_METHOD_VERSION = 1;
export const PaymentMethodSchema = Type.Object({
  /** Local id. */
  household: LocalId,
  gateway: StripeId,
  ...TailSchema.properties,
  /** The one that is used where none is named. At most one of a household. */
  isDefault: Type.Boolean(),
  /** `pending`: a bank account whose two small deposits are still to be confirmed. `detached`: taken away for good. */
  state: Type.Enum(METHOD_STATES),
});
export type PaymentMethodBody = Type.Static<typeof PaymentMethodSchema>;
export type SavedMethod = Envelope<PaymentMethodBody>;
export const paymentMethodShape = {
  type: 'payment-method',
  version: PAYMENT_METHOD_VERSION,
  schema: PaymentMethodSchema,
} satisfies Shape;

/** The default first, then by name. */
export const paymentMethodOrder = ({ body }: SavedMethod): string =>
  `${body.isDefault ? '0' : '1'}.${alphabetical(body.brand).slice(0, 40)}.${body.last4}`;

/** Local id of the document about a method of the gateway's. */
export const methodLocal = (gateway: string): string => derivedLocal('payment-method', exactly(gateway));

export function createPaymentMethod(body: PaymentMethodBody): SavedMethod {
  const head = {
    id: makeId('payment-method', methodLocal(body.gateway)),
    type: 'payment-method',
    version: PAYMENT_METHOD_VERSION,
    parent: makeId('household', body.household),
  };
  return newEnvelope(head, body, paymentMethodOrder);
}

/** The method that is used where none is named, of one household's. */
export const defaultMethod = (methods: readonly SavedMethod[]): SavedMethod | undefined =>
  methods.find(({ body }) => body.isDefault && body.state === 'usable');
