/** What every screen of the feature asks first: the books, the currency, today; and whether this member may post. */
import { useMemo } from 'react';
import { moneyRules, type MoneyRules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';

export function useMoney(): MoneyRules | undefined {
  const replica = useReplica();
  return useQuery(useMemo(() => moneyRules(replica), [replica]));
}

export const useIsOffice = (): boolean => useReplica().principal.keys.has('office');
