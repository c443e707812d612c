/** Payments that wait for this member: for the gateway's page, or, begun and not finished, for a word either way. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { myPayments, type MyPayments } from '@communitrak/replica/queries/payments.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { NeedItem } from '../../app/feature.ts';
import { paymentPaths } from './paths.ts';

const ACTION = 70;
const BEGUN = 20;

export function paymentNeedsOf({ homes }: MyPayments): readonly NeedItem[] {
  return homes
    .flatMap(({ rows }) => rows)
    .flatMap(({ payment, shown }): readonly NeedItem[] => {
      const key = payment.id;
      const path = paymentPaths.one(key);
      if (shown === 'action')
        return [
          {
            key,
            title: { id: 'payments.need.action' },
            help: 'payments.need.action.help',
            path,
            urgency: ACTION,
          },
        ];
      if (shown === 'draft' && payment.body.source === 'page')
        return [
          {
            key,
            title: { id: 'payments.need.begun' },
            help: 'payments.need.begun.help',
            path,
            urgency: BEGUN,
          },
        ];
      return [];
    });
}

export function paymentNeeds(replica: Replica): Query<readonly NeedItem[]> {
  return derivedQuery([myPayments(replica)], paymentNeedsOf);
}
