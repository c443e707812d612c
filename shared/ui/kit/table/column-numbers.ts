/** What a column of numbers asks of its values: a sum, the room they need, an amount without separators. Pure. */

/** Digit by digit, as no division may round it: `-1234` → `-12.34`. */
export function plainAmount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Rows without a value do not count; undefined when none has one: "nothing known" is not 0. */
export function sumOf<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | undefined,
): number | undefined {
  let sum: number | undefined;
  for (const row of rows) {
    const one = value(row);
    if (one !== undefined) sum = (sum ?? 0) + one;
  }
  return sum;
}

/** The least and the greatest are the longest, and the sum may be longer still. */
export function widest<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | undefined,
  shown: (value: number) => string,
  summed: boolean,
): number {
  let [least, most, sum] = [0, 0, 0];
  for (const row of rows) {
    const one = value(row) ?? 0;
    least = Math.min(least, one);
    most = Math.max(most, one);
    sum += one;
  }
  return Math.max(...[least, most, summed ? sum : 0].map((one) => shown(one).length));
}
