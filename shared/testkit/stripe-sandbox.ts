/** For tests: the stand-in for Stripe, the `stripe` package pointed at it, and a connected account that takes payments. */
import Stripe from 'stripe';
import { createSandbox } from '../../sync-server/src/payments/sandbox/create-sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../sync-server/src/payments/sandbox/create-sandbox.ts';

export interface StripeStage {
  readonly sandbox: Sandbox;
  readonly stripe: Stripe;
  readonly account: string;
  /** The second argument of a call in the account's world. */
  readonly there: { readonly stripeAccount: string };
  close(): Promise<void>;
}

/** A client that tries once. */
export function clientOf(url: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
}

export async function connectAccount(stripe: Stripe, name: string): Promise<string> {
  const account = await stripe.accounts.create({
    country: 'US',
    controller: {
      fees: { payer: 'application' },
      losses: { payments: 'application' },
      stripe_dashboard: { type: 'express' },
      requirement_collection: 'stripe',
    },
    capabilities: {
      card_payments: { requested: true },
      transfers: { requested: true },
      us_bank_account_ach_payments: { requested: true },
    },
    business_profile: { name },
    metadata: { association: 'willow-creek' },
  });
  return account.id;
}

export async function openStripeStage(options: SandboxOptions = {}): Promise<StripeStage> {
  const sandbox = await createSandbox(options);
  const stripe = clientOf(sandbox.url);
  const account = await connectAccount(stripe, 'Willow Creek HOA');
  sandbox.completeAccount(account);
  return { sandbox, stripe, account, there: { stripeAccount: account }, close: () => sandbox.close() };
}
