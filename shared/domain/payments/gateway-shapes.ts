/**
 * Small shapes that documents of online payments share. Of a card or a bank account brand and last four are all that is
 * ever kept; everything else stays with Stripe.
 */
import Type from 'typebox';
import { MaybeLine } from '../core/shapes.ts';

/** An id of Stripe's: `po_…`, `txn_…`, `acct_…`. Upper and lower case count. */
export const StripeId = Type.String({ pattern: '^[a-z]{2,12}_[A-Za-z0-9_]+$', maxLength: 120 });

/** An id of Stripe's as a part of a derived id, which makes no difference between upper and lower case: theirs do. */
export const exactly = (id: string): string =>
  Array.from(id, (letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('');

/** `visa` or a bank's name, and `4242`; '' where Stripe does not say. */
export const TailSchema = Type.Object({
  kind: Type.Enum(['card', 'bank']),
  brand: MaybeLine(60),
  last4: Type.String({ pattern: '^(\\d{4})?$' }),
});
export type Tail = Type.Static<typeof TailSchema>;
