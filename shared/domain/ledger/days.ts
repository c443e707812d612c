/**
 * Calendar arithmetic for money, on `YYYY-MM-DD` alone: no zone, no clock, nothing that a change to summer time could move.
 */
import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;

/** Days since 1970-01-01. The date must be one (isCalendarDate): this is the inner loop of every aging. */
export function dayNumber(date: string): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The date of a number that dayNumber gave. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The date so many days later; before, when negative. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** `2026-12` and twelve months on: `2027-12`. */
export function addMonths(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** The day of a month, or the month's last where it is shorter: `('2027-02', 31)` → `2027-02-28`. */
export function dayOfMonth(month: string, day: number): string {
  const { year, month: number } = Temporal.PlainYearMonth.from(month);
  return Temporal.PlainDate.from({ year, month: number, day }, { overflow: 'constrain' }).toString();
}

export const monthOf = (date: string): string => date.slice(0, 7);
