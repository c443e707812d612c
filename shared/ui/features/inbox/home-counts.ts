/** The office's numbers on the first screen. Each is counted by the very filter that its link opens. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import type { Audience, HomeCount } from '../../app/feature.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { localDate } from '../requests/index.ts';
import { countIn } from './inbox-filter.ts';
import { INBOX_QUERIES, inboxWith } from './inbox-links.ts';

const isOffice: Audience = ({ keys }) => keys.has('office');

function counted(
  query: keyof typeof INBOX_QUERIES,
  label: MessageId,
  order: number,
  tone?: HomeCount['tone'],
): HomeCount {
  return {
    id: `inbox-${query}`,
    order,
    for: isOffice,
    label,
    path: inboxWith(query),
    ...(tone === undefined ? {} : { tone }),
    count: (replica) =>
      derivedQuery([requestRows(replica, { scope: 'all' })], ({ rows, complete }) => {
        if (!complete) return undefined;
        const viewer = { member: replica.principal.member, today: localDate(replica.clock()) };
        return countIn(rows, INBOX_QUERIES[query], viewer);
      }),
  };
}

export const inboxCounts: readonly HomeCount[] = [
  counted('new', 'inbox.count.new', 10, 'needs'),
  counted('unassigned', 'inbox.count.unassigned', 20),
  counted('overdue', 'inbox.count.overdue', 30, 'late'),
  counted('mine', 'inbox.count.mine', 40),
];
