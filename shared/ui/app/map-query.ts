/** A query's answer as something else: the same object for the same answer, as `useSyncExternalStore` wants it. */
import type { Query } from '@communitrak/replica/queries/query.ts';

export function mapQuery<A, B>(query: Query<A>, map: (answer: A) => B): Query<B> {
  let last: { readonly answer: A; readonly mapped: B } | undefined;
  return {
    subscribe: (onChange) => query.subscribe(onChange),
    getSnapshot: () => {
      const answer = query.getSnapshot();
      if (answer === undefined) return undefined;
      if (last === undefined || last.answer !== answer) last = { answer, mapped: map(answer) };
      return last.mapped;
    },
  };
}
