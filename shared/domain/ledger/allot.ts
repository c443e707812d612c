/**
 * A sum divided by shares, to the cent: each gets the whole cents of its part, and the cents left over go to the largest
 * remainders. Equal remainders: the unit that comes first by name. The order of the list changes nothing, a share of 0
 * gets nothing.
 */
export interface Share {
  /** Unit or household: tells ties apart. */
  readonly key: string;
  /** Ownership share in any whole unit: hundredths of a percent, square feet. Not negative. */
  readonly share: number;
}

interface Part {
  readonly key: string;
  cents: number;
  readonly remainder: bigint;
}

const byRemainder = (a: Part, b: Part): number =>
  a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1;

function checked(cents: number, shares: readonly Share[]): bigint {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`A sum must be whole cents, got ${cents}`);
  const wrong = shares.find(({ share }) => !Number.isSafeInteger(share) || share < 0);
  if (wrong !== undefined)
    throw new RangeError(`The share of ${wrong.key} must be a whole number, not below 0`);
  const total = shares.reduce((sum, { share }) => sum + BigInt(share), 0n);
  if (total === 0n) throw new RangeError('Nobody has a share');
  return total;
}

/**
 * @param cents the sum; negative is divided as its positive is
 * @returns cents by key, which add up to the sum exactly
 * @throws RangeError for shares that are not whole, or that are all 0
 */
export function allot(cents: number, shares: readonly Share[]): ReadonlyMap<string, number> {
  const total = checked(cents, shares);
  const sum = BigInt(Math.abs(cents));
  const parts = shares.map(({ key, share }): Part => {
    const exact = sum * BigInt(share);
    return { key, cents: Number(exact / total), remainder: exact % total };
  });
  let left = Math.abs(cents) - parts.reduce((all, part) => all + part.cents, 0);
  for (const part of parts.toSorted(byRemainder)) {
    if (left === 0) break;
    part.cents += 1;
    left -= 1;
  }
  const sign = cents < 0 ? -1 : 1;
  return new Map(parts.map((part) => [part.key, part.cents === 0 ? 0 : sign * part.cents]));
}

/** A percentage of an amount in whole cents, halves away from zero. @param basisPoints 1,000 = 10 % */
export function percentOf(cents: number, basisPoints: number): number {
  const exact = BigInt(Math.abs(cents)) * BigInt(basisPoints);
  const rounded = Number((exact + 5000n) / 10_000n);
  return rounded === 0 ? 0 : Math.sign(cents) * rounded;
}
