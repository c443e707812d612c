/**
 * The budget of a fiscal year: what is planned for each income or expense account and month, in whole cents. Expenses are
 * planned as positive amounts too; which side an account stands on, the chart says.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { allot } from './allot.ts';
import type { ChartAccount } from './chart.ts';
import { addMonths, monthOf } from './days.ts';
import { MOST_CENTS } from './entry.ts';
import { fiscalYearStart, incomeRows, type Period, type Posted } from './reports.ts';

const MONTHS = 12;
const Cents = Type.Integer({ minimum: 0, maximum: MOST_CENTS });

export const BUDGET_VERSION = 1;
export const BudgetSchema = Type.Object({
  /** The first month of the fiscal year: `2026-07`. */
  from: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  lines: Type.Array(
    Type.Object({
      /** Of the chart: `4000`. */
      code: Type.String({ pattern: '^[45][0-9]{3}$' }),
      /** The fiscal year's months in their order. */
      months: Type.Array(Cents, { minItems: MONTHS, maxItems: MONTHS }),
    }),
    { maxItems: 100 },
  ),
});
export type BudgetBody = Type.Static<typeof BudgetSchema>;
export type Budget = Envelope<BudgetBody>;
export const budgetShape = { type: 'budget', version: BUDGET_VERSION, schema: BudgetSchema } satisfies Shape;

/** One for each fiscal year: two desks that begin it begin the same one. @param from its first month */
export const budgetId = (from: string): string => makeId('budget', `main.${from}`);

export const budgetOrder = ({ body }: Budget): string => body.from;

export function createBudget(body: BudgetBody): Budget {
  return newEnvelope({ id: budgetId(body.from), type: 'budget', version: BUDGET_VERSION }, body, budgetOrder);
}

/** Plans an account anew; with nothing in any month it is no longer planned. */
export function planAccount(doc: Budget, code: string, months: readonly number[]): Budget {
  const others = doc.body.lines.filter((line) => line.code !== code);
  const own = months.some((cents) => cents > 0) ? [{ code, months: [...months] }] : [];
  const lines = [...others, ...own].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return withBody(doc, { ...doc.body, lines }, budgetOrder);
}

/**
 * A year's sum over months, every so many from the first: the cents left over go to the first ones.
 * @param every 1, 3, 6 or 12 months
 */
export function spread(cents: number, every: number): readonly number[] {
  const shares = Array.from({ length: MONTHS }, (_, at) => ({
    key: String(at).padStart(2, '0'),
    share: at % every === 0 ? 1 : 0,
  }));
  const parts = allot(cents, shares);
  return shares.map(({ key }) => parts.get(key) ?? 0);
}

export interface BudgetRow {
  readonly code: string;
  readonly name: string;
  readonly type: ChartAccount['type'];
  /** Of the months up to and with the one of the day. */
  readonly plannedCents: number;
  readonly actualCents: number;
  /** Of the whole fiscal year. */
  readonly yearCents: number;
}

/** The fiscal year's months, the oldest first. @param from its first month */
export const budgetMonths = (from: string): readonly string[] =>
  Array.from({ length: MONTHS }, (_, at) => addMonths(from, at));

/** The fiscal year that a day lies in, by its first month. */
export const budgetYear = (day: string, fiscalYearFrom: number): string =>
  monthOf(fiscalYearStart(day, fiscalYearFrom));

/**
 * What was planned up to a day and what came by then, by account: every account that is planned or has moved.
 * @param day `YYYY-MM-DD`: its whole month counts as planned
 */
export function budgetRows(
  budget: Pick<BudgetBody, 'from' | 'lines'>,
  posted: readonly Posted[],
  chart: readonly ChartAccount[],
  day: string,
): readonly BudgetRow[] {
  const months = budgetMonths(budget.from);
  const reached = months.filter((month) => month <= monthOf(day)).length;
  const period: Period = { from: `${budget.from}-01`, to: day };
  const actual = new Map(incomeRows(posted, chart, period).map((row) => [row.code, row.totalCents]));
  const planned = new Map(budget.lines.map(({ code, months: cents }) => [code, cents]));
  const accounts = new Map(chart.map((account) => [account.code, account]));
  return [...new Set([...planned.keys(), ...actual.keys()])].sort().map((code) => {
    const { name, type } = accounts.get(code) ?? { name: code, type: 'income' as const };
    const cents = planned.get(code) ?? [];
    const earned = actual.get(code) ?? 0;
    return {
      code,
      name,
      type,
      plannedCents: sum(cents.slice(0, reached)),
      actualCents: type === 'expense' ? 0 - earned : earned,
      yearCents: sum(cents),
    };
  });
}

const sum = (cents: readonly number[]): number => cents.reduce((all, one) => all + one, 0);
