/** Which period a report is of, as the address says it: a usual one by its name, or two days. Pure. */
import {
  addDays,
  addMonths,
  fiscalYearStart,
  monthOf,
  type Period,
} from '@communitrak/domain/ledger/index.ts';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';

export const PERIODS = ['month', 'last', 'year', 'before', 'all', 'own'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** What a period is counted from. */
export interface PeriodFacts {
  /** `YYYY-MM-DD`, in the association's zone. */
  readonly today: string;
  /** 1 to 12. */
  readonly fiscalYearFrom: number;
  /** Days of the first and the last entry there is; today where there is none. */
  readonly first: string;
  readonly last: string;
}

const monthPeriod = (month: string): Period => ({
  from: `${month}-01`,
  to: addDays(`${addMonths(month, 1)}-01`, -1),
});

function yearPeriod(day: string, fiscalYearFrom: number): Period {
  const from = fiscalYearStart(day, fiscalYearFrom);
  return { from, to: addDays(`${addMonths(monthOf(from), 12)}-01`, -1) };
}

export function usualPeriod(name: Exclude<PeriodName, 'own'>, facts: PeriodFacts): Period {
  const { today, fiscalYearFrom, first, last } = facts;
  switch (name) {
    case 'month':
      return monthPeriod(monthOf(today));
    case 'last':
      return monthPeriod(addMonths(monthOf(today), -1));
    case 'year':
      return yearPeriod(today, fiscalYearFrom);
    case 'before':
      return yearPeriod(addDays(fiscalYearStart(today, fiscalYearFrom), -1), fiscalYearFrom);
    case 'all':
      return { from: first, to: last };
  }
}

export interface AskedPeriod {
  readonly name: PeriodName;
  readonly period: Period;
}

/** @param usual what is shown when the address says nothing. An address that makes no sense counts as nothing. */
export function periodOf(
  params: URLSearchParams,
  usual: Exclude<PeriodName, 'own'>,
  facts: PeriodFacts,
): AskedPeriod {
  const [from, to] = [params.get('from'), params.get('to')];
  if (isCalendarDate(from) && isCalendarDate(to) && from <= to) return { name: 'own', period: { from, to } };
  const asked = PERIODS.find((one) => one === params.get('period')) ?? usual;
  const name = asked === 'own' ? usual : asked;
  return { name, period: usualPeriod(name, facts) };
}
