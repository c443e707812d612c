/**
 * A calendar date as a member types it: in the order of their locale, as ISO, with a month's name, or as bare digits; to
 * `YYYY-MM-DD` and back. Pure; a day ends where one lives, so no zone plays a part.
 */
import { fold } from '@communitrak/domain/core/fold.ts';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { perLocale } from './per-locale.ts';

/** `no-such-day` says how long that month is: February 30 is a slip, not nonsense. */
export type DateFault =
  | { readonly kind: 'no-date' }
  | { readonly kind: 'no-such-day'; readonly year: number; readonly month: number; readonly days: number };
export type DateReading = { readonly date: string } | { readonly fault: DateFault };

type Part = 'year' | 'month' | 'day';

const formatOf = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' }),
);

/** A date as the locale writes it, part by part. */
export const datePattern = perLocale((locale) => formatOf(locale).formatToParts(0));

/** In which order the locale writes a date. */
export const dateOrder = perLocale((locale): readonly Part[] =>
  datePattern(locale).flatMap(({ type }): Part[] =>
    type === 'year' || type === 'month' || type === 'day' ? [type] : [],
  ),
);

/** `03/04/2026` in the locale's order. @param date `YYYY-MM-DD` */
export function writeDate(date: string, locale: string): string {
  return formatOf(locale).format(new Date(`${date}T00:00:00Z`));
}

/** Number of the month whose name begins so (three letters or more); undefined for none, or for more than one. */
function monthNamed(word: string, locale: string): number | undefined {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const wanted = fold(word);
  if (wanted.length < 3) return undefined;
  const found = Array.from({ length: 12 }, (_, index) => index + 1).filter((month) =>
    fold(format.format(Date.UTC(2026, month - 1, 1))).startsWith(wanted),
  );
  return found.length === 1 ? found[0] : undefined;
}

interface Fields {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

function ordered(numbers: readonly string[], order: readonly Part[], thisYear: string): Fields | undefined {
  // March 4 is this year's.
  const wanted = numbers.length === 2 ? order.filter((part) => part !== 'year') : order;
  if (numbers.length !== wanted.length) return undefined;
  const fields = { year: thisYear, month: '', day: '' };
  wanted.forEach((part, index) => {
    fields[part] = numbers[index] ?? '';
  });
  return fields;
}

/** Eight digits in a row: a year in front if that makes a date, else the locale's order. */
function inARow(digits: string, order: readonly Part[]): Fields | undefined {
  if (digits.length !== 8) return undefined;
  const iso = { year: digits.slice(0, 4), month: digits.slice(4, 6), day: digits.slice(6) };
  if (/^(?:19|20)/.test(digits) && isCalendarDate(`${iso.year}-${iso.month}-${iso.day}`)) return iso;
  let at = 0;
  const numbers = order.map((part) => {
    const size = part === 'year' ? 4 : 2;
    at += size;
    return digits.slice(at - size, at);
  });
  return ordered(numbers, order, '');
}

function withName(words: readonly string[], locale: string, thisYear: string): Fields | undefined {
  const name = words.find((word) => /\p{L}/u.test(word)) ?? '';
  const month = monthNamed(name, locale);
  const [day = '', year = thisYear, ...more] = words.filter((word) => word !== name);
  if (month === undefined || more.length > 0) return undefined;
  return { year, month: String(month), day };
}

function fieldsOf(text: string, locale: string, thisYear: string): Fields | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return { year: iso[1] ?? '', month: iso[2] ?? '', day: iso[3] ?? '' };
  const order = dateOrder(locale);
  if (/^\d+$/.test(text)) return inARow(text, order);
  // "4 de marzo de 2026": the little words say nothing.
  const words = fold(text)
    .split(/[\s/.,-]+|\bde\b/)
    .filter((word) => word !== '');
  if (words.some((word) => /\p{L}/u.test(word))) return withName(words, locale, thisYear);
  return ordered(words, order, thisYear);
}

/** Two digits of a year: this century's, save what lies more than twenty years ahead. */
function wholeYear(year: string, thisYear: number): number {
  if (!/^\d{2}$/.test(year)) return /^\d{4}$/.test(year) ? Number(year) : Number.NaN;
  const near = Math.floor(thisYear / 100) * 100 + Number(year);
  return near > thisYear + 20 ? near - 100 : near;
}

/** @param today `YYYY-MM-DD`, for what is written without its year */
export function readDate(text: string, locale: string, today: string): DateReading {
  const fields = fieldsOf(text.trim(), locale, today.slice(0, 4));
  if (fields === undefined) return { fault: { kind: 'no-date' } };
  const year = wholeYear(fields.year, Number(today.slice(0, 4)));
  const [month, day] = [fields.month, fields.day].map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : 0));
  const possible = year >= 1000 && month !== undefined && month >= 1 && month <= 12;
  if (!possible || day === undefined || day < 1 || day > 31) return { fault: { kind: 'no-date' } };
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (isCalendarDate(date)) return { date };
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { fault: { kind: 'no-such-day', year, month, days } };
}

/** What a field hands on: the date once the text is one, else the text. Tell them apart by `isCalendarDate`. */
export function dateValue(text: string, locale: string, today: string): string {
  const reading = readDate(text, locale, today);
  return 'date' in reading ? reading.date : text;
}
