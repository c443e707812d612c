/** What is late waits for this member: for each of their homes by itself. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { myAccounts, type AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { NeedItem } from '../../app/feature.ts';
import { dueOf } from './due.ts';
import { myAccountPaths } from './paths.ts';

const OVERDUE = 60;

export function overdueOf(views: readonly AccountView[]): readonly NeedItem[] {
  return views
    .filter((view) => dueOf(view)?.state === 'late')
    .map(({ household, address, name }) => ({
      key: `overdue:${household}`,
      title: { id: 'myAccount.need.overdue', values: { home: address === '' ? name : address } },
      help: 'myAccount.need.overdue.help',
      path: myAccountPaths.one(household),
      urgency: OVERDUE,
    }));
}

export function accountNeeds(replica: Replica): Query<readonly NeedItem[]> {
  return derivedQuery([myAccounts(replica)], overdueOf);
}
