/**
 * What stands around every screen of a community: at a desk a navigation at the left, on a phone a bar at the bottom.
 * One set of elements; app.css places them.
 */
import { useMemo, type ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router';
import {
  IconHome,
  IconInbox,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMessageReport,
  IconSettings,
} from '@tabler/icons-react';
import type { SessionAssociation } from '@communitrak/replica/commands/session.ts';
import { home } from '@communitrak/replica/queries/home.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText } from '../i18n/Text.tsx';
import { useKeys } from '../kit/Keys.tsx';
import { NumberText } from '../kit/Values.tsx';
import { BrandMark } from './Brand.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { usePreferences, useReplica } from './context.ts';
import { Notices } from './Notices.tsx';
import { usePaths } from './paths.ts';
import { usePreferenceValues } from './preferences.ts';
import { SyncPill } from './SyncPill.tsx';
import { useInboxCount, worksInInbox } from './use-inbox-count.ts';
import { useQuery } from './use-query.ts';

interface LayoutProps {
  readonly places: readonly SessionAssociation[];
  readonly children: ReactNode;
}

export function Layout({ places, children }: LayoutProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const paths = usePaths();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const preferences = usePreferences();
  const { navFolded } = usePreferenceValues(preferences);
  return (
    <div className="ct-app" data-folded={navFolded ? '' : undefined}>
      <a className="ct-skip" href="#content">
        {t('app.skip')}
      </a>
      <div className="ct-side">
        <header className="ct-top">
          <BrandMark />
          <PlaceName places={places} current={replica.session} />
          <SyncPill status={status} to={paths.unsent} />
        </header>
        <Navigation />
        <button
          type="button"
          className="ct-fold"
          aria-expanded={!navFolded}
          onClick={() => preferences.set({ navFolded: !navFolded })}
        >
          {navFolded ? (
            <IconLayoutSidebarLeftExpand aria-hidden />
          ) : (
            <IconLayoutSidebarLeftCollapse aria-hidden />
          )}
          <span>{t(navFolded ? 'app.nav.unfold' : 'app.nav.fold')}</span>
        </button>
      </div>
      <main id="content" tabIndex={-1} className="ct-content">
        <Notices status={status} />
        {children}
      </main>
      <CommandPalette />
    </div>
  );
}

/** The community's name; with several, the list of them. */
function PlaceName(props: {
  readonly places: readonly SessionAssociation[];
  readonly current: SessionAssociation;
}): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const { places, current } = props;
  if (places.length < 2) {
    return (
      <span className="ct-place ct-cut" title={current.name}>
        {current.name}
      </span>
    );
  }
  return (
    <select
      className="ct-place ct-place-choice"
      aria-label={t('app.community')}
      value={current.id}
      onChange={(event) => void navigate(`/${encodeURIComponent(event.currentTarget.value)}`)}
    >
      {places.map((place) => (
        <option key={place.id} value={place.id}>
          {place.name}
        </option>
      ))}
    </select>
  );
}

function Navigation(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const paths = usePaths();
  const navigate = useNavigate();
  const mine = useQuery(useMemo(() => home(replica), [replica]));
  const inbox = useInboxCount(replica);
  const go = (to: string) => (): void => void navigate(to);
  useKeys([{ key: 'c', label: t('app.keys.newRequest'), run: go(paths.newRequest) }], {
    where: t('kit.keys.everywhere'),
  });
  return (
    <nav className="ct-nav" aria-label={t('app.nav.label')}>
      <Place to={paths.home} end icon={<IconHome aria-hidden />} label={t('app.nav.home')} />
      {worksInInbox(replica) ? (
        <Place to={paths.inbox} icon={<IconInbox aria-hidden />} label={t('app.nav.inbox')} count={inbox} />
      ) : null}
      <Place
        to={paths.requests}
        icon={<IconMessageReport aria-hidden />}
        label={t('app.nav.requests')}
        count={mine === undefined ? undefined : mine.counts.open + mine.counts.waiting}
      />
      <Place to={paths.settings} icon={<IconSettings aria-hidden />} label={t('app.nav.settings')} />
    </nav>
  );
}

interface PlaceProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number | undefined;
  readonly end?: boolean;
}

function Place({ to, icon, label, count, end = false }: PlaceProps): ReactNode {
  return (
    <NavLink to={to} end={end} className="ct-nav-place" title={label}>
      {icon}
      <span className="ct-nav-word">{label}</span>
      {count === undefined || count === 0 ? null : (
        <span className="ct-nav-count">
          <NumberText value={count} />
        </span>
      )}
    </NavLink>
  );
}
