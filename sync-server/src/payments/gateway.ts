/**
 * What residents' payments ask of Stripe, each question once: the call, its parameters, and what is kept of the answer. All
 * of it happens at the association's own connected account (direct charges); Communitrak's fee is the application fee.
 * Every call rejects with GatewayFault.
 */
import { localOf } from '@communitrak/domain/core/ids.ts';
import { asked, found, optionsOf, type Stripe } from './client.ts';
import { gatewayPages, type GatewayPages } from './gateway-pages.ts';
import { GATEWAY_KINDS, keyOf, metadataOf, type Household, type Order } from './orders.ts';
import {
  defaultOf,
  disputeOf,
  intentOf,
  methodOf,
  refundOf,
  type GatewayDispute,
  type GatewayMethod,
  type GatewayRefund,
  type Intent,
} from './shapes.ts';

const PAGE = 100;
const WITH_CHARGE = { expand: ['latest_charge'] };

export interface Gateway extends GatewayPages {
  createCustomer(account: string, who: Household): Promise<string>;
  /** Undefined when there is no such customer; `association` and `household` as we wrote them there. */
  readCustomer(
    account: string,
    id: string,
  ): Promise<(Household & { readonly defaultMethod: string }) | undefined>;
  methods(account: string, customer: string): Promise<readonly GatewayMethod[]>;
  setDefault(account: string, customer: string, method: string): Promise<void>;
  detach(account: string, method: string): Promise<void>;
  /** @param method of Stripe's @param back used when the person has to confirm it */
  charge(account: string, order: Order, method: string, back: string): Promise<Intent>;
  readIntent(account: string, id: string): Promise<Intent | undefined>;
  /** The customer's intent for this payment, made since then. @param since epoch seconds */
  findIntent(account: string, order: Order, since: number): Promise<Intent | undefined>;
  cancelIntent(account: string, id: string): Promise<void>;
  refund(account: string, order: RefundOrder): Promise<GatewayRefund>;
  refundsOf(account: string, intent: string): Promise<readonly GatewayRefund[]>;
  disputesOf(account: string, intent: string): Promise<readonly GatewayDispute[]>;
}

export interface RefundOrder {
  readonly association: string;
  /** Local ids. */
  readonly payment: string;
  readonly refund: string;
  readonly intent: string;
  readonly cents: number;
}

function chargeParams(order: Order, method: string, back: string): Stripe.PaymentIntentCreateParams {
  const { kind, totalCents, feeCents, currency, source } = order.payment.body;
  return {
    amount: totalCents,
    currency: currency.toLowerCase(),
    customer: order.customer,
    payment_method: method,
    allowed_payment_method_types: [GATEWAY_KINDS[kind]],
    confirm: true,
    application_fee_amount: feeCents,
    // Who has just asked for it can be sent to a page to confirm it; whoever queued it or has a standing order is not there.
    ...(source === 'now' ? { return_url: back } : { off_session: true }),
    metadata: metadataOf(order),
    ...WITH_CHARGE,
  };
}

function customers(
  stripe: Stripe,
): Pick<Gateway, 'createCustomer' | 'readCustomer' | 'methods' | 'setDefault' | 'detach'> {
  return {
    async createCustomer(account, { association, household }) {
      const options = optionsOf(account, `customer:${association}:${household}`);
      const params = { metadata: { association, household } };
      return (await asked(stripe.customers.create(params, options))).id;
    },
    async readCustomer(account, id) {
      const customer = await found(stripe.customers.retrieve(id, {}, optionsOf(account)));
      if (customer === undefined || customer.deleted === true) return undefined;
      const { association = '', household = '' } = customer.metadata;
      return { association, household, defaultMethod: defaultOf(customer) };
    },
    async methods(account, customer) {
      const list = await asked(
        stripe.customers.listPaymentMethods(customer, { limit: PAGE }, optionsOf(account)),
      );
      return list.data.flatMap((one) => methodOf(one) ?? []);
    },
    async setDefault(account, customer, method) {
      const params = { invoice_settings: { default_payment_method: method } };
      await asked(stripe.customers.update(customer, params, optionsOf(account)));
    },
    async detach(account, method) {
      await asked(stripe.paymentMethods.detach(method, {}, optionsOf(account)));
    },
  };
}

function charges(
  stripe: Stripe,
): Pick<Gateway, 'charge' | 'readIntent' | 'findIntent' | 'cancelIntent' | 'disputesOf'> {
  return {
    async charge(account, order, method, back) {
      const options = optionsOf(account, keyOf(order, 'payment'));
      return intentOf(await asked(stripe.paymentIntents.create(chargeParams(order, method, back), options)));
    },
    async readIntent(account, id) {
      const intent = await found(stripe.paymentIntents.retrieve(id, WITH_CHARGE, optionsOf(account)));
      return intent === undefined ? undefined : intentOf(intent);
    },
    async findIntent(account, { customer, payment }, since) {
      const params = { customer, created: { gte: since }, limit: PAGE, expand: ['data.latest_charge'] };
      const local = localOf(payment.id);
      for await (const intent of stripe.paymentIntents.list(params, optionsOf(account))) {
        if (intent.metadata['payment'] === local) return intentOf(intent);
      }
      return undefined;
    },
    async cancelIntent(account, id) {
      await asked(stripe.paymentIntents.cancel(id, {}, optionsOf(account)));
    },
    async disputesOf(account, intent) {
      const params = { payment_intent: intent, limit: PAGE };
      const list = await asked(stripe.disputes.list(params, optionsOf(account)));
      return list.data.flatMap((one) => disputeOf(one) ?? []);
    },
  };
}

function refunds(stripe: Stripe): Pick<Gateway, 'refund' | 'refundsOf'> {
  return {
    async refund(account, { association, payment, refund, intent, cents }) {
      const metadata = { association, payment, refund };
      const params = { payment_intent: intent, amount: cents, metadata };
      const options = optionsOf(account, `refund:${association}:${refund}`);
      return refundOf(await asked(stripe.refunds.create(params, options)));
    },
    async refundsOf(account, intent) {
      const params = { payment_intent: intent, limit: PAGE };
      const list = await asked(stripe.refunds.list(params, optionsOf(account)));
      return list.data.map(refundOf);
    },
  };
}

export function createGateway(stripe: Stripe): Gateway {
  return { ...customers(stripe), ...charges(stripe), ...gatewayPages(stripe), ...refunds(stripe) };
}
