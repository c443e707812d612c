/**
 * What an association's leaders do about its account and its bill: who may, where Stripe's pages send them back to, and each
 * act in Stripe's fault or done. For residents' payments there is `pages.ts`.
 */
import { isOffice, type Principal } from '@communitrak/domain/core/principal.ts';
import { cancelAtEnd, methodPage, portalPage } from './billing/acts.ts';
import type { BillingRoom } from './billing/billing.ts';
import { asked } from './client.ts';
import { onboardingPage, refreshAccount } from './connect/account.ts';
import { PaymentProblem } from './problem.ts';

export interface PageAnswer {
  readonly url: string;
}

/** Each rejects with PaymentProblem (`not-found` for whoever may not), or with GatewayFault. */
export interface AssociationActs {
  /** Stripe's page on which the account is filled in. */
  onboarding(who: Principal): Promise<PageAnswer>;
  /** Asks Stripe how the account stands. */
  refresh(who: Principal): Promise<void>;
  /** Stripe's page on which a way to pay the bill is entered. */
  billingMethod(who: Principal): Promise<PageAnswer>;
  /** Stripe's page with invoices and ways to pay. */
  billingPortal(who: Principal): Promise<PageAnswer>;
  /** @param cancel at the end of the term; false takes that back */
  cancel(who: Principal, cancel: boolean): Promise<void>;
}

/** The office keeps the account; the bill is everybody's who leads the association. */
function demandOffice(who: Principal): void {
  if (!isOffice(who)) throw new PaymentProblem('not-found');
}

function demandLeader({ keys }: Principal): void {
  if (!['office', 'board', 'lead'].some((key) => keys.has(key))) throw new PaymentProblem('not-found');
}

/** @param appUrl where people open the app, without a slash at its end */
export function createAssociationActs(room: BillingRoom, appUrl: () => string): AssociationActs {
  const page = (association: string, path: string): string => `${appUrl()}/app/${association}/${path}`;
  return {
    async onboarding(who) {
      demandOffice(who);
      const back = page(who.association, 'online-payments/setup');
      const pages = { back: `${back}?done=onboarding`, again: `${back}?again=onboarding` };
      return { url: await asked(onboardingPage(room, who.association, pages)) };
    },
    async refresh(who) {
      demandOffice(who);
      await asked(refreshAccount(room, who.association));
    },
    async billingMethod(who) {
      demandLeader(who);
      const back = page(who.association, 'billing');
      const pages = { done: `${back}?done=method`, left: `${back}?left=method` };
      return { url: await asked(methodPage(room, who.association, pages)) };
    },
    async billingPortal(who) {
      demandLeader(who);
      return { url: await asked(portalPage(room, who.association, page(who.association, 'billing'))) };
    },
    async cancel(who, cancel) {
      demandLeader(who);
      await asked(cancelAtEnd(room, who.association, cancel));
    },
  };
}
