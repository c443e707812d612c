/** Periods of statements, from days alone. Pure. */
import { addMonths, monthOf } from '@communitrak/domain/ledger/index.ts';

/** The first of the month, twelve months before. @param day `YYYY-MM-DD` */
export const yearBefore = (day: string): string => `${addMonths(monthOf(day), -12)}-01`;

/** The first of the month, three months before. */
export const quarterBefore = (day: string): string => `${addMonths(monthOf(day), -3)}-01`;
