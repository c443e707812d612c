/**
 * Money: integer cents with a currency. Inside, a positive balance is owed to the association; screens say it in words.
 * Floating point never holds an amount: text is parsed digit by digit.
 */
export interface Money {
  /** Whole cents (minor units), may be negative. Safe integer. */
  readonly cents: number;
  /** ISO 4217, e.g. `USD`. */
  readonly currency: string;
}

export function money(cents: number, currency: string): Money {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`An amount must be whole cents, got ${cents}`);
  return { cents, currency };
}

/** @throws RangeError when the currencies differ or the sum leaves the safe integers. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`Cannot add ${a.currency} to ${b.currency}`);
  return money(a.cents + b.cents, a.currency);
}

const AMOUNT = /^(-)?\(?(-)?\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\)?$/;

/**
 * Reads an amount as rosters and people write it: `122.50`, `$1,651.00`, `-$12`, `(40.00)` for minus forty.
 * @returns whole cents, or undefined when the text is not an amount with at most two decimals.
 */
export function parseCents(text: string): number | undefined {
  const trimmed = text.trim();
  const match = AMOUNT.exec(trimmed);
  if (match === null) return undefined;
  const opened = trimmed.includes('(');
  if (opened !== trimmed.includes(')')) return undefined;
  const [, before, inside, whole = '0', decimals = ''] = match;
  const cents = Number(whole.replaceAll(',', '')) * 100 + Number(decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return undefined;
  const signs = [before === '-', inside === '-', opened].filter(Boolean).length;
  if (signs > 1) return undefined; // "-(40)", "--5": nobody can say what was meant
  return signs === 1 && cents !== 0 ? -cents : cents;
}
