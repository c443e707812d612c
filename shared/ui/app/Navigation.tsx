/** The features' places: grouped at the left of a desk, the first few in a bar on a phone. app.css places them. */
import { useMemo, type ReactNode } from 'react';
import { NavLink } from 'react-router';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useText } from '../i18n/Text.tsx';
import { NumberText } from '../kit/Values.tsx';
import { useReplica } from './context.ts';
import { NAVIGATION_GROUPS, type NavigationEntry } from './feature.ts';
import { useOffered } from './features-context.ts';
import { useAt } from './paths.ts';
import { useQuery } from './use-query.ts';

export function byPlace(a: NavigationEntry, b: NavigationEntry): number {
  return NAVIGATION_GROUPS.indexOf(a.group) - NAVIGATION_GROUPS.indexOf(b.group) || a.order - b.order;
}

export function Navigation(): ReactNode {
  const t = useText();
  const entries = useOffered((feature) => feature.navigation).toSorted(byPlace);
  return (
    <nav className="ct-nav" aria-label={t('app.nav.label')}>
      {entries.map((entry) => (
        <Place key={entry.path} entry={entry} />
      ))}
    </nav>
  );
}

function Place({ entry }: { readonly entry: NavigationEntry }): ReactNode {
  const t = useText();
  const at = useAt();
  const label = t(entry.label);
  return (
    <NavLink to={at(entry.path)} end={entry.path === ''} className="ct-nav-place" title={label}>
      <entry.icon aria-hidden />
      <span className="ct-nav-word">{label}</span>
      {entry.count === undefined ? null : <Count of={entry.count} />}
    </NavLink>
  );
}

function Count({ of }: { readonly of: (replica: Replica) => Query<number> }): ReactNode {
  const replica = useReplica();
  const count = useQuery(useMemo(() => of(replica), [of, replica]));
  if (count === undefined || count === 0) return null;
  return (
    <span className="ct-nav-count">
      <NumberText value={count} />
    </span>
  );
}
