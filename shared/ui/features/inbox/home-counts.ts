/** The office's numbers on the first screen. Each is counted by the very filter that its link opens. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import type { Audience, HomeCount } from '../../app/feature.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { localDate } from '../requests/index.ts';
import { countIn, filterFromUrl } from './inbox-filter.ts';
import { inboxPaths } from './paths.ts';

const isOffice: Audience = ({ keys }) => keys.has('office');

function counted(query: string, label: MessageId, order: number, tone?: HomeCount['tone']): HomeCount {
  const filter = filterFromUrl(new URLSearchParams(query));
  return {
    id: `inbox?${query}`,
    order,
    for: isOffice,
    label,
    path: `${inboxPaths.list}?${query}`,
    ...(tone === undefined ? {} : { tone }),
    count: (replica) =>
      derivedQuery([requestRows(replica, { scope: 'all' })], ({ rows, complete }) => {
        if (!complete) return undefined;
        const viewer = { member: replica.principal.member, today: localDate(replica.clock()) };
        return countIn(rows, filter, viewer);
      }),
  };
}

export const inboxCounts: readonly HomeCount[] = [
  counted('status=open', 'inbox.count.new', 10, 'needs'),
  counted('assignee=none', 'inbox.count.unassigned', 20),
  counted('overdue=1', 'inbox.count.overdue', 30, 'late'),
  counted('assignee=me', 'inbox.count.mine', 40),
];
