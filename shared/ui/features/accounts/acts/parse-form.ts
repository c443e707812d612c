/** A kept draft of an act, as far as it is a form of words and numbers. Pure. */
export function parseForm<F extends object>(value: unknown): Partial<F> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).filter(
    ([, one]: readonly [string, unknown]) => typeof one === 'string' || typeof one === 'number',
  );
  return known.length === 0 ? undefined : (Object.fromEntries(known) as Partial<F>);
}
