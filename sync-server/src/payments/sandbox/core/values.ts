/** Values that may have been left out. */

export function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}

export function or<T>(value: T | undefined, other: T): T {
  return value ?? other;
}

/** The first of the given parameters that is there, as a key to look under. */
export function firstGiven(
  given: Readonly<Record<string, string | undefined>>,
): readonly [name: string, value: string] | undefined {
  for (const [name, value] of Object.entries(given)) if (value !== undefined) return [name, value];
  return undefined;
}
