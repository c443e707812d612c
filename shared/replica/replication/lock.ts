/**
 * One at a time. RxDB drops a pulled update for good when a pull in flight overlaps a push of the same document (trap
 * T1), so both handlers of a collection run under one lock. Discarding and fetching again would starve.
 */
export type Lock = <T>(job: () => Promise<T>) => Promise<T>;

export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(job: () => Promise<T>): Promise<T> => {
    const mine = last.then(job, job);
    last = mine.catch(() => undefined);
    return mine;
  };
}
