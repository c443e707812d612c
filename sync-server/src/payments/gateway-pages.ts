/** Stripe's own pages, to which people are sent: for paying, for saving a card or a bank account, for looking after them. */
import type { MethodKind } from '@communitrak/domain/payments/index.ts';
import { asked, found, optionsOf, type Stripe } from './client.ts';
import {
  GATEWAY_KINDS,
  keyOf,
  metadataOf,
  type Back,
  type CheckoutWords,
  type Household,
  type Order,
} from './orders.ts';
import { sessionOf, type Session } from './shapes.ts';

export interface GatewayPages {
  openCheckout(account: string, order: Order, words: CheckoutWords, back: Back): Promise<Session>;
  readSession(account: string, id: string): Promise<Session | undefined>;
  expireSession(account: string, id: string): Promise<void>;
  openSetup(account: string, order: SetupOrder, back: Back): Promise<PageAt>;
  openPortal(account: string, customer: string, back: string): Promise<PageAt>;
}

export interface PageAt {
  readonly url: string;
}

/** For saving a method. */
export interface SetupOrder extends Household {
  readonly customer: string;
  readonly kind: MethodKind;
}

function checkoutParams(order: Order, words: CheckoutWords, back: Back): Stripe.Checkout.SessionCreateParams {
  const { kind, cents, totalCents, feeCents, currency } = order.payment.body;
  const line = (name: string, amount: number) => ({
    quantity: 1,
    price_data: { currency: currency.toLowerCase(), unit_amount: amount, product_data: { name } },
  });
  const onTop = totalCents - cents;
  return {
    mode: 'payment',
    customer: order.customer,
    allowed_payment_method_types: [GATEWAY_KINDS[kind]],
    line_items: [line(words.charges, cents), ...(onTop > 0 ? [line(words.fee, onTop)] : [])],
    payment_intent_data: { application_fee_amount: feeCents, metadata: metadataOf(order) },
    metadata: metadataOf(order),
    success_url: back.done,
    cancel_url: back.left,
  };
}

function setupParams(order: SetupOrder, back: Back): Stripe.Checkout.SessionCreateParams {
  const { association, household, customer, kind } = order;
  const metadata = { association, household };
  return {
    mode: 'setup',
    customer,
    allowed_payment_method_types: [GATEWAY_KINDS[kind]],
    metadata,
    setup_intent_data: { metadata },
    success_url: back.done,
    cancel_url: back.left,
  };
}

const PORTAL_NAME = 'Ways to pay';

/** What the portal lets people do, of an account that has no dashboard to set it in. @returns its id */
async function portalOf(stripe: Stripe, account: string): Promise<string> {
  const { configurations } = stripe.billingPortal;
  const known = await asked(configurations.list({ active: true, limit: 100 }, optionsOf(account)));
  const own = known.data.find(({ name }) => name === PORTAL_NAME);
  if (own !== undefined) return own.id;
  const params = {
    name: PORTAL_NAME,
    features: { payment_method_update: { enabled: true }, invoice_history: { enabled: false } },
  };
  return (await asked(configurations.create(params, optionsOf(account, `portal:${account}`)))).id;
}

export function gatewayPages(stripe: Stripe): GatewayPages {
  const { sessions } = stripe.checkout;
  return {
    async openCheckout(account, order, words, back) {
      const options = optionsOf(account, keyOf(order, 'page'));
      return sessionOf(await asked(sessions.create(checkoutParams(order, words, back), options)));
    },
    async readSession(account, id) {
      const session = await found(sessions.retrieve(id, {}, optionsOf(account)));
      return session === undefined ? undefined : sessionOf(session);
    },
    async expireSession(account, id) {
      await asked(sessions.expire(id, {}, optionsOf(account)));
    },
    async openSetup(account, order, back) {
      const session = await asked(sessions.create(setupParams(order, back), optionsOf(account)));
      return { url: session.url ?? '' };
    },
    async openPortal(account, customer, back) {
      const configuration = await portalOf(stripe, account);
      const params = { customer, configuration, return_url: back };
      const { url } = await asked(stripe.billingPortal.sessions.create(params, optionsOf(account)));
      return { url };
    },
  };
}
