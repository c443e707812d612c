/** New lines on the accounts of one's homes, for the bell and the badges. */
import { makeId } from '@communitrak/domain/core/ids.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { myAccounts } from '@communitrak/replica/queries/account-view.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { unreadThreads } from '@communitrak/replica/queries/unread.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { UnreadItem } from '../../app/feature.ts';
import { myAccountPaths } from './paths.ts';

/** The thread that a household's account is. @param household local id */
export const accountThread = (household: string): string => makeId('household', household);

export function unreadAccounts(replica: Replica): Query<readonly UnreadItem[]> {
  return derivedQuery([unreadThreads(replica), myAccounts(replica)], (threads, views) => {
    const since = new Map(threads.map(({ id, at }) => [id, at]));
    return views.flatMap(({ household, address, name }): readonly UnreadItem[] => {
      const thread = accountThread(household);
      const at = since.get(thread);
      if (at === undefined) return [];
      const path = views.length === 1 ? myAccountPaths.list : myAccountPaths.one(household);
      const title = address === '' ? name : address;
      return [{ thread, title, detail: { id: 'myAccount.unread' }, at, path }];
    });
  });
}
