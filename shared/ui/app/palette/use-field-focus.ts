/**
 * Gives the field the focus as soon as it is there. In the next turn, so that the sheet first notes whom to give it back to;
 * at once where nothing has it, as when one field takes the place of another.
 */
import { useEffect, type RefObject } from 'react';

export function useFieldFocus(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (): void => field.current?.focus();
    if (document.activeElement === document.body) focus();
    const timer = setTimeout(focus);
    return () => clearTimeout(timer);
  }, [field]);
}
