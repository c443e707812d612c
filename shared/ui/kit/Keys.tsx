/**
 * The keyboard. A screen says which keys do what with `useKeys`; `?` shows all that work right now. Keys never fire
 * while one is writing in a field (except Escape) or while a dialogue is open over the screen.
 */
import {
  createContext,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useText } from '../i18n/Text.tsx';
import { matches, mayFire, shownKey } from './key-match.ts';
import { Sheet } from './Sheet.tsx';

export interface KeyBinding {
  /** `j`, `Enter`, `Escape`, `/`, `?`, or with `mod+` for Ctrl/⌘: `mod+k`. Letters match in either case. */
  readonly key: string;
  /** What it does, in the member's words, for the list of keys. */
  readonly label: string;
  readonly run: () => void;
}

interface KeyRegistry {
  readonly put: (id: string, bindings: () => readonly KeyBinding[]) => void;
  readonly drop: (id: string) => void;
}

const KeysContext = createContext<KeyRegistry>({ put: () => undefined, drop: () => undefined });

/** `useKeys([{ key: 'j', label: t('requests.keys.next'), run: next }])`. The innermost screen's binding wins. */
export function useKeys(bindings: readonly KeyBinding[], enabled = true): void {
  const registry = useContext(KeysContext);
  const id = useId();
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    registry.put(id, () => current.current);
    return () => registry.drop(id);
  }, [registry, id, enabled]);
}

/** Listens once for the whole app, and owns the `?` list. */
export function KeysProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText();
  const sets = useRef(new Map<string, () => readonly KeyBinding[]>());
  const [help, setHelp] = useState<readonly KeyBinding[]>();
  const registry = useMemo<KeyRegistry>(
    () => ({
      put: (id, bindings) => {
        sets.current.delete(id);
        sets.current.set(id, bindings);
      },
      drop: (id) => {
        sets.current.delete(id);
      },
    }),
    [],
  );
  useEffect(() => {
    const all = (): KeyBinding[] =>
      [...sets.current.values()].reverse().flatMap((bindings) => [...bindings()]);
    const onKey = (event: KeyboardEvent): void => {
      if (!mayFire(event)) return;
      if (event.key === '?') {
        event.preventDefault();
        setHelp(all());
        return;
      }
      const hit = all().find((binding) => matches(event, binding.key));
      if (hit === undefined) return;
      event.preventDefault();
      hit.run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <KeysContext value={registry}>
      {children}
      <Sheet open={help !== undefined} onClose={() => setHelp(undefined)} title={t('kit.keys.title')}>
        <dl className="ct-keys">
          {[...(help ?? []), { key: '?', label: t('kit.keys.help'), run: () => undefined }].map((binding) => (
            <div key={`${binding.key} ${binding.label}`}>
              <dt>
                {shownKey(binding.key, navigator.platform).map((part) => (
                  <kbd key={part}>{part}</kbd>
                ))}
              </dt>
              <dd>{binding.label}</dd>
            </div>
          ))}
        </dl>
      </Sheet>
    </KeysContext>
  );
}
