/** What is new to this member, for rows, badges and the bell; and noting that it has been read. */
import { useEffect, useMemo } from 'react';
import { markRead } from '@communitrak/replica/commands/read-marks.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { unreadThreads } from '@communitrak/replica/queries/unread.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useReplica } from '../context.ts';
import type { Feature, UnreadItem } from '../feature.ts';
import { useFeatures } from '../features-context.ts';
import { useQuery } from '../use-query.ts';

const NONE: ReadonlySet<string> = new Set();

/** Document ids of the threads that have something new. */
export function useUnread(): ReadonlySet<string> {
  const replica = useReplica();
  const threads = useQuery(useMemo(() => unreadThreads(replica), [replica]));
  return useMemo(() => (threads === undefined ? NONE : new Set(threads.map(({ id }) => id))), [threads]);
}

const NO_ITEMS: readonly UnreadItem[] = [];

/** Of all features, latest first. One that has not answered yet keeps no other's waiting. */
export function allUnread(features: readonly Feature[], replica: Replica): Query<readonly UnreadItem[]> {
  const queries = features.flatMap(({ unread }) => {
    const query = unread?.(replica);
    if (query === undefined) return [];
    return [
      {
        subscribe: (onChange: () => void) => query.subscribe(onChange),
        getSnapshot: () => query.getSnapshot() ?? NO_ITEMS,
      },
    ];
  });
  return derivedQuery(queries, (...lists) =>
    lists.flat().toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
  );
}

export function useUnreadItems(): readonly UnreadItem[] {
  const features = useFeatures();
  const replica = useReplica();
  const query = useMemo(() => allUnread(features, replica), [features, replica]);
  return useQuery(query) ?? NO_ITEMS;
}

/** Long enough to have seen it, too short to wait for. */
const SEEN_AFTER_MS = 1000;

/** The screen shows this thread: what is new in it counts as read once it has been in sight for a moment. */
export function useReading(thread: string): void {
  const replica = useReplica();
  const unread = useUnread().has(thread);
  useEffect(() => {
    if (!unread) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible')
        timer = setTimeout(() => void markRead(replica, thread), SEEN_AFTER_MS);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [replica, thread, unread]);
}
