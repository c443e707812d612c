/**
 * What a start does first. A device holds thousands of documents, and reading them all keeps the page from painting; so a
 * screen may ask for its first rows ahead of everything, and what nobody looks at yet (counts, the sync) waits until those
 * are painted. Knows no documents.
 */
export interface StartOrder {
  /** Resolves once the rows that were asked for first are painted, or when none were asked for in time. */
  readonly rest: Promise<void>;
  /** True once `rest` has resolved: nothing has to be done ahead any more. */
  readonly begun: () => boolean;
  /** Reads ahead of everything else. */
  first<T>(read: () => Promise<T>): Promise<T>;
  /** The screen stands and has asked for what it wants first: where that is nothing, the rest begins once it is painted. */
  shown(): void;
}

/** A screen's own code may have to come from the disk before it can ask for anything. */
export const FIRST_LIMIT_MS = 1500;
/** Reading ahead that takes longer than this holds nobody up. */
const READ_LIMIT_MS = 3000;

/** After the next frame has been painted; without frames (tests, a hidden page) soon. */
function afterPaint(then: () => void): void {
  const hidden = typeof document === 'undefined' || document.visibilityState === 'hidden';
  if (hidden || typeof requestAnimationFrame === 'undefined') setTimeout(then, 0);
  else requestAnimationFrame(() => setTimeout(then, 0));
}

/** @param limitMs how long the rest waits for somebody to ask for first rows; 0: it does not wait */
export function createStartOrder(limitMs: number): StartOrder {
  let begun = limitMs === 0;
  let begin = (): void => undefined;
  const rest = begun
    ? Promise.resolve()
    : new Promise<void>((resolve) => {
        begin = () => {
          begun = true;
          resolve();
        };
      });
  const timer = begun ? undefined : setTimeout(() => begin(), limitMs);
  let asked = false;
  return {
    rest,
    begun: () => begun,
    async first(read) {
      if (begun) return read();
      asked = true;
      clearTimeout(timer);
      setTimeout(() => begin(), READ_LIMIT_MS);
      try {
        return await read();
      } finally {
        afterPaint(() => begin());
      }
    },
    shown() {
      if (begun || asked) return;
      clearTimeout(timer);
      afterPaint(() => begin());
    },
  };
}
