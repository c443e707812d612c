/** better-auth's conditions on rows that were already found by id: the part of a query that needs no index. */
export interface Condition {
  readonly field: string;
  /** 'eq' when absent. */
  readonly operator?: string | undefined;
  readonly value: unknown;
}

export type Row = Readonly<Record<string, unknown>>;

type Scalar = string | number | boolean | null;

function scalar(value: unknown): Scalar {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

/** Negative, zero, positive; NaN when the two cannot be compared, which makes every comparison false. */
function compare(a: unknown, b: unknown): number {
  const [left, right] = [scalar(a), scalar(b)];
  if (left === null || right === null || typeof left !== typeof right) return Number.NaN;
  return left < right ? -1 : left > right ? 1 : 0;
}

const listed = (found: unknown, wanted: unknown): boolean =>
  Array.isArray(wanted) && wanted.some((item) => scalar(item) === scalar(found));

const OPERATORS: Readonly<Record<string, (found: unknown, wanted: unknown) => boolean>> = {
  eq: (found, wanted) => scalar(found) === scalar(wanted),
  ne: (found, wanted) => scalar(found) !== scalar(wanted),
  lt: (found, wanted) => compare(found, wanted) < 0,
  lte: (found, wanted) => compare(found, wanted) <= 0,
  gt: (found, wanted) => compare(found, wanted) > 0,
  gte: (found, wanted) => compare(found, wanted) >= 0,
  in: listed,
  not_in: (found, wanted) => !listed(found, wanted),
};

/** All conditions hold. Throws on an operator that nothing here uses, rather than answer wrongly. */
export function matches(row: Row, where: readonly Condition[]): boolean {
  return where.every(({ field, operator = 'eq', value }) => {
    const test = OPERATORS[operator];
    if (test === undefined) throw new Error(`accounts cannot be searched with "${operator}"`);
    return test(row[field], value);
  });
}

/** The strings that `field` must equal, when the conditions say so: the way to an id. */
export function equals(where: readonly Condition[], field: string): readonly string[] | undefined {
  const found = where.find(
    ({ field: name, operator = 'eq' }) => name === field && (operator === 'eq' || operator === 'in'),
  );
  if (found === undefined) return undefined;
  const values = Array.isArray(found.value) ? found.value : [found.value];
  return values.filter((value) => typeof value === 'string');
}
