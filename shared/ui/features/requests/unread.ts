/** Requests with something new in them, for the bell and the badges. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { unreadThreads } from '@communitrak/replica/queries/unread.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { UnreadItem } from '../../app/feature.ts';

const NONE: readonly UnreadItem[] = [];

/** `R-0042 · Head Household`, as far as it is known here. */
function whereOf({ number, householdName, place }: RequestRow): string {
  return [number, householdName === '' ? place : householdName].filter((part) => part !== '').join(' · ');
}

/** @param pathOf where a request is opened from here, by its document id */
export function unreadRequests(
  replica: Replica,
  pathOf: (id: string) => string,
): Query<readonly UnreadItem[]> {
  return derivedQuery(
    [unreadThreads(replica), requestRows(replica, { scope: 'all' })],
    (threads, { rows }) => {
      if (threads.length === 0) return NONE;
      const byId = new Map(rows.map((row) => [row.id, row]));
      return threads.flatMap(({ id, at }) => {
        const row = byId.get(id);
        return row === undefined
          ? []
          : [{ thread: id, title: row.title, detail: whereOf(row), at, path: pathOf(id) }];
      });
    },
  );
}

/** For whom nothing is here. */
export const nothingUnread: Query<readonly UnreadItem[]> = {
  subscribe: () => () => undefined,
  getSnapshot: () => NONE,
};
