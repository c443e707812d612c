/**
 * What has just happened, in a line, with the way back where there is one. Read aloud politely; waits while somebody
 * points at it or is in it; F8 goes to the newest from anywhere, Escape leaves it. Lies over no act.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { IconX } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { useLayer } from '../layers/LayersProvider.tsx';
import type { Toast } from './toast-list.ts';
import { useToastPlace } from './use-toast-place.ts';
import './toasts.css';

/** Long enough to read two lines; with an act, to reach it too. */
const SHOWN_MS = 7000;
const SHOWN_WITH_ACT_MS = 12_000;
/** After somebody has looked: no jerking away. */
const LEAST_MS = 2000;

interface ToastsProps {
  readonly toasts: readonly Toast[];
  readonly onGone: (serial: number) => void;
}

export function Toasts({ toasts, onGone }: ToastsProps): ReactNode {
  const t = useText();
  const place = useRef<HTMLElement>(null);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const bottom = useToastPlace(place, toasts.length === 0 ? undefined : toasts);
  const came = useWayIn(place);
  const leave = (serial: number): void => {
    const inside = place.current?.contains(document.activeElement) === true;
    onGone(serial);
    if (!inside) return;
    setFocused(false);
    if (came.current?.isConnected === true) came.current.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only notes that somebody is looking
    <section
      className="ct-toast-place ct-no-print"
      aria-label={t('kit.toasts.label')}
      ref={place}
      style={{ bottom }}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={({ relatedTarget, currentTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
      <output className="ct-toasts" aria-live="polite" aria-atomic="false">
        {toasts.map((toast) => (
          <OneToast
            key={toast.serial}
            toast={toast}
            waits={pointed || focused}
            onGone={() => leave(toast.serial)}
          />
        ))}
      </output>
    </section>
  );
}

interface OneToastProps {
  readonly toast: Toast;
  readonly waits: boolean;
  readonly onGone: () => void;
}

function OneToast({ toast, waits, onGone }: OneToastProps): ReactNode {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useEnd(toast.act === undefined ? SHOWN_MS : SHOWN_WITH_ACT_MS, waits, onGone);
  useLayer({
    kind: 'toast',
    open: true,
    onClose: onGone,
    hasFocus: () => box.current?.contains(document.activeElement) === true,
  });
  const { act } = toast;
  return (
    <div className="ct-toast" ref={box}>
      <span className="ct-toast-words">{toast.words}</span>
      {act === undefined ? null : (
        <button
          type="button"
          className="ct-toast-act"
          onClick={() => {
            onGone();
            act.run();
          }}
        >
          {act.label}
        </button>
      )}
      <button type="button" className="ct-toast-close" aria-label={t('kit.toasts.close')} onClick={onGone}>
        <IconX aria-hidden />
      </button>
    </div>
  );
}

/** Ends after `ms` in which nobody waited. */
function useEnd(ms: number, waits: boolean, onEnd: () => void): void {
  const left = useRef(ms);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (waits) return undefined;
    const since = performance.now();
    const timer = setTimeout(() => end.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(LEAST_MS, left.current - (performance.now() - since));
    };
  }, [waits]);
}

/** F8 goes to the newest message, over an open sheet too. @returns where the focus came from */
function useWayIn(place: React.RefObject<HTMLElement | null>): React.RefObject<HTMLElement | null> {
  const came = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F8') return;
      const newest = [...(place.current?.querySelectorAll<HTMLElement>('.ct-toast') ?? [])].at(-1);
      const button = newest?.querySelector<HTMLElement>('button');
      if (button === undefined || button === null) return;
      event.preventDefault();
      const now = document.activeElement;
      if (now instanceof HTMLElement && place.current?.contains(now) !== true) came.current = now;
      button.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [place]);
  return came;
}
