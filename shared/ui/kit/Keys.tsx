/**
 * The keyboard. A screen says which keys do what with `useKeys`; `?` shows all that work right now, by where they work.
 * Keys never fire while one is writing in a field (except Escape) or while a sheet or a menu is open over the screen.
 */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useText } from '../i18n/Text.tsx';
import { groupKeys, type KeyBinding, type KeyGroup, type KeySet } from './key-groups.ts';
import { matches, mayFire, shownKey } from './key-match.ts';
import { useLayerStack } from './layers/LayersProvider.tsx';
import { Sheet } from './Sheet.tsx';

export type { KeyBinding } from './key-groups.ts';

interface KeyRegistry {
  readonly put: (id: string, read: () => KeySet) => void;
  readonly drop: (id: string) => void;
  readonly show: () => void;
}

const KeysContext = createContext<KeyRegistry>({
  put: () => undefined,
  drop: () => undefined,
  show: () => undefined,
});

interface KeysOptions {
  readonly enabled?: boolean;
  /** Heading in the list of keys: "In the list". Left out: the screen's own. */
  readonly where?: string;
}

/** `useKeys([{ key: 'j', label: t('requests.keys.next'), run: next }])`. The innermost screen's binding wins. */
export function useKeys(bindings: readonly KeyBinding[], { enabled = true, where }: KeysOptions = {}): void {
  const { put, drop } = useContext(KeysContext);
  const id = useId();
  const current = useRef<KeySet>({ bindings, where });
  useEffect(() => {
    current.current = { bindings, where };
  });
  useEffect(() => {
    if (!enabled) return undefined;
    put(id, () => current.current);
    return () => drop(id);
  }, [put, drop, id, enabled]);
}

/** Opens the list of keys, as `?` does. */
export function useShowKeys(): () => void {
  return useContext(KeysContext).show;
}

function useRegistry(): {
  readonly registry: Omit<KeyRegistry, 'show'>;
  readonly read: () => readonly KeySet[];
} {
  return useMemo(() => {
    const sets = new Map<string, () => KeySet>();
    return {
      registry: {
        put: (id, read) => {
          sets.delete(id);
          sets.set(id, read);
        },
        drop: (id) => {
          sets.delete(id);
        },
      },
      // The innermost first.
      read: () => [...sets.values()].reverse().map((set) => set()),
    };
  }, []);
}

/** Listens once for the whole app, and owns the `?` list. */
export function KeysProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText();
  const stack = useLayerStack();
  const { registry, read } = useRegistry();
  const [help, setHelp] = useState<readonly KeyGroup[]>();
  const show = useCallback((): void => {
    const screen = t('kit.keys.screen');
    const everywhere = t('kit.keys.everywhere');
    const own = [
      { key: '?', label: t('kit.keys.help') },
      { key: 'F8', label: t('kit.keys.toasts') },
    ];
    setHelp(groupKeys(read(), own, { screen, everywhere }));
  }, [read, t]);
  const keys = useMemo(() => ({ ...registry, show }), [registry, show]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (stack.holdsKeys() || !mayFire(event)) return;
      const run =
        event.key === '?'
          ? show
          : read()
              .flatMap(({ bindings }) => bindings)
              .find((binding) => matches(event, binding.key))?.run;
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [stack, read, show]);
  return (
    <KeysContext value={keys}>
      {children}
      <Sheet open={help !== undefined} onClose={() => setHelp(undefined)} title={t('kit.keys.title')}>
        {(help ?? []).map((group) => (
          <KeyList key={group.where} group={group} />
        ))}
      </Sheet>
    </KeysContext>
  );
}

function KeyList({ group }: { readonly group: KeyGroup }): ReactNode {
  return (
    <section className="ct-keys">
      <h3>{group.where}</h3>
      <dl>
        {group.keys.map(({ key, label }) => (
          <div key={key}>
            <dt>
              {shownKey(key, navigator.platform).map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
