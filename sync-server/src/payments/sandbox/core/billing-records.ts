/** What the stand-in keeps of billing. */
import type { Metadata, Stored } from './stored.ts';

export interface Recurring {
  readonly interval: string;
  readonly interval_count: number;
  readonly [field: string]: unknown;
}

export interface Price extends Stored {
  readonly active: boolean;
  readonly currency: string;
  readonly lookup_key: string | null;
  readonly nickname: string | null;
  readonly product: string;
  readonly recurring: Recurring | null;
  readonly unit_amount: number;
}

export interface Product extends Stored {
  readonly name: string;
  readonly active: boolean;
}

export interface SubscriptionItem extends Stored {
  readonly price: Price;
  readonly quantity: number;
  readonly subscription: string;
  readonly current_period_start: number;
  readonly current_period_end: number;
}

export interface Subscription extends Stored {
  readonly billing_cycle_anchor: number;
  readonly cancel_at_period_end: boolean;
  readonly currency: string;
  readonly customer: string;
  readonly default_payment_method: string | null;
  readonly items: { readonly data: readonly SubscriptionItem[]; readonly [field: string]: unknown };
  readonly latest_invoice: string | null;
  readonly metadata: Metadata;
  readonly status: string;
  readonly trial_end: number | null;
}

export interface Invoice extends Stored {
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly amount_remaining: number;
  readonly attempt_count: number;
  readonly billing_reason: string;
  readonly currency: string;
  readonly customer: string;
  readonly hosted_invoice_url: string | null;
  readonly lines: { readonly data: readonly InvoiceLine[]; readonly [field: string]: unknown };
  readonly number: string | null;
  readonly period_start: number;
  readonly period_end: number;
  readonly status: string;
  readonly status_transitions: Readonly<Record<string, number | null>>;
  readonly total: number;
}

export interface InvoiceLine {
  readonly id: string;
  readonly amount: number;
  readonly description: string;
  readonly quantity: number;
  readonly [field: string]: unknown;
}
