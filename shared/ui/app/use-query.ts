/**
 * A live read on a screen:
 * `const rows = useQuery(useMemo(() => requestList(replica, filter), [replica, filter]))`. Undefined until first read.
 */
import { useCallback, useSyncExternalStore } from 'react';
import type { Query } from '@communitrak/replica/queries/query.ts';

export function useQuery<T>(query: Query<T>): T | undefined {
  // A function of its own for each render would subscribe anew at each render.
  const subscribe = useCallback((onChange: () => void) => query.subscribe(onChange), [query]);
  return useSyncExternalStore(subscribe, () => query.getSnapshot());
}
