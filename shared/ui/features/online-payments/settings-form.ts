/** The settings of online payments as a form: what is shown, what is kept, what is wrong. Pure. */
import { MOST_RETRIES, type FeePayer, type PaymentSettingsBody } from '@communitrak/domain/payments/index.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';

export interface SettingsForm {
  readonly card: FeePayer;
  readonly bank: FeePayer;
  readonly parts: 'yes' | 'no';
  readonly leastPart: MoneyValue;
  readonly returnFee: MoneyValue;
  readonly remindDays: string;
  /** Days after a draft failed: `3, 7`. */
  readonly retryDays: string;
}

export function formOf(settings: PaymentSettingsBody): SettingsForm {
  return {
    card: settings.feePayer.card,
    bank: settings.feePayer.bank,
    parts: settings.allowParts ? 'yes' : 'no',
    leastPart: settings.leastPartCents,
    returnFee: settings.returnFeeCents,
    remindDays: String(settings.autopayRemindDays),
    retryDays: settings.autopayRetryDays.join(', '),
  };
}

export const MOST_DAYS = 30;
const WHOLE = /^\d{1,4}$/;

/** Undefined for what is no whole number of days from 1 to 30. */
export function daysOf(text: string): number | undefined {
  const days = WHOLE.test(text.trim()) ? Number(text.trim()) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : undefined;
}

export type Retries =
  | { readonly days: readonly number[]; readonly fault?: never }
  | { readonly days?: never; readonly fault: 'no-days' | 'too-many' };

/** Days as people list them, with commas, blanks or `and` between; each once, ascending. Nothing: never again. */
export function retriesOf(text: string): Retries {
  const parts = text.split(/[^\d]+/).filter((part) => part !== '');
  const hasWords = text.replace(/\b(and|y)\b/g, '').match(/[^\d\s,;]/) !== null;
  const days = parts.map(daysOf);
  const known = days.filter((day) => day !== undefined);
  if (hasWords || known.length < days.length) return { fault: 'no-days' };
  const once = [...new Set(known)].toSorted((a, b) => a - b);
  return once.length > MOST_RETRIES ? { fault: 'too-many' } : { days: once };
}

const centsOf = (value: MoneyValue): number => (typeof value === 'number' ? value : 0);

/** Of a form in which all is well. */
export function settingsOf(form: SettingsForm): PaymentSettingsBody {
  const retries = retriesOf(form.retryDays);
  return {
    feePayer: { card: form.card, bank: form.bank },
    allowParts: form.parts === 'yes',
    leastPartCents: centsOf(form.leastPart),
    returnFeeCents: centsOf(form.returnFee),
    autopayRemindDays: daysOf(form.remindDays) ?? 1,
    autopayRetryDays: [...(retries.days ?? [])],
  };
}
