/** What happens when something falls due, by the kind that planned it. */
import { applyIntent, finalizeInvoice, retryInvoice } from './billing/invoices.ts';
import { renewSubscription, warnTrialEnd } from './billing/subscriptions.ts';
import type { PaymentIntent } from './core/records.ts';
import type { World } from './core/world.ts';
import { closeDispute, disputeCharge, returnDebit } from './money/disputes.ts';
import { settleDebit } from './money/intents.ts';
import { arrivePayout, gatherPayout } from './money/payouts.ts';
import { failRefund, settleRefund } from './money/refunds.ts';
import { expireSession, tellSession } from './money/sessions.ts';

/** A payment has ended that somebody waited for: its page, its invoice. */
function tellWhoWaited(world: World, intent: PaymentIntent | undefined): void {
  if (intent === undefined) return;
  const invoice = world.intents.note(intent.id)?.invoice;
  if (invoice !== undefined) applyIntent(world, intent, invoice);
  tellSession(world, intent);
}

export const jobs: Readonly<Record<string, (world: World, id: string) => void>> = {
  'charge.settle': (world, id) => tellWhoWaited(world, settleDebit(world, id)),
  'charge.return': returnDebit,
  'charge.dispute': disputeCharge,
  'dispute.expire': (world, id) => closeDispute(world, id, 'lost'),
  'invoice.finalize': finalizeInvoice,
  'invoice.retry': retryInvoice,
  'payout.arrive': arrivePayout,
  'payout.gather': gatherPayout,
  'refund.fail': failRefund,
  'refund.settle': settleRefund,
  'session.expire': expireSession,
  'subscription.renew': renewSubscription,
  'subscription.warn': warnTrialEnd,
};
