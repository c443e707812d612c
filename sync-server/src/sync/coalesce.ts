/**
 * Runs one thing at a time for many who ask. Each asker gets a run that *began* after they asked: those who come while one
 * is under way share the next.
 */
export function coalesce(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    const current = run().finally(() => {
      running = undefined;
    });
    running = current;
    return current;
  };
  return () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    const after = (): Promise<void> => {
      next = undefined;
      return start();
    };
    next = running.then(after, after);
    return next;
  };
}
