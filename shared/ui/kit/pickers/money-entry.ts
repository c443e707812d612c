/**
 * An amount as a member types it: in the separators of their locale, to whole cents and back, digit by digit; no
 * floating point on the way. Pure; the words for what is wrong are use-money-faults.ts'.
 */
import { perLocale } from './per-locale.ts';

/** Whole cents; or, as text, what has been typed and is no amount (yet); '' is nothing. */
export type MoneyValue = number | string;

export interface MoneyRules {
  /** Whether it may be below zero: a credit, a correction. */
  readonly negative?: boolean;
}

export type MoneyFault = 'no-amount' | 'fraction' | 'negative' | 'too-long';
export type MoneyReading = { readonly cents: number } | { readonly fault: MoneyFault };

/** Cents included: what a safe integer holds with room for sums. */
export const MOST_DIGITS = 12;

export interface Separators {
  readonly group: string;
  readonly decimal: string;
}

const grouped = perLocale((locale) => new Intl.NumberFormat(locale, { useGrouping: 'always' }));

export const separatorsOf = perLocale((locale): Separators => {
  const parts = grouped(locale).formatToParts(1_234_567.8);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { group: of('group'), decimal: of('decimal') };
});

/** Spaces of all kinds count as one kind: several locales group by a narrow one that no keyboard has. */
const spaces = (text: string): string => text.replaceAll(/[\s\u00A0\u202F]/g, ' ');
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

interface Signed {
  readonly digits: string;
  readonly minus: boolean;
}

/** Takes sign and currency off: `-$12`, `12−`, `(40.00)`. Undefined where nobody can say what was meant. */
function unsigned(text: string): Signed | undefined {
  const bare = spaces(text)
    .trim()
    .replace(/^([-−(]?)\s*\p{Sc}\s*/u, '$1');
  const trimmed = bare.replace(/\s*\p{Sc}$/u, '');
  const match = /^(?:\((?<inside>[^()]*)\)|(?<before>[-−])?(?<digits>[^-−()]*)(?<after>[-−])?)$/u.exec(
    trimmed,
  );
  if (match?.groups === undefined) return undefined;
  const { inside, before, digits = '', after } = match.groups;
  if (inside !== undefined) return { digits: inside.trim(), minus: true };
  if (before !== undefined && after !== undefined) return undefined;
  return { digits: digits.trim().replace(/^\p{Sc}\s*/u, ''), minus: (before ?? after) !== undefined };
}

/** Strict about groups: `12,50` in a locale whose comma groups thousands is no amount, and not twelve hundred and fifty. */
function partsOf(digits: string, { group, decimal }: Separators): readonly [string, string] | undefined {
  const grouped = `\\d{1,3}(?:${escaped(spaces(group))}\\d{3})+|\\d*`;
  const match = new RegExp(`^(${grouped})(?:${escaped(decimal)}(\\d*))?$`).exec(digits);
  if (match === null) return undefined;
  const whole = (match[1] ?? '').replaceAll(/\D/g, '');
  const cents = match[2] ?? '';
  return whole === '' && cents === '' ? undefined : [whole, cents];
}

function centsOf(whole: string, decimals: string, minus: boolean): MoneyReading {
  if (decimals.length > 2) return { fault: 'fraction' };
  const digits = `${whole}${decimals.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > MOST_DIGITS) return { fault: 'too-long' };
  const cents = Number(digits);
  return { cents: minus && cents !== 0 ? -cents : cents };
}

export function readMoney(text: string, locale: string, { negative = false }: MoneyRules = {}): MoneyReading {
  const signed = unsigned(text);
  const parts = signed === undefined ? undefined : partsOf(signed.digits, separatorsOf(locale));
  if (signed === undefined || parts === undefined) return { fault: 'no-amount' };
  const reading = centsOf(...parts, signed.minus);
  return 'cents' in reading && reading.cents < 0 && !negative ? { fault: 'negative' } : reading;
}

/** `1,234.50` in the member's separators, without a currency. @throws RangeError unless whole cents */
export function writeMoney(cents: number, locale: string): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`An amount must be whole cents, got ${cents}`);
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const whole = grouped(locale).format(BigInt(digits.slice(0, -2)));
  return `${cents < 0 ? '-' : ''}${whole}${separatorsOf(locale).decimal}${digits.slice(-2)}`;
}

/** What a field hands on: cents once the text is an amount, else the text. */
export function moneyValue(text: string, locale: string, rules: MoneyRules): MoneyValue {
  const reading = readMoney(text, locale, rules);
  return 'cents' in reading ? reading.cents : text;
}
