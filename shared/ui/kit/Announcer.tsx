/**
 * Saying what has just happened, from anywhere: `const announce = useAnnounce(); announce(t('requests.sent'))`; with an
 * act it offers the way back. How it is shown and read aloud is Toasts'.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { withoutToast, withToast, type Toast, type ToastAct } from './toasts/toast-list.ts';
import { Toasts } from './toasts/Toasts.tsx';

export type Announce = (words: string, act?: ToastAct) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const serial = useRef(0);
  const announce = useCallback<Announce>((words, act) => {
    serial.current += 1;
    const toast = { words, act, serial: serial.current };
    setToasts((shown) => withToast(shown, toast));
  }, []);
  const gone = useCallback((one: number) => setToasts((shown) => withoutToast(shown, one)), []);
  const shown = useMemo(() => <Toasts toasts={toasts} onGone={gone} />, [toasts, gone]);
  return (
    <AnnounceContext value={announce}>
      {children}
      {shown}
    </AnnounceContext>
  );
}
