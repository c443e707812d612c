/** What the server has told a household of its autopay: a reminder, a charge that it will not draft. */
import type { NoticeKind } from '@communitrak/domain/notices/index.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { notices } from '@communitrak/replica/queries/notices.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { unreadThreads } from '@communitrak/replica/queries/unread.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { UnreadItem } from '../../../app/feature.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import { paymentPaths } from '../paths.ts';

/** A draft that failed is told of by its payment. */
const WORDS: Readonly<Partial<Record<NoticeKind, MessageId>>> = {
  'autopay-reminder': 'payments.autopay.news.reminder',
  'autopay-over-limit': 'payments.autopay.news.overLimit',
  'autopay-no-method': 'payments.autopay.news.noMethod',
};

export function unreadAutopay(replica: Replica): Query<readonly UnreadItem[]> {
  return derivedQuery([unreadThreads(replica), notices(replica)], (threads, told) => {
    const since = new Map(threads.map(({ id, at }) => [id, at]));
    const listed = new Set<string>();
    return told.flatMap(({ kind, about, title, household = '' }): readonly UnreadItem[] => {
      const words = WORDS[kind];
      const at = since.get(about);
      if (words === undefined || at === undefined || listed.has(about)) return [];
      listed.add(about);
      return [{ thread: about, title, detail: { id: words }, at, path: paymentPaths.autopay(household) }];
    });
  });
}
