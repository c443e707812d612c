/**
 * What stands around every screen of a community: at a desk a navigation at the left, on a phone a bar at the bottom.
 * One set of elements; app.css places them.
 */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import type { SessionAssociation } from '@communitrak/replica/commands/session.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText } from '../i18n/Text.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { BrandMark } from './Brand.tsx';
import { usePreferences, useReplica } from './context.ts';
import { Notices } from './Notices.tsx';
import { CommandKeys } from './CommandKeys.tsx';
import { useSyncPath } from './features-context.ts';
import { Navigation } from './Navigation.tsx';
import { CommandPalette } from './palette/CommandPalette.tsx';
import { createOpenRecords, OpenRecordsContext } from './palette/open-record.ts';
import { pathBelow, useAt } from './paths.ts';
import { usePreferenceValues } from './preferences.ts';
import { SyncPill } from './SyncPill.tsx';
import { Bell } from './unread/Bell.tsx';
import { useQuery } from './use-query.ts';

interface LayoutProps {
  readonly places: readonly SessionAssociation[];
  readonly children: ReactNode;
}

export function Layout({ places, children }: LayoutProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const syncPath = useSyncPath();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const preferences = usePreferences();
  const { navFolded } = usePreferenceValues(preferences);
  const records = useMemo(() => createOpenRecords(), []);
  return (
    <OpenRecordsContext value={records}>
      <div className="ct-app" data-folded={navFolded ? '' : undefined}>
        <a className="ct-skip" href="#content">
          {t('app.skip')}
        </a>
        <div className="ct-side">
          <header className="ct-top">
            <BrandMark />
            <PlaceName places={places} current={replica.session} />
            <SyncPill status={status} to={at(syncPath)} />
            <CommandPalette />
            <div className="ct-tools">
              <Bell />
              <button
                type="button"
                className="ct-fold"
                title={t(navFolded ? 'app.nav.unfold' : 'app.nav.fold')}
                aria-expanded={!navFolded}
                onClick={() => preferences.set({ navFolded: !navFolded })}
              >
                {navFolded ? (
                  <IconLayoutSidebarLeftExpand aria-hidden />
                ) : (
                  <IconLayoutSidebarLeftCollapse aria-hidden />
                )}
                <span className="ct-hidden">{t(navFolded ? 'app.nav.unfold' : 'app.nav.fold')}</span>
              </button>
            </div>
          </header>
          <Navigation />
          <div className="ct-side-foot">
            <AccountMenu status={status} />
          </div>
        </div>
        <main id="content" tabIndex={-1} className="ct-content">
          <Notices status={status} />
          {children}
        </main>
        <CommandKeys />
      </div>
    </OpenRecordsContext>
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
      onChange={(event) => void navigate(pathBelow(event.currentTarget.value, ''))}
    >
      {places.map((place) => (
        <option key={place.id} value={place.id}>
          {place.name}
        </option>
      ))}
    </select>
  );
}
