/**
 * Invoices: drafted at a period's beginning, final an hour later, charged to the default method, and tried again while it
 * fails. https://docs.stripe.com/billing/invoices/subscription
 */
import { DAY, HOUR } from '../core/days.ts';
import type { Invoice, Subscription } from '../core/billing-records.ts';
import type { Customer, PaymentIntent } from '../core/records.ts';
import { emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { makeIntent, tryPayment } from '../money/intents.ts';
import { draftInvoice } from './invoice-shape.ts';
import type { InvoicePlan } from './invoice-shape.ts';
import { endSubscription, setStatus } from './standing.ts';

/** Days from each failed attempt to the next: Stripe's usual schedule without its guessing. */
const RETRY_DAYS = [3, 5, 7];

export function subscriptionOf(world: World, invoice: Invoice): Subscription | undefined {
  return world.subscriptions.get(world.invoices.note(invoice.id)?.subscription ?? '');
}

/** A draft; `held` leaves it one until somebody finalizes it. */
export function startInvoice(world: World, plan: InvoicePlan, held = false): Invoice {
  const drafted = draftInvoice(world, plan);
  const invoice = held ? { ...drafted, auto_advance: false, automatically_finalizes_at: null } : drafted;
  world.invoices.add(invoice, { subscription: plan.subscription.id });
  world.subscriptions.change(plan.subscription.id, { latest_invoice: invoice.id });
  emit(world, 'invoice.created', invoice);
  if (!held) world.engine.plan(world, world.engine.now() + HOUR, 'invoice.finalize', invoice.id);
  return invoice;
}

function nextNumber(world: World, customer: Customer): string {
  const sequence = Number(customer['next_invoice_sequence'] ?? 1);
  world.customers.change(customer.id, { next_invoice_sequence: sequence + 1 });
  return `${String(customer['invoice_prefix'])}-${String(sequence).padStart(4, '0')}`;
}

/** Nothing happens to what is no draft any more. */
export function finalizeInvoice(world: World, id: string): Invoice {
  const draft = world.invoices.need(id);
  if (draft.status !== 'draft') return draft;
  const now = world.engine.now();
  const customer = world.customers.need(draft.customer);
  const open = world.invoices.change(id, {
    automatically_finalizes_at: null,
    effective_at: now,
    hosted_invoice_url: `${world.engine.base}/invoice/${world.account ?? 'platform'}/${id}`,
    number: nextNumber(world, customer),
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  });
  emit(world, 'invoice.finalized', open);
  return open.amount_due === 0 ? payInvoice(world, open) : collectInvoice(world, id);
}

function methodFor(world: World, invoice: Invoice): string | undefined {
  const own = subscriptionOf(world, invoice)?.default_payment_method;
  const id = own ?? world.customers.need(invoice.customer).invoice_settings.default_payment_method;
  // One that was detached meanwhile is nobody's.
  return id !== null && world.methods.get(id)?.customer === invoice.customer ? id : undefined;
}

function intentFor(world: World, invoice: Invoice): PaymentIntent {
  const before = world.intents.all(['invoice', invoice.id]).find(({ status }) => status !== 'canceled');
  if (before !== undefined) return before;
  const fields = {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description: `Invoice ${invoice.number ?? invoice.id}`,
  };
  return makeIntent(world, fields, { invoice: invoice.id });
}

/** One attempt. @param method instead of the default one */
export function collectInvoice(world: World, id: string, method?: string): Invoice {
  const invoice = world.invoices.need(id);
  const chosen = method ?? methodFor(world, invoice);
  if (chosen === undefined) return failInvoice(world, invoice);
  return applyIntent(
    world,
    tryPayment(world, intentFor(world, invoice).id, chosen, { offSession: true }),
    id,
  );
}

/** What the payment's end is for its invoice. */
export function applyIntent(world: World, intent: PaymentIntent, id: string): Invoice {
  const invoice = world.invoices.need(id);
  if (invoice.status === 'paid') return invoice;
  if (intent.status === 'succeeded') return payInvoice(world, invoice);
  if (intent.status !== 'processing') return failInvoice(world, invoice);
  return world.invoices.change(id, {
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: null,
  });
}

function payInvoice(world: World, invoice: Invoice): Invoice {
  const paid = world.invoices.change(invoice.id, {
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + (invoice.amount_due > 0 ? 1 : 0),
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: world.engine.now() },
  });
  emit(world, 'invoice.paid', paid);
  emit(world, 'invoice.payment_succeeded', paid);
  const subscription = subscriptionOf(world, invoice);
  const behind = ['past_due', 'unpaid', 'incomplete'].includes(subscription?.status ?? '');
  if (subscription !== undefined && behind && !owesOther(world, subscription)) {
    setStatus(world, subscription.id, 'active');
  }
  return paid;
}

const owesOther = (world: World, { id }: Subscription): boolean =>
  world.invoices.all(['subscription', id]).some(({ status }) => status === 'open');

function failInvoice(world: World, invoice: Invoice): Invoice {
  const wait = RETRY_DAYS[invoice.attempt_count];
  const next = wait === undefined ? null : world.engine.now() + wait * DAY;
  const failed = world.invoices.change(invoice.id, {
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: next,
  });
  emit(world, 'invoice.payment_failed', failed);
  if (next !== null) world.engine.plan(world, next, 'invoice.retry', invoice.id);
  fallBehind(world, failed, next === null);
  return failed;
}

function fallBehind(world: World, invoice: Invoice, last: boolean): void {
  const subscription = subscriptionOf(world, invoice);
  if (subscription === undefined || subscription.status === 'canceled') return;
  if (!last) {
    if (subscription.status === 'active') setStatus(world, subscription.id, 'past_due');
    return;
  }
  if (world.engine.afterRetries === 'unpaid') setStatus(world, subscription.id, 'unpaid');
  else endSubscription(world, subscription.id, 'payment_failed');
}

/** The next attempt of the schedule; one that was paid or tried meanwhile is left. */
export function retryInvoice(world: World, id: string): void {
  const { status, next_payment_attempt: next } = world.invoices.need(id);
  if (status === 'open' && typeof next === 'number' && next <= world.engine.now()) collectInvoice(world, id);
}
