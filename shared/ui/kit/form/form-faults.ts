/** Which faults of a form are shown, and what of it has changed. Pure. */

/** Messages by field; a field without one is fine. */
export type Errors<V> = Partial<Record<keyof V & string, string>>;

export interface Fault {
  readonly fieldId: string;
  readonly message: string;
}

type Shown = Readonly<Record<string, unknown>>;

/** Faults already shown stay only while they hold, in their newest words; new ones wait until the field is left. */
export function keepFaulty<V>(before: Shown, now: Errors<V>): Record<string, string> {
  const kept = Object.entries<string | undefined>(now).filter(
    ([name, message]) => message !== undefined && before[name] !== undefined,
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

/** The faults of some fields, or of all. */
export function ofFields<V>(faults: Errors<V>, names?: readonly string[]): Record<string, string> {
  const found = Object.entries<string | undefined>(faults).filter(
    ([name, message]) => message !== undefined && (names?.includes(name) ?? true),
  );
  return Object.fromEntries(found) as Record<string, string>;
}

export function without<T>(shown: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !names.includes(name)));
}

/** The shown faults as the summary lists them: in the order in which the form is read, those of others last. */
export function faultList<V>(
  order: Errors<V>,
  shown: Shown,
  idOf: (name: string) => string,
): readonly Fault[] {
  const names = [...new Set([...Object.keys(order), ...Object.keys(shown)])];
  return names.flatMap((name) => {
    const message = shown[name];
    return typeof message === 'string' ? [{ fieldId: idOf(name), message }] : [];
  });
}

/** The fields that differ; undefined when none does. Values are plain JSON. */
export function changedOf<V extends object>(first: V, values: V): Partial<V> | undefined {
  const changed = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(first, name)),
  );
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<V>);
}
