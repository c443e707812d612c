/** How much of a payment can still be given back, or why nothing can. Pure. */
import { refundedOf, type PaymentBody, type RefundRequestBody } from '@communitrak/domain/payments/index.ts';
import type { MessageId } from '../../i18n/messages.ts';

export type Refundable =
  | { readonly mostCents: number; readonly why?: never }
  | { readonly mostCents: 0; readonly why: MessageId };

/** Asked for and not refused: what is on its way counts as given back. */
function askedCents(refunds: readonly RefundRequestBody[]): number {
  return refunds
    .filter(({ outcome }) => outcome.state !== 'refused' && outcome.state !== 'failed')
    .reduce((sum, { cents }) => sum + cents, 0);
}

/** Of the amount before the fee; the gateway keeps the fee. */
export function refundable(
  { cents, outcome }: Pick<PaymentBody, 'cents' | 'outcome'>,
  refunds: readonly RefundRequestBody[],
): Refundable {
  if (outcome.state === 'returned') return { mostCents: 0, why: 'onlinePayments.refund.why.returned' };
  if (outcome.state !== 'succeeded') return { mostCents: 0, why: 'onlinePayments.refund.why.notPaid' };
  if (outcome.dispute !== undefined && outcome.dispute.state !== 'won')
    return { mostCents: 0, why: 'onlinePayments.refund.why.disputed' };
  const left = cents - Math.max(refundedOf(outcome), askedCents(refunds));
  return left > 0 ? { mostCents: left } : { mostCents: 0, why: 'onlinePayments.refund.why.all' };
}
