/** Which messages are shown: at most three, the newest last, none twice. Pure. */
export interface ToastAct {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly serial: number;
  readonly words: string;
  readonly act: ToastAct | undefined;
}

export const MOST_TOASTS = 3;

/** The same words again take the place of the earlier ones: who presses twice reads once. */
export function withToast(shown: readonly Toast[], toast: Toast): readonly Toast[] {
  return [...shown.filter(({ words }) => words !== toast.words), toast].slice(-MOST_TOASTS);
}

export function withoutToast(shown: readonly Toast[], serial: number): readonly Toast[] {
  return shown.filter((toast) => toast.serial !== serial);
}
