/**
 * What is new to whoever works on requests: the requests themselves, and those that the server has told of and that are not
 * here yet (a request and the notice of it come on ways of their own). Each once.
 */
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { notices } from '@communitrak/replica/queries/notices.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { unreadThreads } from '@communitrak/replica/queries/unread.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { UnreadItem } from '../../app/feature.ts';
import { unreadRequests } from '../requests/index.ts';
import { inboxPaths } from './paths.ts';

export function unreadInInbox(replica: Replica): Query<readonly UnreadItem[]> {
  const requests = unreadRequests(replica, inboxPaths.one);
  return derivedQuery([requests, unreadThreads(replica), notices(replica)], (items, threads, told) => {
    const listed = new Set(items.map(({ thread }) => thread));
    const waiting = threads.filter(({ id }) => typeOf(id) === 'request' && !listed.has(id));
    if (waiting.length === 0) return items;
    const about = new Map(told.map((notice) => [notice.about, notice]));
    const more = waiting.flatMap(({ id, at }): readonly UnreadItem[] => {
      const notice = about.get(id);
      if (notice === undefined) return [];
      const detail = { id: 'inbox.unread.reported', values: { name: notice.from } } as const;
      return [{ thread: id, title: notice.title, detail, at, path: inboxPaths.one(id) }];
    });
    return [...items, ...more].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  });
}
