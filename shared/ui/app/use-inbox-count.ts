/** How many open requests wait in the inbox, for those who work there. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { requestList } from '@communitrak/replica/queries/requests.ts';
import type { Replica } from '@communitrak/replica/replica.ts';

/** The office and the board see the inbox; what they find there is what the replica may hold. */
export function worksInInbox(replica: Replica): boolean {
  return replica.principal.keys.has('office') || replica.principal.keys.has('board');
}

/** Undefined for those without an inbox, and until the first answer. */
export function useInboxCount(replica: Replica): number | undefined {
  const works = worksInInbox(replica);
  const query = useMemo(() => requestList(replica, { scope: 'all', statuses: ['open'] }), [replica]);
  const subscribe = useCallback(
    (onChange: () => void) => (works ? query.subscribe(onChange) : () => undefined),
    [works, query],
  );
  return useSyncExternalStore(subscribe, () => (works ? query.getSnapshot()?.length : undefined));
}
