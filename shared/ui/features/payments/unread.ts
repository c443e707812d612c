/** Payments of one's homes with something new: paid, failed, come back. For the bell and the badges. */
import type { ShownState } from '@communitrak/domain/payments/index.ts';
import { myAccounts } from '@communitrak/replica/queries/account-view.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { myPayments } from '@communitrak/replica/queries/payments.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { unreadThreads } from '@communitrak/replica/queries/unread.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { UnreadItem } from '../../app/feature.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { unreadAutopay } from './autopay/autopay-news.ts';
import { paymentPaths } from './paths.ts';

const WORDS: Readonly<Partial<Record<ShownState, MessageId>>> = {
  succeeded: 'payments.unread.paid',
  failed: 'payments.unread.failed',
  refused: 'payments.unread.failed',
  returned: 'payments.unread.returned',
  action: 'payments.unread.action',
  refunded: 'payments.unread.refunded',
  'part-refunded': 'payments.unread.refunded',
};

/** Payments, and what autopay tells; latest first. */
export function unreadPayments(replica: Replica): Query<readonly UnreadItem[]> {
  return derivedQuery([unreadOfPayments(replica), unreadAutopay(replica)], (payments, autopay) =>
    [...payments, ...autopay].toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  );
}

function unreadOfPayments(replica: Replica): Query<readonly UnreadItem[]> {
  return derivedQuery(
    [unreadThreads(replica), myPayments(replica), myAccounts(replica)],
    (threads, { homes }, views) => {
      const rows = new Map(homes.flatMap((home) => home.rows).map((row) => [row.payment.id, row]));
      return threads.flatMap(({ id, at }): readonly UnreadItem[] => {
        const row = rows.get(id);
        const view = views.find(({ household }) => household === row?.payment.body.household);
        if (row === undefined || view === undefined) return [];
        const title = view.address === '' ? view.name : view.address;
        const words = WORDS[row.shown] ?? 'payments.unread.other';
        return [{ thread: id, title, detail: { id: words }, at, path: paymentPaths.one(id) }];
      });
    },
  );
}
