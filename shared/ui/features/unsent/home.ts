/** What is not sent, on the first screen: what was refused needs the member; the office sees the number of all of it. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import type { HomeCount, NeedItem } from '../../app/feature.ts';

const REFUSED = 100;

export function unsentNeeds(replica: Replica, path: string): Query<readonly NeedItem[]> {
  return derivedQuery([syncStatus(replica)], ({ attention }) =>
    attention === 0
      ? []
      : [
          {
            key: 'unsent',
            title: { id: 'unsent.need', values: { count: attention } },
            help: 'unsent.need.help',
            path,
            urgency: REFUSED,
          },
        ],
  );
}

export function unsentCount(path: string): HomeCount {
  return {
    id: 'unsent',
    order: 50,
    for: ({ keys }) => keys.has('office'),
    label: 'unsent.count',
    path,
    count: (replica) => derivedQuery([syncStatus(replica)], ({ waiting, attention }) => waiting + attention),
  };
}
