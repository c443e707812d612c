/**
 * Keeps a draft as it is written: one write at a time, and only the newest waits. So the device's copy lags by one
 * write and never by a timer: a crash costs a letter, not a sentence.
 */
export interface DraftSaver<T> {
  /** Call at every change. */
  readonly keep: (value: T) => void;
  /** No further writes; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
}

/** @param onFault told once per failed write, and with undefined when a later one succeeds */
export function draftSaver<T>(
  write: (value: T) => Promise<void>,
  onFault: (fault: unknown) => void,
): DraftSaver<T> {
  let next: { readonly value: T } | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const drain = async (): Promise<void> => {
    while (next !== undefined && !stopped) {
      const { value } = next;
      next = undefined;
      try {
        await write(value);
        onFault(undefined);
      } catch (fault) {
        onFault(fault ?? new Error('The draft could not be kept'));
      }
    }
    running = undefined;
  };

  return {
    keep: (value) => {
      if (stopped) return;
      next = { value };
      running ??= drain();
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
