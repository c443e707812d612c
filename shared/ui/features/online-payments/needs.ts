/** What of online payments waits for the office: money in dispute, what the books did not take, what Stripe asks for. */
import { differenceState } from '@communitrak/domain/payments/index.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import {
  paymentDifferences,
  paymentSetup,
  type PaymentSetup,
} from '@communitrak/replica/queries/payment-account.ts';
import { paymentRows, type PaymentRow } from '@communitrak/replica/queries/payment-office.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { NeedItem } from '../../app/feature.ts';
import { onlinePaths } from './paths.ts';
import { homeOf } from './use-payment-columns.tsx';

const DISPUTED = 85;
const STRIPE_ASKS = 70;
const EXCEPTIONS = 60;

function ofDisputes(rows: readonly PaymentRow[]): readonly NeedItem[] {
  return rows
    .filter(({ state }) => state === 'disputed')
    .map((row) => ({
      key: `dispute ${row.payment.id}`,
      title: { id: 'onlinePayments.needs.dispute' as const, values: { home: homeOf(row) } },
      help: 'onlinePayments.needs.dispute.help' as const,
      path: onlinePaths.one(row.payment.id),
      urgency: DISPUTED,
    }));
}

function ofAccount({ account }: PaymentSetup): readonly NeedItem[] {
  if (account === null || account.requirements.length === 0) return [];
  return [
    {
      key: 'payment-account',
      title: { id: 'onlinePayments.due.title' as const },
      help: 'onlinePayments.needs.account.help' as const,
      path: onlinePaths.setup,
      urgency: STRIPE_ASKS,
    },
  ];
}

function ofExceptions(count: number): readonly NeedItem[] {
  if (count === 0) return [];
  return [
    {
      key: 'payment-exceptions',
      title: { id: 'onlinePayments.needs.exceptions' as const, values: { count } },
      help: 'onlinePayments.needs.exceptions.help' as const,
      path: onlinePaths.exceptions,
      urgency: EXCEPTIONS,
    },
  ];
}

export function onlinePaymentsNeeds(replica: Replica): Query<readonly NeedItem[]> {
  return derivedQuery(
    [paymentRows(replica), paymentSetup(replica), paymentDifferences(replica)],
    ({ rows }, setup, differences) => {
      if (!replica.principal.keys.has('office')) return [];
      const unposted = rows.filter(({ payment }) => payment.body.outcome.unposted !== undefined).length;
      const open = differences.filter((one) => differenceState(one) === 'open').length;
      return [...ofDisputes(rows), ...ofAccount(setup), ...ofExceptions(unposted + open)];
    },
  );
}
