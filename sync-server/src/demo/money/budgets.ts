/** What Willow Creek planned for each calendar year of its books. */
import { createBudget, spread, type Budget } from '@communitrak/domain/ledger/index.ts';
import type { MoneyCalendar } from './calendar.ts';
import { CURRENCY, DUES_CENTS } from './story.ts';

const HOMES = 187;

/** By account: a year's sum, and months between its parts. */
const PLAN: readonly (readonly [code: string, cents: number, every: number])[] = [
  ['4000', HOMES * DUES_CENTS * 4, 3],
  ['4100', 240_000, 3],
  ['4110', 36_000, 1],
  ['4120', 20_000, 12],
  ['4130', 12_000, 3],
  ['4200', 180_000, 1],
  ['5900', 50_000, 12],
];

export function demoBudgets({ quarters }: MoneyCalendar): readonly Budget[] {
  const years = [...new Set(quarters.map((month) => month.slice(0, 4)))];
  const lines = PLAN.map(([code, cents, every]) => ({ code, months: [...spread(cents, every)] }));
  return years.map((year) => createBudget({ from: `${year}-01`, currency: CURRENCY, lines }));
}
