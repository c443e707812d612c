/**
 * A charge of many homes in instalments: one run for each, all previewed together. What a home pays in all is what it was
 * shown, to the cent; the cents that do not divide go into its first instalments.
 */
import { allot } from './allot.ts';
import { createChargeRun, type ChargeRun, type ChargeRunBody, type RunLine } from './charge-run.ts';
import { addMonths, dayOfMonth, monthOf } from './days.ts';
import { firstOpenDay } from './dues.ts';

/** The parts of one home's amount, the first ones a cent larger where it does not divide. */
export function partsOf(cents: number, count: number): readonly number[] {
  const keys = Array.from({ length: count }, (_, at) => String(at).padStart(3, '0'));
  const parts = allot(
    cents,
    keys.map((key) => ({ key, share: 1 })),
  );
  return keys.map((key) => parts.get(key) ?? 0);
}

/** Due a month apart, on the same day; the 31st is the last of a shorter month. */
export function instalmentDays(firstDue: string, count: number): readonly string[] {
  const day = Number(firstDue.slice(8, 10));
  return Array.from({ length: count }, (_, at) => dayOfMonth(addMonths(monthOf(firstDue), at), day));
}

export interface InstalmentPlan extends Pick<ChargeRunBody, 'currency' | 'fund' | 'category'> {
  readonly firstDue: string;
  readonly count: number;
  readonly lockedThrough: string;
  /** `Roof, instalment 2 of 6`. @param number from 1 */
  readonly words: (number: number) => string;
}

/**
 * @param lines what each home pays in all
 * @param local new; each run is named after it and its number
 */
export function createInstalmentRuns(
  lines: readonly RunLine[],
  plan: InstalmentPlan,
  local: string,
): readonly ChargeRun[] {
  const { firstDue, count, lockedThrough, words, currency, fund, category } = plan;
  const parts = new Map(lines.map(({ household, cents }) => [household, partsOf(cents, count)]));
  return instalmentDays(firstDue, count).map((due, at) =>
    createChargeRun(
      {
        kind: 'special',
        name: words(at + 1),
        schedule: '',
        period: '',
        entryKind: 'special-assessment',
        currency,
        fund,
        category,
        posted: firstOpenDay(due, lockedThrough),
        due,
        lines: lines
          .map(({ household }) => ({ household, cents: parts.get(household)?.[at] ?? 0 }))
          .filter(({ cents }) => cents > 0),
      },
      `${local}.${at + 1}`,
    ),
  );
}
