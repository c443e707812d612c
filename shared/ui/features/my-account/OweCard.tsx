/** On the first screen: what each of my homes owes. Nothing where the association keeps no accounts here. */
import { useMemo, type ReactNode } from 'react';
import { myAccounts } from '@communitrak/replica/queries/account-view.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Card } from '../../kit/cards/Card.tsx';
import { Homes } from './Homes.tsx';

export function OweCard(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const views = useQuery(useMemo(() => myAccounts(replica), [replica]));
  const kept = (views ?? []).filter(({ rules, entries }) => rules.books !== undefined || entries.size > 0);
  if (kept.length === 0) return null;
  return (
    <Card title={t('myAccount.card')}>
      <Homes views={kept} label={t('myAccount.card')} />
    </Card>
  );
}
