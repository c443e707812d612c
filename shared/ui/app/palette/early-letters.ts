/**
 * Letters typed after the shortcut and before the field has the focus: who knows what they look for does not wait for a
 * sheet to be drawn. Kept until a field takes the focus, then put into it.
 */
export interface EarlyLetters {
  readonly text: () => string;
  readonly keep: (text: string) => void;
  /** Begins to listen, with nothing kept; until any field has the focus. */
  readonly begin: () => void;
  readonly stop: () => void;
}

export function createEarlyLetters(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): EarlyLetters {
  let kept = '';
  const onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    kept += event.key;
  };
  const onFocus = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) stop();
  };
  const stop = (): void => {
    target.removeEventListener('keydown', onKey, true);
    target.removeEventListener('focusin', onFocus, true);
  };
  return {
    text: () => kept,
    keep: (text) => {
      kept = text;
    },
    begin: () => {
      kept = '';
      target.addEventListener('keydown', onKey, true);
      target.addEventListener('focusin', onFocus, true);
    },
    stop,
  };
}
