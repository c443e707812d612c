/** What was tried to pay an invoice: one payment intent, through all its attempts. */
import type { PaymentIntent } from '../core/records.ts';
import type { World } from '../core/world.ts';

function paymentOf(invoice: string, intent: PaymentIntent): object {
  const paid = intent.status === 'succeeded';
  return {
    id: `inpay_${intent.id.slice(3)}`,
    object: 'invoice_payment',
    amount_paid: paid ? intent.amount : null,
    amount_requested: intent.amount,
    created: intent.created,
    currency: intent.currency,
    invoice,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: paid ? 'paid' : intent.status === 'canceled' ? 'canceled' : 'open',
    status_transitions: { canceled_at: null, paid_at: paid ? intent.created : null },
  };
}

export function invoicePayments(world: World, invoice: string): readonly object[] {
  return world.intents.all(['invoice', invoice]).map((it) => paymentOf(invoice, it));
}
