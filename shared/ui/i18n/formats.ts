/**
 * Dates, numbers and money in the member's language. Relative within a week, absolute after. Pure; the screens' hook
 * is useFormats in use-formats.ts.
 */
import type { Money } from '@communitrak/domain/core/money.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Formats {
  /** `3 minutes ago`, `yesterday`, then `Mar 4, 2026` when a week or more away. '' for an unreadable instant. */
  readonly when: (instant: string, now: number) => string;
  /** The day of an instant, never relative, for columns and print: `Mar 4, 2026`. '' for an unreadable one. */
  readonly day: (instant: string) => string;
  /** The whole instant: `Wednesday, March 4, 2026 at 2:02 PM`. */
  readonly fullTime: (instant: string) => string;
  /** `2:02 PM`. */
  readonly time: (instant: string) => string;
  /** A calendar date `YYYY-MM-DD`: `Mar 4, 2026`. The device's zone plays no part. */
  readonly date: (calendarDate: string) => string;
  /** A month `YYYY-MM`: `Mar 2026`. */
  readonly month: (month: string) => string;
  readonly number: (value: number) => string;
  /** `1.4 MB`; bytes. */
  readonly bytes: (bytes: number) => string;
  readonly percent: (share: number) => string;
  /** `the office, your household, and the board`. */
  readonly list: (parts: readonly string[]) => string;
  /** Absolute value with currency and a minus sign where negative: `-$12.50`. The word beside it is the screen's. */
  readonly money: (money: Money) => string;
}

/** @param timeZone only tests fix it; undefined is the device's own. */
export function formatsFor(locale: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', ...zone });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
  const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const plain = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const inCurrency = currencyFormats(locale);
  const valid = (instant: string, show: (date: Date) => string): string => {
    const date = new Date(instant);
    return Number.isNaN(date.getTime()) ? '' : show(date);
  };
  return {
    when: (instant, now) => valid(instant, (date) => relativeText(date, now, relative) ?? day.format(date)),
    day: (instant) => valid(instant, (date) => day.format(date)),
    fullTime: (instant) => valid(instant, (date) => full.format(date)),
    time: (instant) => valid(instant, (date) => clock.format(date)),
    date: (calendarDate) => valid(`${calendarDate}T00:00:00Z`, (date) => calendar.format(date)),
    month: (month) => valid(`${month}-01T00:00:00Z`, (date) => months.format(date)),
    number: (value) => plain.format(value),
    percent: (share) => percent.format(share),
    bytes: (bytes) => bytesText(bytes, locale),
    list: (parts) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    money: ({ cents, currency }) => inCurrency(currency).format(cents / 100),
  };
}

/** Made once per currency: a table shows thousands of amounts, and a new format costs more than using it. */
function currencyFormats(locale: string): (currency: string) => Intl.NumberFormat {
  const made = new Map<string, Intl.NumberFormat>();
  return (currency) => {
    const known = made.get(currency);
    if (known !== undefined) return known;
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    made.set(currency, format);
    return format;
  };
}

function relativeText(date: Date, now: number, relative: Intl.RelativeTimeFormat): string | undefined {
  const ms = date.getTime() - now;
  // What has happened is never "in two days": this device's clock is behind, and the plain date says more.
  if (ms > HOUR) return undefined;
  const size = Math.abs(ms);
  if (size < MINUTE || ms > 0) return relative.format(0, 'second');
  if (size < HOUR) return relative.format(Math.trunc(ms / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.trunc(ms / HOUR), 'hour');
  if (size < 7 * DAY) return relative.format(Math.trunc(ms / DAY), 'day');
  return undefined;
}

function bytesText(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  });
  return format.format(bytes / 1000 ** step);
}
