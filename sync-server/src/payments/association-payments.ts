/** What Stripe is to an association itself, put together: its account, payouts, autopay, the comparison, its bill. */
import { createAssociationActs, type AssociationActs } from './association-acts.ts';
import { createAssociationEvents } from './association-events.ts';
import type { BillingRoom } from './billing/billing.ts';
import { createClient, type StripeConfig } from './client.ts';
import { paymentsJobs, type PaymentsJob } from './jobs.ts';
import type { NewsHandler } from './news.ts';
import { modeOf } from './status.ts';

export type { AssociationActs } from './association-acts.ts';
export type { PaymentsJob } from './jobs.ts';

export interface AssociationPaymentsOptions extends Omit<BillingRoom, 'stripe' | 'mode'> {
  readonly stripe: StripeConfig;
  readonly appUrl: () => string;
}

export interface AssociationPayments {
  readonly acts: AssociationActs;
  readonly events: NewsHandler;
  readonly jobs: readonly PaymentsJob[];
}

export function createAssociationPayments(options: AssociationPaymentsOptions): AssociationPayments {
  const { stripe: config, appUrl } = options;
  const room: BillingRoom = { ...options, stripe: createClient(config), mode: modeOf(config) };
  return {
    acts: createAssociationActs(room, appUrl),
    events: createAssociationEvents(room),
    jobs: paymentsJobs(room),
  };
}
