/** Lets so many in at a time; the others wait their turn, in the order of their coming. */
export function createConcurrencyLimit(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Handed on rather than given back: who waits longest is next, whoever comes meanwhile.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
