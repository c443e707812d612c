/**
 * Listens once for the whole app: Escape and Back take the top layer and nothing else hears of them. Within a router,
 * around everything that opens layers.
 */
import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type ReactNode,
} from 'react';
import { useLocation } from 'react-router';
import { guardBack } from './back-guard.ts';
import { createLayerStack, type LayerKind, type LayerStack } from './layer-stack.ts';

interface Layers {
  readonly stack: LayerStack;
  readonly opened: () => void;
}

const LayersContext = createContext<Layers | undefined>(undefined);

function useLayers(): Layers {
  const layers = useContext(LayersContext);
  if (layers === undefined) throw new Error('A layer is used outside LayersProvider');
  return layers;
}

/** The stack, for whoever must know whether the screen's own keys rest. */
export function useLayerStack(): LayerStack {
  return useLayers().stack;
}

interface LayerOptions {
  readonly kind: LayerKind;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Toasts: whether the focus is inside. */
  readonly hasFocus?: () => boolean;
}

/** Puts what is drawn here on the stack while it is open. Whoever draws it leaves Escape and Back to the stack. */
export function useLayer({ kind, open, onClose, hasFocus }: LayerOptions): void {
  const { stack, opened } = useLayers();
  const current = useRef({ onClose, hasFocus });
  useLayoutEffect(() => {
    current.current = { onClose, hasFocus };
  });
  useLayoutEffect(() => {
    if (!open) return undefined;
    if (kind !== 'toast') opened();
    return stack.put({
      kind,
      close: () => current.current.onClose(),
      hasFocus: () => current.current.hasFocus?.() === true,
    });
  }, [stack, opened, kind, open]);
}

export function LayersProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const stack = useMemo(() => createLayerStack(), []);
  const guard = useRef<ReturnType<typeof guardBack>>(undefined);
  const { key } = useLocation();
  useLayoutEffect(() => {
    guard.current = guardBack(window, stack.holdsKeys, stack.back);
    return () => guard.current?.stop();
  }, [stack]);
  useEffect(() => guard.current?.moved(), [key]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // An input method's Escape ends the composing, not the sheet.
      if (event.key !== 'Escape' || event.isComposing || !stack.escape()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // Before any part of the page: one press has one effect.
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [stack]);
  const layers = useMemo<Layers>(() => ({ stack, opened: () => guard.current?.arm() }), [stack]);
  return <LayersContext value={layers}>{children}</LayersContext>;
}
