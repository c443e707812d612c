/** A query made of others': read anew when one of them has something new, the same object otherwise. */
import type { Query } from './query.ts';

type Values<T extends readonly Query<unknown>[]> = {
  readonly [K in keyof T]: T[K] extends Query<infer V> ? V : never;
};

/** @param make called once all of them have been read; pure. Undefined: there is no answer yet */
export function derivedQuery<const T extends readonly Query<unknown>[], R>(
  sources: T,
  make: (...values: Values<T>) => R | undefined,
): Query<R> {
  let read: readonly unknown[] | undefined;
  let made: R | undefined;
  return {
    subscribe(onChange) {
      const ends = sources.map((source) => source.subscribe(onChange));
      return () => {
        for (const end of ends) end();
      };
    },
    getSnapshot() {
      const now = sources.map((source) => source.getSnapshot());
      if (now.includes(undefined)) return undefined;
      const before = read;
      if (before === undefined || now.some((value, index) => !Object.is(value, before[index]))) {
        read = now;
        made = make(...(now as unknown as Values<T>));
      }
      return made;
    },
  };
}
