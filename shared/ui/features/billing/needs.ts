/** What of the association's bill waits for those who lead: a way to pay it. */
import { subscription } from '@communitrak/replica/queries/billing.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { NeedItem } from '../../app/feature.ts';
import { BILLING, leads } from './who.ts';

const METHOD = 65;

export function billingNeeds(replica: Replica): Query<readonly NeedItem[]> {
  return derivedQuery([subscription(replica)], (bill) => {
    const lacks = bill !== null && bill.method === null && bill.status !== 'ended';
    if (!lacks || !leads(replica.principal)) return [];
    return [
      {
        key: 'billing-method',
        title: { id: 'billing.method.none' as const },
        help: 'billing.need.help' as const,
        path: BILLING,
        urgency: METHOD,
      },
    ];
  });
}
