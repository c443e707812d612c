/**
 * What the office can do to an account, as a form says it and as the entry that it becomes. The same entry is previewed and
 * written. Pure; knows no words.
 */
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import {
  createEntry,
  firstOpenDay,
  lineOf,
  reversalId,
  type EntryInput,
  type EntryKind,
  type Fund,
  type LedgerEntry,
  type Line,
  type PaymentMethod,
} from '@communitrak/domain/ledger/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';
import { linksOf, openCharges } from '../ledger-rows.ts';

export const ACTS = ['payment', 'charge', 'credit', 'write-off', 'refund', 'reverse'] as const;
export type Act = (typeof ACTS)[number];

/** What a person may charge by hand. */
export const CHARGE_KINDS = [
  'assessment',
  'special-assessment',
  'fee',
  'fine',
  'late-fee',
  'interest',
] as const satisfies readonly EntryKind[];
/** What comes over the counter; the others are written by a lockbox file or the payment service. */
export const COUNTER_METHODS = ['check', 'cash', 'other'] as const satisfies readonly PaymentMethod[];

/** Of all acts; each asks for some of it. */
export interface ActForm {
  readonly kind: string;
  readonly text: string;
  readonly amount: MoneyValue;
  readonly posted: string;
  readonly due: string;
  readonly fund: string;
  readonly category: string;
  readonly reason: string;
  readonly method: string;
  readonly reference: string;
  /** Id of an open charge; '' by the rules, ALL for everything that is open. */
  readonly target: string;
  /** Local id of the entry to be; '' until something is filled in. */
  readonly entry: string;
}

export type Field = Exclude<keyof ActForm, 'category' | 'reference' | 'entry'>;
/** What each act asks for, in the order in which one thinks of it. */
export const FIELDS: Readonly<Record<Act, readonly Field[]>> = {
  payment: ['method', 'amount', 'posted', 'target', 'text'],
  charge: ['kind', 'text', 'amount', 'posted', 'due', 'fund'],
  credit: ['amount', 'reason', 'target', 'posted', 'text'],
  'write-off': ['target', 'amount', 'reason', 'posted'],
  refund: ['amount', 'reason', 'posted'],
  reverse: ['reason', 'posted'],
};

export const ALL = 'all';
/** An entry names so many others at most. */
export const MOST_TARGETS = 60;

export interface Asked {
  readonly act: Act;
  readonly view: AccountView;
  /** The entry that is given back or taken back. */
  readonly about?: LedgerEntry;
}

/** What of a payment has not been given back. */
export function refundable(view: AccountView, payment: LedgerEntry): number {
  const state = linksOf(view).payments.get(payment.id);
  return state === undefined || state.state === 'void' ? 0 : -payment.body.cents - state.refundedCents;
}

/** What a target has open. */
export function openOf(view: AccountView, target: string): number {
  const open = openCharges(view);
  const chosen = target === ALL ? open : open.filter(({ line }) => line.id === target);
  return chosen.reduce((sum, { openCents }) => sum + openCents, 0);
}

/** Credit that a payment has left is what is usually given back. */
function usualRefund({ view, about }: Asked): MoneyValue {
  if (about === undefined) return '';
  const left = linksOf(view).payments.get(about.id)?.leftCents ?? 0;
  return left > 0 ? left : refundable(view, about);
}

/** Today, or the first open day; nothing is taken back before it takes effect. */
function usualDay({ act, view, about }: Asked): string {
  const open = firstOpenDay(view.rules.today, view.rules.books?.lockedThrough ?? '');
  const own = act === 'reverse' ? (about?.body.posted ?? '') : '';
  return own > open ? own : open;
}

export function startOf(asked: Asked): ActForm {
  const { act, view } = asked;
  const [first] = openCharges(view);
  const target = act === 'write-off' ? (first?.line.id ?? '') : '';
  return {
    kind: 'fee',
    text: '',
    amount: act === 'refund' ? usualRefund(asked) : act === 'write-off' ? openOf(view, target) : '',
    posted: usualDay(asked),
    due: '',
    fund: 'operating',
    category: '',
    reason: '',
    method: 'check',
    reference: '',
    target,
    entry: '',
  };
}

function targetsOf(view: AccountView, target: string): string[] {
  if (target === '') return [];
  if (target !== ALL) return [target];
  return openCharges(view)
    .slice(0, MOST_TARGETS)
    .map(({ line }) => line.id);
}

/** What is written where the form has no words of its own. */
export type UsualText = (form: ActForm, asked: Asked) => string;

type Made = Omit<EntryInput, 'author' | 'device' | 'recorded'>;

type Shared = Pick<Made, 'household' | 'currency' | 'posted' | 'text' | 'reason'>;

/** @param cents above 0 */
function withAmount(asked: Asked, form: ActForm, shared: Shared, cents: number): Made | undefined {
  const { act, view, about } = asked;
  const applies = targetsOf(view, form.target);
  if (act === 'charge') return { ...shared, ...chargeOf(form), cents };
  if (act === 'payment') return { ...shared, ...paymentOf(form), cents: -cents, applies };
  if (act === 'credit' || act === 'write-off') return { ...shared, kind: act, cents: -cents, applies };
  if (about === undefined) return undefined;
  return { ...shared, kind: 'refund', cents, applies: [about.id], fund: about.body.fund };
}

/** Undefined while amount or day are none yet. */
export function entryOf(asked: Asked, form: ActForm, usualText: UsualText): Made | undefined {
  const { act, view, about } = asked;
  const { posted, amount } = form;
  if (!isCalendarDate(posted)) return undefined;
  const text = form.text.trim() === '' ? usualText(form, asked) : form.text.trim();
  const { household, rules } = view;
  const shared = { household, currency: rules.currency, posted, text, reason: form.reason.trim() };
  if (act === 'reverse') return about === undefined ? undefined : takenBack(about, shared);
  return typeof amount === 'number' && amount > 0 ? withAmount(asked, form, shared, amount) : undefined;
}

function chargeOf({ kind, due, fund, category }: ActForm): Pick<Made, 'kind' | 'due' | 'fund' | 'category'> {
  return {
    kind: CHARGE_KINDS.find((one) => one === kind) ?? 'fee',
    due: isCalendarDate(due) ? due : '',
    fund: fund as Fund,
    category,
  };
}

function paymentOf({ method, reference }: ActForm): Pick<Made, 'kind' | 'method' | 'reference' | 'source'> {
  return {
    kind: 'payment',
    method: method as PaymentMethod,
    reference: method === 'cash' ? '' : reference.trim(),
    source: 'receipt',
  };
}

function takenBack(
  about: LedgerEntry,
  shared: Pick<Made, 'household' | 'currency' | 'posted' | 'reason'>,
): Made {
  const { fund, category, text, cents } = about.body;
  return { ...shared, fund, category, text, kind: 'reversal', cents: -cents, reverses: about.id };
}

/** As it would stand in the account: the last of its day. */
export function previewLine({ about, act }: Asked, entry: Made, recorded: string): Line {
  const local = act === 'reverse' && about !== undefined ? localOf(reversalId(about.id)) : 'preview';
  return lineOf(createEntry({ ...entry, recorded }, local));
}
