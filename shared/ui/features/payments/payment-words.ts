/** Which words stand for a payment's state, for why it did not go through and what to do, for ways to pay. Pure. */
import {
  LEAST_TOTAL_CENTS,
  MOST_TOTAL_CENTS,
  type MethodKind,
  type PaymentRefusal,
  type ShownState,
} from '@communitrak/domain/payments/index.ts';
import type { OnlineProblem } from '@communitrak/replica/commands/payment-pages.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Say } from '../../i18n/Text.tsx';
import type { Tone } from '../../kit/DeliveryBadge.tsx';

export interface StateLook {
  readonly tone: Tone;
  readonly mark: 'ring' | 'half' | 'full' | 'tick' | 'cross';
  readonly word: MessageId;
  /** A sentence: what it means. */
  readonly text: MessageId;
}

export const STATES = {
  draft: { tone: 'needs', mark: 'ring', word: 'payments.state.draft', text: 'payments.text.draft' },
  waiting: { tone: 'needs', mark: 'ring', word: 'payments.state.waiting', text: 'payments.text.waiting' },
  queued: { tone: 'neutral', mark: 'half', word: 'payments.state.queued', text: 'payments.text.queued' },
  action: { tone: 'needs', mark: 'half', word: 'payments.state.action', text: 'payments.text.action' },
  processing: {
    tone: 'neutral',
    mark: 'half',
    word: 'payments.state.processing',
    text: 'payments.text.processing',
  },
  succeeded: {
    tone: 'done',
    mark: 'tick',
    word: 'payments.state.succeeded',
    text: 'payments.text.succeeded',
  },
  failed: { tone: 'loss', mark: 'cross', word: 'payments.state.failed', text: 'payments.text.failed' },
  refused: { tone: 'loss', mark: 'cross', word: 'payments.state.refused', text: 'payments.text.refused' },
  cancelled: {
    tone: 'neutral',
    mark: 'cross',
    word: 'payments.state.cancelled',
    text: 'payments.text.cancelled',
  },
  returned: { tone: 'loss', mark: 'cross', word: 'payments.state.returned', text: 'payments.text.returned' },
  'part-refunded': {
    tone: 'done',
    mark: 'half',
    word: 'payments.state.part-refunded',
    text: 'payments.text.part-refunded',
  },
  refunded: {
    tone: 'neutral',
    mark: 'full',
    word: 'payments.state.refunded',
    text: 'payments.text.refunded',
  },
  disputed: { tone: 'needs', mark: 'half', word: 'payments.state.disputed', text: 'payments.text.disputed' },
  'dispute-won': {
    tone: 'done',
    mark: 'tick',
    word: 'payments.state.dispute-won',
    text: 'payments.text.dispute-won',
  },
  'dispute-lost': {
    tone: 'loss',
    mark: 'cross',
    word: 'payments.state.dispute-lost',
    text: 'payments.text.dispute-lost',
  },
} as const satisfies Record<ShownState, StateLook>;

export const REFUSALS = {
  'charge-gone': 'payments.refusal.charge-gone',
  'charge-paid': 'payments.refusal.charge-paid',
  'charge-changed': 'payments.refusal.charge-changed',
  'being-paid': 'payments.refusal.being-paid',
  part: 'payments.refusal.part',
  'fees-changed': 'payments.refusal.fees-changed',
  'method-gone': 'payments.refusal.method-gone',
  closed: 'payments.refusal.closed',
  currency: 'payments.refusal.currency',
  'moved-away': 'payments.refusal.moved-away',
} as const satisfies Record<PaymentRefusal, MessageId>;

/**
 * By the gateway's own words: the decline's code before the error's. Source: docs.stripe.com/declines/codes and
 * docs.stripe.com/error-codes; a bank's by docs.stripe.com/payments/ach-direct-debit. Theft is never named to whoever pays.
 */
