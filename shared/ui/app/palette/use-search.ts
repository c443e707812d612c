/** The search over this replica, opened at the first use and held by whoever is there as long as the replica. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useReplica } from '../context.ts';
import type { Feature } from '../feature.ts';
import { useFeatures } from '../features-context.ts';
import { openSearch, type SearchSession, type SearchView } from './search-session.ts';

export interface HeldSearch {
  current:
    | {
        readonly session: SearchSession;
        /** Of which features: an association may switch one on or off. */
        readonly features: readonly Feature[];
      }
    | undefined;
}

function sessionOf(held: HeldSearch, features: readonly Feature[], replica: Replica): SearchSession {
  if (held.current?.features === features) return held.current.session;
  held.current?.session.stop();
  const session = openSearch(features.flatMap(({ search }) => search?.(replica) ?? []));
  held.current = { session, features };
  return session;
}

/** Undefined for a moment, while it is opened. */
export function useSearch(held: HeldSearch): SearchView | undefined {
  const features = useFeatures();
  const replica = useReplica();
  const subscribe = useCallback(
    (onChange: () => void) => sessionOf(held, features, replica).subscribe(onChange),
    [held, features, replica],
  );
  return useSyncExternalStore(subscribe, () => held.current?.session.view());
}
