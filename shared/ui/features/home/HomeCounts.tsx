/** The features' numbers for this member, each a link to what it counts. */
import { useMemo, type ReactNode } from 'react';
import { useReplica } from '../../app/context.ts';
import type { HomeCount } from '../../app/feature.ts';
import { useOffered } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Stat, StatRow } from '../../kit/cards/Card.tsx';

export function HomeCounts(): ReactNode {
  const t = useText();
  const counts = useOffered((feature) => feature.counts).toSorted((a, b) => a.order - b.order);
  if (counts.length === 0) return null;
  return (
    <StatRow label={t('home.counts')}>
      {counts.map((count) => (
        <OneCount key={count.id} of={count} />
      ))}
    </StatRow>
  );
}

function OneCount({ of }: { readonly of: HomeCount }): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const value = useQuery(useMemo(() => of.count(replica), [of, replica]));
  return <Stat to={at(of.path)} label={t(of.label)} value={value} tone={of.tone} />;
}
