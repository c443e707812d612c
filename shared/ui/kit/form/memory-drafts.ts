/** Drafts that live as long as the page: for the catalogue and tests. Two windows of one `shelf` see each other's. */
import type { DraftStore, KeptDraft } from './draft-store.ts';

export interface DraftShelf {
  /** One window's view of the shelf. */
  readonly window: () => DraftStore;
}

interface Slot {
  value: unknown;
  writer: symbol | undefined;
  readonly listeners: Set<() => void>;
}

export function createShelf(kept: Readonly<Record<string, unknown>> = {}): DraftShelf {
  const slots = new Map<string, Slot>();
  const slotOf = (key: string): Slot => {
    const found = slots.get(key);
    if (found !== undefined) return found;
    const slot: Slot = { value: kept[key], writer: undefined, listeners: new Set() };
    slots.set(key, slot);
    return slot;
  };
  const write = (key: string, value: unknown, writer: symbol): Promise<void> => {
    const slot = slotOf(key);
    // As a device does it: what comes back is another object than what went in.
    slot.value = value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
    slot.writer = writer;
    for (const listener of slot.listeners) listener();
    return Promise.resolve();
  };
  return { window: () => windowOf(slotOf, write) };
}

function windowOf(
  slotOf: (key: string) => Slot,
  write: (key: string, value: unknown, writer: symbol) => Promise<void>,
): DraftStore {
  const me = Symbol('window');
  const queries = new Map<string, ReturnType<DraftStore['watch']>>();
  const watch: DraftStore['watch'] = (key) => {
    const known = queries.get(key);
    if (known !== undefined) return known;
    const slot = slotOf(key);
    let shown: { readonly of: unknown; readonly kept: KeptDraft | null } | undefined;
    const query = {
      subscribe: (onChange: () => void) => {
        slot.listeners.add(onChange);
        return () => slot.listeners.delete(onChange);
      },
      getSnapshot: () => {
        if (shown === undefined || shown.of !== slot.value) {
          const kept = slot.value === undefined ? null : { value: slot.value, own: slot.writer === me };
          shown = { of: slot.value, kept };
        }
        return shown.kept;
      },
    };
    queries.set(key, query);
    return query;
  };
  return {
    watch,
    keep: (key, value) => write(key, value, me),
    forget: (key) => write(key, undefined, me),
    drop: (key) => write(key, undefined, me),
  };
}
