/** What waits for this member, of all features, most pressing first; nothing where nothing does. */
import { useMemo, type ReactNode } from 'react';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useReplica } from '../../app/context.ts';
import type { Feature, NeedItem } from '../../app/feature.ts';
import { useFeatures } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Card } from '../../kit/cards/Card.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';

/** A feature that has not answered yet keeps no other's waiting. */
export function allNeeds(features: readonly Feature[], replica: Replica): Query<readonly NeedItem[]> {
  const queries = features.flatMap(({ needs }) => (needs === undefined ? [] : [settled(needs(replica))]));
  return derivedQuery(queries, (...lists) => lists.flat().toSorted((a, b) => b.urgency - a.urgency));
}

const NONE: readonly NeedItem[] = [];

function settled(query: Query<readonly NeedItem[]>): Query<readonly NeedItem[]> {
  return {
    subscribe: (onChange) => query.subscribe(onChange),
    getSnapshot: () => query.getSnapshot() ?? NONE,
  };
}

export function NeedsYou(): ReactNode {
  const t = useText();
  const at = useAt();
  const features = useFeatures();
  const replica = useReplica();
  const needs = useQuery(useMemo(() => allNeeds(features, replica), [features, replica]));
  if (needs === undefined || needs.length === 0) return null;
  return (
    <Card title={t('home.needsYou')} count={needs.length} tone="needs">
      <List label={t('home.needsYou')}>
        {needs.map(({ key, title, help, path }) => (
          <ListRow
            key={key}
            to={at(path)}
            title={typeof title === 'string' ? title : t(title.id, title.values)}
            meta={help === undefined ? undefined : t(help)}
          />
        ))}
      </List>
    </Card>
  );
}
