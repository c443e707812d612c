/** An invoice and its lines, as they look when they are made. */
import type { Invoice, InvoiceLine, Subscription, SubscriptionItem } from '../core/billing-records.ts';
import type { Customer } from '../core/records.ts';
import { born } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { HOUR } from '../core/days.ts';

const SHAPE = {
  account_country: 'US',
  account_name: 'Communitrak',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: true,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  subscription: null,
  test_clock: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
};

export interface Period {
  readonly start: number;
  readonly end: number;
}

const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;

function describe(world: World, { price, quantity }: SubscriptionItem, free: boolean): string {
  const name = world.products.get(price.product)?.name ?? price.nickname ?? price.id;
  if (free) return `Trial period for ${name}`;
  return `${String(quantity)} × ${name} (at ${dollars(price.unit_amount)} / ${price.recurring?.interval ?? 'once'})`;
}

const LINE = {
  discount_amounts: [],
  discountable: true,
  discounts: [],
  livemode: false,
  metadata: {},
  pretax_credit_amounts: [],
  subscription: null,
  taxes: [],
};

const parentOf = (subscription: string, item: string): object => ({
  invoice_item_details: null,
  subscription_item_details: {
    invoice_item: null,
    proration: false,
    proration_details: { credited_items: null },
    subscription,
    subscription_item: item,
  },
  type: 'subscription_item_details',
});

function lineOf(world: World, invoice: string, item: SubscriptionItem, plan: InvoicePlan): InvoiceLine {
  const { price, quantity } = item;
  const unit = plan.free ? 0 : price.unit_amount;
  return {
    ...LINE,
    id: world.engine.newId('il_'),
    object: 'line_item',
    amount: unit * quantity,
    currency: price.currency,
    description: describe(world, item, plan.free),
    invoice,
    parent: parentOf(plan.subscription.id, item.id),
    period: plan.period,
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: String(unit),
    },
    quantity,
    quantity_decimal: String(quantity),
    subtotal: unit * quantity,
  };
}

const asList = (id: string, data: readonly InvoiceLine[]) => ({
  object: 'list',
  data,
  has_more: false,
  url: `/v1/invoices/${id}/lines`,
});

export interface InvoicePlan {
  readonly subscription: Subscription;
  readonly customer: Customer;
  readonly reason: string;
  readonly period: Period;
  /** Of a trial: nothing is owed for it. */
  readonly free: boolean;
}

/** A draft for one period of a subscription. */
export function draftInvoice(world: World, plan: InvoicePlan): Invoice {
  const { subscription, customer } = plan;
  const head = born(world, 'in_', 'invoice');
  const lines = subscription.items.data.map((it) => lineOf(world, head.id, it, plan));
  const total = lines.reduce((sum, it) => sum + it.amount, 0);
  return {
    ...SHAPE,
    ...head,
    amount_due: total,
    amount_remaining: total,
    automatically_finalizes_at: head.created + HOUR,
    billing_reason: plan.reason,
    currency: subscription.currency,
    customer: customer.id,
    customer_address: customer['address'] ?? null,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer['phone'] ?? null,
    lines: asList(head.id, lines),
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: head.created,
    period_start: plan.period.start,
    status: 'draft',
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  } as Invoice;
}
