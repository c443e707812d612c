/** The days on which money moves in the demo: three years of quarters up to today, and what falls between them. */
import { addDays, addMonths, monthOf } from '@communitrak/domain/ledger/index.ts';

const QUARTERS = 12;
/** Days after a quarter begins on which the office looks for what is late. */
export const LATE_AFTER_DAYS = 20;
/** Months between two quarters' beginnings. */
const QUARTER = 3;
/** Of the roof: its first instalment is due so many months after the books begin, the others a month apart each. */
const ROOF_AFTER_MONTHS = 14;
const ROOF_INSTALMENTS = 3;

export const firstOf = (month: string): string => `${month}-01`;

export interface MoneyCalendar {
  /** The day the books begin, three years ago. */
  readonly begin: string;
  /** First months of the quarters, the oldest first, none in the future. */
  readonly quarters: readonly string[];
  /** Days on which late fees and interest are run: once a month. */
  readonly lateDays: readonly string[];
  /** Due days of the special assessment. */
  readonly roof: readonly string[];
  /** The last day of the last month that is locked. */
  readonly lockedThrough: string;
}

function quarterOf(today: string): string {
  const month = Number(today.slice(5, 7));
  const first = month - ((month - 1) % QUARTER);
  return `${today.slice(0, 4)}-${String(first).padStart(2, '0')}`;
}

/** @param today `YYYY-MM-DD` */
export function moneyCalendar(today: string): MoneyCalendar {
  const last = quarterOf(today);
  const beginMonth = addMonths(last, -QUARTER * (QUARTERS - 1));
  const quarters = Array.from({ length: QUARTERS }, (_, at) => addMonths(beginMonth, at * QUARTER));
  const months = Array.from({ length: QUARTERS * QUARTER }, (_, at) => addMonths(beginMonth, at));
  const roof = Array.from({ length: ROOF_INSTALMENTS }, (_, at) =>
    addDays(firstOf(addMonths(beginMonth, ROOF_AFTER_MONTHS + at)), 14),
  );
  return {
    begin: firstOf(beginMonth),
    quarters,
    lateDays: months.map((month) => addDays(firstOf(month), LATE_AFTER_DAYS)).filter((day) => day <= today),
    roof,
    lockedThrough: addDays(firstOf(addMonths(monthOf(today), -1)), -1),
  };
}
