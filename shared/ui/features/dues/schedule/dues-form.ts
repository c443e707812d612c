/** A dues schedule as the office writes it; to and from the schedule that is kept. Pure. */
import {
  FREQUENCIES,
  FUNDS,
  dayOfMonth,
  monthOf,
  type Amount,
  type DuesBody,
  type Frequency,
  type Fund,
  type Home,
} from '@communitrak/domain/ledger/index.ts';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';

export type By = Amount['by'];
export type Hold = NonNullable<DuesBody['holds']>[number];

/** How an amount is laid on homes: the same fields for dues and for a special assessment. */
export interface AmountForm {
  readonly by: string;
  readonly cents: MoneyValue;
  /** By class. */
  readonly classCents: Readonly<Record<string, MoneyValue>>;
  readonly totalCents: MoneyValue;
}

export interface DuesForm extends AmountForm {
  readonly name: string;
  readonly frequency: string;
  readonly fund: string;
  readonly category: string;
  readonly firstDue: string;
  /** Due on the last day of each month, where the first one is such a day. */
  readonly lastDay: string;
  readonly skip: readonly string[];
  readonly holds: readonly Hold[];
}

export const NO_AMOUNT: AmountForm = { by: 'home', cents: '', classCents: {}, totalCents: '' };

export const NEW_DUES: DuesForm = {
  ...NO_AMOUNT,
  name: '',
  frequency: 'monthly',
  fund: 'operating',
  category: '',
  firstDue: '',
  lastDay: 'no',
  skip: [],
  holds: [],
};

/** A day that is the last of a month with fewer than 31: then nobody can say whether the last is meant each time. */
export const isShortLast = (date: string): boolean =>
  date.length === 10 && !date.endsWith('-31') && dayOfMonth(monthOf(date), 31) === date;

export function amountFormOf(amount: Amount): AmountForm {
  if (amount.by === 'home') return { ...NO_AMOUNT, cents: amount.cents };
  if (amount.by === 'share') return { ...NO_AMOUNT, by: 'share', totalCents: amount.totalCents };
  return { ...NO_AMOUNT, by: 'class', classCents: { ...amount.cents } };
}

export function formOf(body: DuesBody): DuesForm {
  const firstDue = dayOfMonth(body.from, body.day);
  return {
    ...amountFormOf(body.amount),
    name: body.name,
    frequency: body.frequency,
    fund: body.fund,
    category: body.category,
    firstDue,
    lastDay: body.day === 31 && isShortLast(firstDue) ? 'yes' : 'no',
    skip: body.skip,
    holds: body.holds ?? [],
  };
}

const isCents = (value: MoneyValue | undefined): value is number => typeof value === 'number' && value > 0;

/** Undefined while it is not all written. */
export function amountOf({ by, cents, classCents, totalCents }: AmountForm): Amount | undefined {
  if (by === 'share') return isCents(totalCents) ? { by, totalCents } : undefined;
  if (by === 'home') return isCents(cents) ? { by, cents } : undefined;
  const given = Object.entries(classCents).filter((one): one is [string, number] => isCents(one[1]));
  return given.length === 0 ? undefined : { by: 'class', cents: Object.fromEntries(given) };
}

const frequencyOf = (value: string): Frequency =>
  (Object.keys(FREQUENCIES) as Frequency[]).find((one) => one === value) ?? 'monthly';
export const fundOf = (value: string): Fund => FUNDS.find((one) => one === value) ?? 'operating';

/** Of a form that has no faults; undefined of any other. */
export function bodyOf(form: DuesForm, active = true): DuesBody | undefined {
  const amount = amountOf(form);
  if (amount === undefined) return undefined;
  const last = form.lastDay === 'yes' && isShortLast(form.firstDue);
  return {
    name: form.name.trim(),
    frequency: frequencyOf(form.frequency),
    from: monthOf(form.firstDue),
    day: last ? 31 : Number(form.firstDue.slice(8, 10)),
    amount,
    fund: fundOf(form.fund),
    category: form.category,
    skip: [...form.skip],
    ...(form.holds.length === 0 ? {} : { holds: [...form.holds] }),
    active,
  };
}

/** Classes of homes, as they are named, in their order. */
export const classesOf = (homes: readonly Home[]): readonly string[] =>
  [...new Set(homes.map((home) => home.class))].filter((name) => name !== '').toSorted();

export const parseForm = <T extends object>(value: unknown): Partial<T> | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;
