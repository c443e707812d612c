/**
 * A live read on a screen:
 * `const rows = useQuery(useMemo(() => requestList(replica, filter), [replica, filter]))`. Undefined until first read.
 */
import { useSyncExternalStore } from 'react';
import type { Query } from '@communitrak/replica/queries/query.ts';

export function useQuery<T>(query: Query<T>): T | undefined {
  return useSyncExternalStore(
    (onChange) => query.subscribe(onChange),
    () => query.getSnapshot(),
  );
}
