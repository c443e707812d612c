/** The association's bill as Stripe tells it: its subscription and invoices as a document of ours. Pure. */
import type Stripe from 'stripe';
import {
  MOST_INVOICES,
  type Invoice,
  type InvoiceState,
  type SubscriptionBody,
} from '@communitrak/domain/billing/index.ts';
import { methodTail } from '../connect/account-facts.ts';
import { dayOf } from '../room.ts';
import { PRICES } from './prices.ts';

const STATES: Readonly<Record<string, InvoiceState>> = {
  open: 'open',
  paid: 'paid',
  void: 'void',
  uncollectible: 'uncollectible',
};

const tax = ({ total_taxes: taxes }: Stripe.Invoice): number =>
  (taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);

const address = (url: string | null | undefined): string =>
  typeof url === 'string' && /^https?:\/\/\S+$/.test(url) && url.length <= 600 ? url : '';

/** The term of its first line: the invoice's own period is that of what was collected for it before. */
function termOf(invoice: Stripe.Invoice, zone: string): Pick<Invoice, 'from' | 'to'> {
  const period = invoice.lines.data[0]?.period;
  return {
    from: dayOf(period?.start ?? invoice.period_start, zone),
    to: dayOf(period?.end ?? invoice.period_end, zone),
  };
}

function invoiceOf(invoice: Stripe.Invoice, zone: string): readonly Invoice[] {
  const state = STATES[invoice.status ?? ''];
  const { id, next_payment_attempt: next } = invoice;
  if (state === undefined || id === undefined) return [];
  return [
    {
      gateway: id,
      number: invoice.number ?? '',
      state,
      created: dayOf(invoice.created, zone),
      ...termOf(invoice, zone),
      totalCents: invoice.total,
      taxCents: tax(invoice),
      paidCents: invoice.amount_paid,
      nextTry: next === null ? '' : dayOf(next, zone),
      page: address(invoice.hosted_invoice_url),
      pdf: address(invoice.invoice_pdf),
    },
  ];
}

/** Stripe's states of a subscription, by ours. */
export const STATUS: Readonly<Record<string, SubscriptionBody['status']>> = {
  trialing: 'trial',
  active: 'active',
  past_due: 'past-due',
  unpaid: 'past-due',
  incomplete: 'past-due',
  paused: 'past-due',
  canceled: 'ended',
  incomplete_expired: 'ended',
};

/** When an open invoice could not be collected: the first attempt is made as it is finalized. */
const failedAt = ({ status_transitions: times, created }: Stripe.Invoice): number =>
  times.finalized_at ?? created;

function unpaidSince(
  subscription: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
  zone: string,
): string {
  if (STATUS[subscription.status] !== 'past-due') return '';
  const open = invoices.filter(({ status, amount_remaining: rest }) => status === 'open' && rest > 0);
  const [first = subscription.created] = open.map(failedAt).sort((a, b) => a - b);
  return dayOf(first, zone);
}

/** The day on which the last invoice that cost something was paid. */
function lastPaid(invoices: readonly Stripe.Invoice[], zone: string): string {
  const times = invoices
    .filter(({ status, total }) => status === 'paid' && total > 0)
    .map(({ status_transitions: { paid_at: at } }) => at ?? 0);
  return times.length === 0 ? '' : dayOf(Math.max(...times), zone);
}

/** Since when every bill is paid: it stays as it was while nothing was unpaid in between. */
function paidOn(
  before: SubscriptionBody | undefined,
  unpaid: string,
  invoices: readonly Stripe.Invoice[],
  zone: string,
): string {
  if (unpaid !== '') return '';
  return before === undefined || before.unpaidSince === ''
    ? (before?.paidOn ?? '')
    : lastPaid(invoices, zone);
}

function itemOf(subscription: Stripe.Subscription, key: string): Stripe.SubscriptionItem | undefined {
  return subscription.items.data.find(({ price }) => price.lookup_key === key);
}

export const householdItem = (subscription: Stripe.Subscription): Stripe.SubscriptionItem | undefined =>
  itemOf(subscription, PRICES.household.key);

function costs(
  subscription: Stripe.Subscription,
): Pick<SubscriptionBody, 'baseCents' | 'householdCents' | 'households'> {
  const item = householdItem(subscription);
  return {
    baseCents: itemOf(subscription, PRICES.base.key)?.price.unit_amount ?? PRICES.base.cents,
    householdCents: item?.price.unit_amount ?? PRICES.household.cents,
    households: item?.quantity ?? 0,
  };
}

export interface BillSources {
  readonly subscription: Stripe.Subscription;
  /** Newest first. */
  readonly invoices: readonly Stripe.Invoice[];
  readonly method: Stripe.PaymentMethod | null;
  readonly before: SubscriptionBody | undefined;
  readonly zone: string;
}

export function billOf({ subscription, invoices, method, before, zone }: BillSources): SubscriptionBody {
  const [item] = subscription.items.data;
  const from = item?.current_period_start ?? subscription.start_date;
  const to = item?.current_period_end ?? subscription.start_date;
  const began = before?.began ?? dayOf(subscription.start_date, zone);
  const unpaid = unpaidSince(subscription, invoices, zone);
  const ended = subscription.ended_at;
  return {
    status: STATUS[subscription.status] ?? 'active',
    currency: subscription.currency.toUpperCase(),
    ...costs(subscription),
    began,
    trialEnds: dayOf(subscription.trial_end ?? subscription.start_date, zone),
    periodFrom: dayOf(from, zone),
    periodTo: dayOf(to, zone),
    cancelAtEnd: subscription.cancel_at_period_end,
    endedOn: ended === null ? '' : dayOf(ended, zone),
    unpaidSince: unpaid,
    paidOn: paidOn(before, unpaid, invoices, zone),
    method: methodTail(method),
    invoices: invoices.flatMap((invoice) => invoiceOf(invoice, zone)).slice(0, MOST_INVOICES),
  };
}
