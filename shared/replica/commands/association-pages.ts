/**
 * What the association itself does with the gateway, which only a connection can: its account there, and its own bill.
 * Addresses and answers as in payment-pages.ts.
 */
import type { Replica } from '../replica.ts';
import { act, page, type OnlineResult, type PageResult } from './payment-pages.ts';

/** Where the association sets up its account, or answers what is still asked of it. */
export const onboardingPage = (replica: Replica): Promise<PageResult> =>
  page(replica, 'account/onboarding', {});

/** Asks the gateway how far the account is; what it says arrives with the next sync. */
export const refreshAccount = (replica: Replica): Promise<OnlineResult> => act(replica, 'account/refresh');

/** Where the association names the card or bank account that pays its own bill. */
export const billingMethodPage = (replica: Replica): Promise<PageResult> =>
  page(replica, 'billing/method', {});

/** Where the association sees what the gateway keeps of its bill. */
export const billingPortalPage = (replica: Replica): Promise<PageResult> =>
  page(replica, 'billing/portal', {});

/** Ends the service with the present term; or, with false, takes that back. */
export const cancelService = (replica: Replica, cancel: boolean): Promise<OnlineResult> =>
  act(replica, 'billing/cancel', { cancel });
