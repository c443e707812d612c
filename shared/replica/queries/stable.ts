/**
 * Structural sharing: what is equal keeps its identity, so that a list of 5,000 rows in which one has changed re-renders
 * one row. Plain data only.
 */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Rows with an id are matched by it: an insertion at the top must not make every row a new one. */
function byId(rows: readonly unknown[]): ReadonlyMap<unknown, unknown> {
  return new Map(rows.filter(isPlain).flatMap((row) => ('id' in row ? [[row['id'], row] as const] : [])));
}

function keepArray(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const known = byId(before);
  const kept = after.map((item, index) => {
    const old = isPlain(item) && 'id' in item ? known.get(item['id']) : before[index];
    return keepStable(old, item);
  });
  const same = kept.length === before.length && kept.every((item, index) => Object.is(item, before[index]));
  return same ? before : kept;
}

function keepObject(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const keys = Object.keys(after);
  const kept = Object.fromEntries(keys.map((key) => [key, keepStable(before[key], after[key])]));
  const same =
    keys.length === Object.keys(before).length &&
    keys.every((key) => key in before && Object.is(kept[key], before[key]));
  return same ? before : kept;
}

function keep(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) return keepArray(before, after);
  if (isPlain(before) && isPlain(after)) return keepObject(before, after);
  return after;
}

/** `after`, made of as much of `before` as is equal; `before` itself when nothing has changed. */
export function keepStable<T>(before: unknown, after: T): T {
  return keep(before, after) as T;
}
