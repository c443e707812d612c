/** Hands what people asked for to whoever sends it: payments with a saved method, and refunds. */
import { paymentEntity, refundRequestEntity } from '@communitrak/domain/payments/index.ts';
import type { Change, Reaction } from './reaction.ts';

/** What sends them: written down before it resolves, so that the feed may go on. */
export interface PaymentsAsked {
  ask(association: string, documents: readonly string[]): Promise<void>;
}

/** One that is paid at the gateway's page is sent by whoever opens that. */
function isToSend({ doc }: Change): boolean {
  const payment = paymentEntity.read(doc)?.body;
  if (payment !== undefined) return payment.outcome.state === 'requested' && payment.method !== '';
  return refundRequestEntity.read(doc)?.body.outcome.state === 'requested';
}

export function sendPayments(payments: PaymentsAsked): Reaction {
  return {
    name: 'send-payments',
    tells: false,
    on: ({ type }) => type === 'payment' || type === 'refund-request',
    async react(change) {
      if (isToSend(change)) await payments.ask(change.association, [change.id]);
    },
  };
}
