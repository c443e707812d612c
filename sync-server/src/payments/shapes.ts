/**
 * What is kept of Stripe's answers, read out of them where they enter: of a card or a bank account brand and last four and
 * nothing else. Whatever is not named here has never been in this server.
 */
import type { MethodKind, Tail } from '@communitrak/domain/payments/index.ts';
import type { Stripe } from './client.ts';

export interface Failure {
  readonly code: string;
  readonly declineCode: string;
}

export interface Intent {
  readonly id: string;
  readonly status: Stripe.PaymentIntent.Status;
  readonly cents: number;
  /** Upper case. */
  readonly currency: string;
  /** Local ids, of our own metadata; '' for what is not ours. */
  readonly association: string;
  readonly payment: string;
  /** '' until there is one. */
  readonly charge: string;
  readonly paidWith: Tail | undefined;
  readonly failure: Failure | undefined;
  /** Where the person goes to confirm it; ''. */
  readonly nextUrl: string;
  readonly isDisputed: boolean;
  /** Epoch seconds. */
  readonly chargedAt: number;
}

export interface Session {
  readonly id: string;
  readonly status: 'open' | 'complete' | 'expired';
  readonly url: string;
  readonly association: string;
  readonly payment: string;
  /** Of a payment's page, when there is one. */
  readonly intent: string;
}

export interface GatewayRefund {
  readonly id: string;
  readonly status: 'pending' | 'done' | 'failed';
  readonly cents: number;
  readonly intent: string;
  /** Local id, of our own metadata; ''. */
  readonly refund: string;
  readonly failure: string;
}

export interface GatewayDispute {
  readonly state: 'withdrawn' | 'won' | 'lost';
  readonly cents: number;
  readonly reason: string;
}

export interface GatewayMethod extends Tail {
  readonly id: string;
}

const idOf = (value: string | { readonly id: string } | null | undefined): string =>
  typeof value === 'string' ? value : (value?.id ?? '');

const code = (value: string | null | undefined): string =>
  value !== null && value !== undefined && /^[a-z0-9_]{1,80}$/.test(value) ? value : '';

function tail(kind: MethodKind, brand: string | null | undefined, last4: string | null | undefined): Tail {
  const line = (brand ?? '').replace(/[\r\n]+/g, ' ').slice(0, 60);
  return { kind, brand: line, last4: /^\d{4}$/.test(last4 ?? '') ? (last4 ?? '') : '' };
}

interface Details {
  readonly card?: { readonly brand?: string | null; readonly last4?: string | null } | null;
  readonly us_bank_account?: { readonly bank_name: string | null; readonly last4: string | null } | null;
}

function tailOf(details: Details | null | undefined): Tail | undefined {
  const card = details?.card;
  if (card !== undefined && card !== null) return tail('card', card.brand, card.last4);
  const bank = details?.us_bank_account;
  if (bank === undefined || bank === null) return undefined;
  return tail('bank', bank.bank_name, bank.last4);
}

function failureOf(error: Stripe.PaymentIntent.LastPaymentError | null): Failure | undefined {
  if (error === null) return undefined;
  return { code: code(error.code) || code(error.type), declineCode: code(error.decline_code) };
}

const chargeOf = ({ latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge | undefined =>
  charge === null || typeof charge === 'string' ? undefined : charge;

const urlOf = (next: Stripe.PaymentIntent.NextAction | null): string =>
  next?.redirect_to_url?.url ?? next?.verify_with_microdeposits?.hosted_verification_url ?? '';

const ourOwn = ({ association = '', payment = '' }: Stripe.Metadata) => ({ association, payment });

export function intentOf(intent: Stripe.PaymentIntent): Intent {
  const { id, status, amount, currency, metadata, last_payment_error: error, next_action: next } = intent;
  const charge = chargeOf(intent);
  return {
    id,
    status,
    cents: amount,
    currency: currency.toUpperCase(),
    ...ourOwn(metadata),
    charge: idOf(intent.latest_charge),
    paidWith: tailOf(charge?.payment_method_details),
    failure: failureOf(error),
    nextUrl: urlOf(next),
    isDisputed: charge?.disputed === true,
    chargedAt: (charge ?? intent).created,
  };
}

export function sessionOf(session: Stripe.Checkout.Session): Session {
  const { id, status, url, metadata, payment_intent: intent } = session;
  return {
    id,
    status: status === 'complete' ? 'complete' : status === 'expired' ? 'expired' : 'open',
    url: url ?? '',
    association: metadata?.['association'] ?? '',
    payment: metadata?.['payment'] ?? '',
    intent: idOf(intent),
  };
}

const REFUNDED: Readonly<Record<string, GatewayRefund['status']>> = {
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
};

export function refundOf(refund: Stripe.Refund): GatewayRefund {
  const { id, status, amount, metadata, payment_intent: intent, failure_reason: reason } = refund;
  return {
    id,
    status: REFUNDED[status ?? ''] ?? 'pending',
    cents: amount,
    intent: idOf(intent),
    refund: metadata?.['refund'] ?? '',
    failure: code(reason),
  };
}

/** An inquiry has withdrawn nothing: it is none. */
export function disputeOf({ status, amount, reason }: Stripe.Dispute): GatewayDispute | undefined {
  if (status.startsWith('warning_')) return undefined;
  const state = status === 'won' ? 'won' : status === 'lost' ? 'lost' : 'withdrawn';
  return { state, cents: amount, reason: code(reason) };
}

/** Undefined for a kind that we do not take. */
export function methodOf(method: Stripe.PaymentMethod): GatewayMethod | undefined {
  const known = tailOf(method);
  return known === undefined ? undefined : { ...known, id: method.id };
}

export const defaultOf = (customer: Stripe.Customer): string =>
  idOf(customer.invoice_settings.default_payment_method);
