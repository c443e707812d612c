/** Subscriptions: a trial, then an invoice each month. https://docs.stripe.com/billing/subscriptions/overview */
import { addMonths, DAY } from '../core/days.ts';
import type { Price, Subscription, SubscriptionItem } from '../core/billing-records.ts';
import type { Customer } from '../core/records.ts';
import type { Metadata } from '../core/stored.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { finalizeInvoice, startInvoice } from './invoices.ts';
import { planOf } from './prices.ts';
import { changeSubscription, endSubscription } from './standing.ts';

const SHAPE = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: null, type: 'classic' },
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, reason: null },
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
};

const WARN_DAYS = 3;

export interface ItemFields {
  readonly price: Price;
  readonly quantity: number;
}

export interface SubscriptionFields {
  readonly customer: Customer;
  readonly items: readonly ItemFields[];
  readonly trialEnd: number | undefined;
  readonly missingMethod: string;
  readonly default_payment_method: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export function makeItem(
  world: World,
  subscription: string,
  fields: ItemFields,
  span: Span,
): SubscriptionItem {
  const head = born(world, 'si_', 'subscription_item');
  world.items.add({ id: head.id, created: head.created, subscription }, {});
  return {
    ...head,
    billing_thresholds: null,
    current_period_end: span.end,
    current_period_start: span.start,
    discounts: [],
    metadata: {},
    plan: planOf(fields.price),
    price: fields.price,
    quantity: fields.quantity,
    subscription,
    tax_rates: [],
  };
}

export const itemList = (id: string, data: readonly SubscriptionItem[]) => ({
  object: 'list',
  data,
  has_more: false,
  url: `/v1/subscription_items?subscription=${id}`,
});

/** The end of the month, counted from the anchor, in which `start` lies. */
function monthEnd(anchor: number, start: number): number {
  let months = 1;
  while (addMonths(anchor, months) <= start) months += 1;
  return addMonths(anchor, months);
}

export const periodOf = (subscription: Subscription): Span => {
  const [item] = subscription.items.data;
  return {
    start: item?.current_period_start ?? subscription.created,
    end: item?.current_period_end ?? subscription.created,
  };
};

export function makeSubscription(world: World, fields: SubscriptionFields): Subscription {
  const head = born(world, 'sub_', 'subscription');
  const trial = fields.trialEnd;
  const span = { start: head.created, end: trial ?? monthEnd(head.created, head.created) };
  const subscription: Subscription = {
    ...SHAPE,
    ...head,
    billing_cycle_anchor: trial ?? head.created,
    currency: fields.items[0]?.price.currency ?? 'usd',
    customer: fields.customer.id,
    default_payment_method: fields.default_payment_method,
    description: fields.description,
    items: itemList(
      head.id,
      fields.items.map((it) => makeItem(world, head.id, it, span)),
    ),
    latest_invoice: null,
    metadata: fields.metadata,
    start_date: head.created,
    status: trial === undefined ? 'incomplete' : 'trialing',
    trial_end: trial ?? null,
    trial_settings: { end_behavior: { missing_payment_method: fields.missingMethod } },
    trial_start: trial === undefined ? null : head.created,
  };
  world.subscriptions.add(subscription, {});
  emit(world, 'customer.subscription.created', subscription);
  const free = trial !== undefined;
  const plan = { subscription, customer: fields.customer, reason: 'subscription_create', period: span, free };
  finalizeInvoice(world, startInvoice(world, plan).id);
  planPeriod(world, subscription.id, span.end, trial);
  return world.subscriptions.need(subscription.id);
}

function planPeriod(world: World, id: string, end: number, trial: number | undefined): void {
  if (trial !== undefined) {
    const warn = Math.max(trial - WARN_DAYS * DAY, world.engine.now());
    world.engine.plan(world, warn, 'subscription.warn', id);
  }
  world.engine.plan(world, end, 'subscription.renew', id);
}

export function warnTrialEnd(world: World, id: string): void {
  const subscription = world.subscriptions.need(id);
  if (subscription.status === 'trialing') emit(world, 'customer.subscription.trial_will_end', subscription);
}

/** Ends the trial, or moves its end. */
export function moveTrialEnd(world: World, id: string, end: number): void {
  const subscription = world.subscriptions.need(id);
  const data = subscription.items.data.map((it) => ({ ...it, current_period_end: end }));
  changeSubscription(world, id, {
    billing_cycle_anchor: end,
    items: itemList(id, data),
    trial_end: end,
  });
  if (end <= world.engine.now()) renewSubscription(world, id);
  else planPeriod(world, id, end, end);
}

function trialEndsWithoutMethod(world: World, subscription: Subscription): string | undefined {
  if (subscription.status !== 'trialing') return undefined;
  const customer = world.customers.need(subscription.customer);
  const method = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  if (method !== null) return undefined;
  const settings = subscription['trial_settings'] as { end_behavior: { missing_payment_method: string } };
  return settings.end_behavior.missing_payment_method;
}

/** A period is over: the next one begins with its invoice, or the subscription ends. */
export function renewSubscription(world: World, id: string): void {
  const before = world.subscriptions.need(id);
  const over = periodOf(before).end;
  const ended = ['canceled', 'paused', 'incomplete_expired'].includes(before.status);
  if (ended || over > world.engine.now()) return;
  const missing = trialEndsWithoutMethod(world, before);
  if (before.cancel_at_period_end || missing === 'cancel') {
    endSubscription(world, id, 'cancellation_requested');
    return;
  }
  if (missing === 'pause') {
    emit(world, 'customer.subscription.paused', world.subscriptions.change(id, { status: 'paused' }));
    return;
  }
  const span = { start: over, end: monthEnd(before.billing_cycle_anchor, over) };
  const data = before.items.data.map((it) => ({
    ...it,
    current_period_start: span.start,
    current_period_end: span.end,
  }));
  const subscription = changeSubscription(world, id, {
    items: itemList(id, data),
    status: before.status === 'trialing' ? 'active' : before.status,
  });
  const customer = world.customers.need(subscription.customer);
  const plan = { subscription, customer, reason: 'subscription_cycle', period: span, free: false };
  startInvoice(world, plan, subscription.status === 'unpaid');
  planPeriod(world, id, span.end, undefined);
}
