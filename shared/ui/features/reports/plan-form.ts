/** The form in which an account is planned: a year's sum and how it falls, or each month by itself. Pure. */
import { budgetMonths, spread, type BudgetBody } from '@communitrak/domain/ledger/index.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';

/** Months between two instalments of a year's sum; `own`: each month is said. */
export const SPREADS = ['1', '3', '6', '12', 'own'] as const;

/** Twelve fields are twelve names: `m0` to `m11`. */
export type MonthField = `m${number}`;
export interface PlanForm extends Record<MonthField, MoneyValue> {
  readonly code: string;
  readonly year: MoneyValue;
  readonly falls: string;
}

export const MONTH_FIELDS: readonly MonthField[] = Array.from(
  { length: 12 },
  (_, at): MonthField => `m${at}`,
);

const sumOf = (months: readonly number[]): number => months.reduce((sum, cents) => sum + cents, 0);

/** How an account is planned now; `own` where it follows no rule. */
export function planOf(budget: BudgetBody | undefined, code: string): PlanForm {
  const months = budget?.lines.find((line) => line.code === code)?.months ?? [];
  const year = sumOf(months);
  const rule = SPREADS.find((one) => one !== 'own' && same(spread(year, Number(one)), months));
  const own = Object.fromEntries(MONTH_FIELDS.map((field, at) => [field, months[at] ?? 0]));
  return {
    code,
    year: months.length === 0 ? '' : year,
    falls: months.length === 0 ? '1' : (rule ?? 'own'),
    ...own,
  };
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((cents, at) => cents === b[at]);

const centsOf = (value: MoneyValue | undefined): number => (typeof value === 'number' ? value : 0);

/** Whole cents of each month. */
export function monthsIn(form: PlanForm): readonly number[] {
  if (form.falls === 'own') return MONTH_FIELDS.map((field) => centsOf(form[field]));
  return spread(centsOf(form.year), Number(form.falls));
}

/** `2026-07` to `2027-06` beside their fields. */
export const monthFields = (from: string): readonly (readonly [MonthField, string])[] =>
  budgetMonths(from).map((month, at) => [`m${at}`, month]);
