/** The list of keys as it is read: by where each works, the innermost first, each key once. Pure. */
export interface KeyBinding {
  /** `j`, `Enter`, `Escape`, `/`, or with `mod+` for Ctrl/⌘: `mod+k`. Letters match in either case. */
  readonly key: string;
  /** What it does, in the member's words, for the list of keys. */
  readonly label: string;
  readonly run: () => void;
}

export interface KeySet {
  readonly bindings: readonly KeyBinding[];
  /** Heading in the list; undefined stands for the screen. */
  readonly where: string | undefined;
}

type NamedKey = Pick<KeyBinding, 'key' | 'label'>;

export interface KeyGroup {
  readonly where: string;
  readonly keys: readonly NamedKey[];
}

/**
 * @param sets the innermost first: where two bind a key, the first has it
 * @param own the kit's own keys, which work everywhere
 */
export function groupKeys(
  sets: readonly KeySet[],
  own: readonly NamedKey[],
  names: { readonly screen: string; readonly everywhere: string },
): readonly KeyGroup[] {
  const taken = new Set<string>();
  const groups = new Map<string, NamedKey[]>();
  const add = (where: string, { key, label }: NamedKey): void => {
    const name = key.toLowerCase();
    if (taken.has(name)) return;
    taken.add(name);
    groups.set(where, [...(groups.get(where) ?? []), { key, label }]);
  };
  for (const { bindings, where } of sets) for (const binding of bindings) add(where ?? names.screen, binding);
  for (const key of own) add(names.everywhere, key);
  // What works everywhere is known soonest: it stands last.
  const last = groups.get(names.everywhere) ?? [];
  groups.delete(names.everywhere);
  return [...groups, [names.everywhere, last] as const].map(([where, keys]) => ({ where, keys }));
}
