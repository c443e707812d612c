/**
 * The features' places. At a desk all of them, in groups that fold and stay so; on a phone the first few in a bar, and
 * *More* with everything. app.css places them.
 */
import { useId, useMemo, type ReactNode } from 'react';
import { NavLink } from 'react-router';
import { IconChevronDown, IconDots, type Icon } from '@tabler/icons-react';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useText } from '../i18n/Text.tsx';
import { NumberText } from '../kit/Values.tsx';
import { useIsDesk } from '../kit/use-media.ts';
import { usePreferences, useReplica } from './context.ts';
import { useOffered } from './features-context.ts';
import { barOf, GROUP_WORDS, groupsOf, type NavigationGroupOf } from './navigation-groups.ts';
import { MORE, useAt } from './paths.ts';
import { usePreferenceValues } from './preferences.ts';
import { useUnreadItems } from './unread/use-unread.ts';
import { useQuery } from './use-query.ts';

export function Navigation(): ReactNode {
  return useIsDesk() ? <SideNavigation /> : <PhoneBar />;
}

function SideNavigation(): ReactNode {
  const t = useText();
  const groups = groupsOf(useOffered((feature) => feature.navigation)).filter(
    ({ group }) => group !== 'account',
  );
  return (
    <nav className="ct-nav" aria-label={t('app.nav.label')}>
      {groups.map((group) => (
        <Group key={group.group} group={group} />
      ))}
    </nav>
  );
}

function Group({ group: { group, entries } }: { readonly group: NavigationGroupOf }): ReactNode {
  const t = useText();
  const id = useId();
  const preferences = usePreferences();
  const { groupsFolded } = usePreferenceValues(preferences);
  const folded = groupsFolded.includes(group);
  const fold = (): void =>
    preferences.set({
      groupsFolded: folded ? groupsFolded.filter((one) => one !== group) : [...groupsFolded, group],
    });
  return (
    <div className="ct-nav-group">
      <button
        type="button"
        className="ct-nav-head"
        title={t(GROUP_WORDS[group])}
        aria-expanded={!folded}
        aria-controls={id}
        onClick={fold}
      >
        <span>{t(GROUP_WORDS[group])}</span>
        <IconChevronDown aria-hidden />
      </button>
      <ul id={id} hidden={folded}>
        {entries.map((entry) => (
          <li key={entry.path}>
            <Place path={entry.path} icon={entry.icon} label={t(entry.label)} count={entry.count} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PhoneBar(): ReactNode {
  const t = useText();
  const entries = barOf(useOffered((feature) => feature.navigation));
  return (
    <nav className="ct-nav" aria-label={t('app.nav.label')}>
      {entries.map(({ path, icon, label, count }) => (
        <Place key={path} path={path} icon={icon} label={t(label)} count={count} />
      ))}
      <Place path={MORE} icon={IconDots} label={t('app.nav.more')} count={undefined} />
    </nav>
  );
}

interface PlaceProps {
  readonly path: string;
  readonly icon: Icon;
  readonly label: string;
  readonly count: ((replica: Replica) => Query<number>) | undefined;
}

function Place({ path, icon: PlaceIcon, label, count }: PlaceProps): ReactNode {
  const at = useAt();
  return (
    <NavLink to={at(path)} end={path === ''} className="ct-nav-place" title={label}>
      <PlaceIcon aria-hidden />
      <span className="ct-nav-word">{label}</span>
      <NewBelow path={path} />
      {count === undefined ? null : <Count of={count} className="ct-nav-count" />}
    </NavLink>
  );
}

/** How much of what lies below this place is new to the member. */
function NewBelow({ path }: { readonly path: string }): ReactNode {
  const t = useText();
  const items = useUnreadItems();
  const count = path === '' ? 0 : items.filter((item) => item.path.startsWith(`${path}/`)).length;
  if (count === 0) return null;
  return (
    <span className="ct-nav-new" title={t('app.nav.new', { count })}>
      <NumberText value={count} />
      <span className="ct-hidden">{t('app.nav.isNew')}</span>
    </span>
  );
}

/** Nothing while it is not known, and nothing for none. */
export function Count(props: {
  readonly of: (replica: Replica) => Query<number>;
  readonly className: string;
}): ReactNode {
  const { of, className } = props;
  const replica = useReplica();
  const count = useQuery(useMemo(() => of(replica), [of, replica]));
  if (count === undefined || count === 0) return null;
  return (
    <span className={className}>
      <NumberText value={count} />
    </span>
  );
}
