/**
 * What a person chooses when they pay: which charges, how much of them, and how. What a payment that is on its way pays is
 * not offered a second time. Pure.
 */
import { dateOfDay } from '@communitrak/domain/ledger/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  defaultMethod,
  isPayable,
  isPending,
  MOST_PAID_AT_ONCE,
  openAfterPending,
  quoteOf,
  type MethodKind,
  type PaidCharge,
  type Payment,
  type PaymentSettingsBody,
  type Quote,
  type SavedMethod,
} from '@communitrak/domain/payments/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';

export interface OpenItem {
  /** Id of the charge's entry. */
  readonly entry: string;
  /** `YYYY-MM-DD` */
  readonly due: string;
  /** Still to be paid, less what is on its way. Whole cents. */
  readonly leftCents: number;
  /** Document id of a payment on its way that pays it: it is not offered again before that one has ended. */
  readonly paidBy: string | undefined;
}

/** The open charges of a home, the one due first on top. */
export function openItems(view: AccountView, payments: readonly Payment[]): readonly OpenItem[] {
  const under = new Map<string, string>();
  for (const { id, body } of payments)
    if (isPending(body.outcome.state)) for (const { entry } of body.charges) under.set(entry, id);
  const due = new Map(view.account.charges.map(({ line }) => [line.id, line.dueDay]));
  return openAfterPending(view.account, payments)
    .map(({ entry, leftCents }) => ({
      entry,
      leftCents,
      due: dateOfDay(due.get(entry) ?? 0),
      paidBy: under.get(entry),
    }))
    .toSorted((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
}

/** What may be paid now, at most as many as one payment takes. */
export const payableItems = (items: readonly OpenItem[]): readonly OpenItem[] =>
  items.filter(({ leftCents, paidBy }) => leftCents > 0 && paidBy === undefined).slice(0, MOST_PAID_AT_ONCE);

/** A saved method by its local id, or the gateway's page for one kind. */
export type Way = string;
export const PAGE_WAYS = { card: 'page:card', bank: 'page:bank' } as const;

export interface PayForm {
  /** Ids of entries. */
  readonly charges: readonly string[];
  readonly how: string;
  readonly amount: MoneyValue;
  readonly way: Way;
}

export interface Payable {
  readonly items: readonly OpenItem[];
  readonly methods: readonly SavedMethod[];
  readonly settings: PaymentSettingsBody;
}

/** @param charge id of an entry that was asked for; '' for all that is open */
export function firstForm({ items, methods }: Payable, charge: string): PayForm {
  const all = payableItems(items).map(({ entry }) => entry);
  const charges = all.includes(charge) ? [charge] : all;
  const usual = defaultMethod(methods);
  return { charges, how: 'all', amount: '', way: usual === undefined ? '' : localOf(usual.id) };
}

export function parsePayForm(value: unknown): Partial<PayForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { charges, how, amount, way } = value as Record<string, unknown>;
  const entries = Array.isArray(charges) ? charges.filter((one) => typeof one === 'string') : undefined;
  return {
    ...(entries === undefined ? {} : { charges: entries }),
    ...(how === 'all' || how === 'part' ? { how } : {}),
    ...(typeof amount === 'number' || typeof amount === 'string' ? { amount } : {}),
    ...(typeof way === 'string' ? { way } : {}),
  };
}

/** What is chosen and can be paid still. */
export function chosenItems({ charges }: PayForm, items: readonly OpenItem[]): readonly OpenItem[] {
  const wanted = new Set(charges);
  return payableItems(items).filter(({ entry }) => wanted.has(entry));
}

export const sumOf = (items: readonly { readonly leftCents: number }[]): number =>
  items.reduce((sum, { leftCents }) => sum + leftCents, 0);

/** So many cents on charges, the one due first whole before the next gets anything; only the last may be paid in part. */
export function splitOver(items: readonly OpenItem[], cents: number): readonly PaidCharge[] {
  let left = cents;
  return items.flatMap(({ entry, leftCents }) => {
    const part = Math.min(left, leftCents);
    left -= part;
    return part > 0 ? [{ entry, cents: part }] : [];
  });
}

/** What is to be paid of which charge; [] while that cannot be said. */
export function chargesOf(form: PayForm, { items, settings }: Payable): readonly PaidCharge[] {
  const chosen = chosenItems(form, items);
  const whole = sumOf(chosen);
  if (form.how !== 'part' || !settings.allowParts) return splitOver(chosen, whole);
  return typeof form.amount === 'number' ? splitOver(chosen, Math.min(form.amount, whole)) : [];
}

/** True where a part of a charge is smaller than the association takes. */
export function isTooSmallPart(
  charges: readonly PaidCharge[],
  { items, settings }: Pick<Payable, 'items' | 'settings'>,
): boolean {
  const last = charges.at(-1);
  const left = items.find(({ entry }) => entry === last?.entry)?.leftCents;
  return last !== undefined && last.cents !== left && last.cents < settings.leastPartCents;
}

export interface ChosenWay {
  readonly kind: MethodKind;
  /** Local id; '' for the gateway's page. */
  readonly method: string;
}

/** Undefined while nothing usable is chosen. */
export function wayOf({ way }: PayForm, methods: readonly SavedMethod[]): ChosenWay | undefined {
  if (way === PAGE_WAYS.card) return { kind: 'card', method: '' };
  if (way === PAGE_WAYS.bank) return { kind: 'bank', method: '' };
  const saved = methods.find(({ id, body }) => localOf(id) === way && body.state === 'usable');
  return saved === undefined ? undefined : { kind: saved.body.kind, method: way };
}

/** What it costs by a kind; undefined for what the gateway would not take. */
export function quoteFor(
  charges: readonly PaidCharge[],
  kind: MethodKind,
  settings: PaymentSettingsBody,
): Quote | undefined {
  if (charges.length === 0) return undefined;
  const quote = quoteOf(charges, kind, settings);
  return isPayable(quote) ? quote : undefined;
}