const FAILURES = new Map<string, MessageId>([
  ['insufficient_funds', 'payments.failure.funds'],
  ['withdrawal_count_limit_exceeded', 'payments.failure.limit'],
  ['card_velocity_exceeded', 'payments.failure.limit'],
  ['expired_card', 'payments.failure.expired'],
  ['incorrect_cvc', 'payments.failure.details'],
  ['invalid_cvc', 'payments.failure.details'],
  ['incorrect_number', 'payments.failure.details'],
  ['incorrect_zip', 'payments.failure.details'],
  ['authentication_required', 'payments.failure.authentication'],
  ['payment_intent_authentication_failure', 'payments.failure.authentication'],
  ['processing_error', 'payments.failure.again'],
  ['issuer_not_available', 'payments.failure.again'],
  ['try_again_later', 'payments.failure.again'],
  ['account_closed', 'payments.failure.account'],
  ['bank_account_closed', 'payments.failure.account'],
  ['no_account', 'payments.failure.account'],
  ['bank_account_unusable', 'payments.failure.account'],
  ['bank_account_restricted', 'payments.failure.account'],
  ['invalid_account_number', 'payments.failure.account'],
  ['debit_not_authorized', 'payments.failure.unauthorized'],
  ['bank_ownership_changed', 'payments.failure.unauthorized'],
]);

export function failureWords(kind: MethodKind, ...codes: readonly string[]): MessageId {
  const known = codes.map((code) => FAILURES.get(code)).find((words) => words !== undefined);
  return known ?? (kind === 'card' ? 'payments.failure.card' : 'payments.failure.bank');
}

const BRANDS = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
]);

export interface Tail {
  readonly kind: MethodKind;
  readonly brand: string;
  readonly last4: string;
}

export const KINDS = {
  card: 'payments.kind.card',
  bank: 'payments.kind.bank',
} as const satisfies Record<MethodKind, MessageId>;

/** `Visa ending in 4242`: all that is known of it. */
export function tailWords({ kind, brand, last4 }: Tail, t: Say): string {
  const name = BRANDS.get(brand) ?? (brand === '' || brand === 'unknown' ? t(KINDS[kind]) : brand);
  return last4 === '' ? name : t('payments.method.ending', { name, last4 });
}

/** Why an amount cannot be paid: the gateway's own limits. */
export function sizeWords(currency: string, t: Say, formats: Formats): string {
  const money = (cents: number): string => formats.money({ cents, currency });
  return t('payments.fault.amount', { least: money(LEAST_TOTAL_CENTS), most: money(MOST_TOTAL_CENTS) });
}

export const PROBLEMS = {
  offline: 'payments.problem.offline',
  'signed-out': 'payments.problem.signed-out',
  gone: 'payments.problem.gone',
  refused: 'payments.problem.refused',
  busy: 'payments.problem.busy',
  unavailable: 'payments.problem.unavailable',
} as const satisfies Record<OnlineProblem, MessageId>;

const COMMANDS = new Map<string, MessageId>([
  ['', 'payments.fault.twice'],
  ['immutable', 'payments.fault.twice'],
  ['not-allowed', 'payments.fault.notAllowed'],
  ['closed', 'payments.fault.sent'],
  ['app-too-old', 'payments.fault.old'],
  ['newer-version', 'payments.fault.old'],
  ['service-unpaid', 'payments.fault.service'],
  ['quota-exceeded', 'payments.fault.full'],
  ['storage-failed', 'payments.fault.full'],
]);

/** Why something was not written, or not accepted. */
export const faultWords = (code: string): MessageId => COMMANDS.get(code) ?? 'payments.fault.other';

const AUTOPAY = new Map<string, MessageId>([
  ['not-allowed', 'payments.autopay.fault.notAllowed'],
  ['invalid', 'payments.autopay.fault.consent'],
  ['immutable', 'payments.autopay.fault.consent'],
  ['app-too-old', 'payments.fault.old'],
  ['newer-version', 'payments.fault.old'],
]);

/** Why a change of autopay was not written. */
export const autopayFaultWords = (code: string): MessageId => AUTOPAY.get(code) ?? 'payments.autopay.fault';
