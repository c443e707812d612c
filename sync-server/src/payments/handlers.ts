/**
 * What an event is worth here: nothing but the name of an object that is read anew. By the kind of the object, for events of
 * connected accounts and for the platform's own.
 */
import { onMethodPageDone } from './billing/acts.ts';
import { onBillingEvent, type BillingRoom } from './billing/billing.ts';
import { onAccountEvent } from './connect/account.ts';
import { onPayoutEvent } from './payouts/payouts.ts';

/** @param account '' for the platform's own */
export type Handle = (account: string, objectId: string) => Promise<void>;
export type Handlers = Readonly<Record<string, Handle>>;

const idOf = (value: string | { readonly id: string } | null): string =>
  typeof value === 'string' ? value : (value?.id ?? '');

/** `account.updated`, `capability.updated`, `account.external_account.*`, `payout.*`. */
export function connectHandlers(room: BillingRoom): Handlers {
  const account: Handle = (of) => onAccountEvent(room, of);
  return {
    account,
    capability: account,
    bank_account: account,
    card: account,
    payout: (of, id) => onPayoutEvent(room, of, id),
  };
}

/** `customer.*`, `customer.subscription.*`, `invoice.*`, `checkout.session.completed`. */
export function platformHandlers(room: BillingRoom): Handlers {
  const { stripe } = room;
  return {
    customer: (_account, id) => onBillingEvent(room, id),
    subscription: async (_account, id) =>
      onBillingEvent(room, idOf((await stripe.subscriptions.retrieve(id)).customer)),
    invoice: async (_account, id) =>
      onBillingEvent(room, idOf((await stripe.invoices.retrieve(id)).customer)),
    'checkout.session': (_account, id) => onMethodPageDone(room, id),
  };
}
