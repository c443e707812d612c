/** What belongs to the member: who they are here, their own places, language, theme, keys, and the way out. */
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { myCard, myHouseholds } from '@communitrak/replica/queries/people.ts';
import type { SyncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText } from '../i18n/Text.tsx';
import { useShowKeys } from '../kit/Keys.tsx';
import { Segmented } from '../kit/Segmented.tsx';
import { useIsDesk } from '../kit/use-media.ts';
import { usePreferences, useReplica, useSession } from './context.ts';
import { useOffered, useSyncPath } from './features-context.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { groupsOf } from './navigation-groups.ts';
import { useAt } from './paths.ts';
import { THEMES, usePreferenceValues } from './preferences.ts';
import { SyncPill } from './SyncPill.tsx';
import { useQuery } from './use-query.ts';
import { useRoleWords } from './use-role-words.ts';

interface AccountPanelProps {
  readonly status: SyncStatus | undefined;
  /** Called when something in it leads elsewhere. */
  readonly onDone: () => void;
  /** The way out is asked about on a sheet, which stays when the panel goes. */
  readonly onLeave: () => void;
}

export function AccountPanel({ status, onDone, onLeave }: AccountPanelProps): ReactNode {
  const at = useAt();
  const syncPath = useSyncPath();
  return (
    <div className="ct-account">
      <WhoAmI />
      <SyncPill status={status} to={at(syncPath)} />
      <OwnPlaces onDone={onDone} />
      <Choices />
      <Acts onDone={onDone} onLeave={onLeave} />
    </div>
  );
}

function WhoAmI(): ReactNode {
  const replica = useReplica();
  const { state } = useSession();
  const card = useQuery(useMemo(() => myCard(replica), [replica]));
  const homes = useQuery(useMemo(() => myHouseholds(replica), [replica]));
  const roles = useRoleWords(card?.roles ?? []);
  return (
    <div className="ct-account-who">
      <strong>{replica.session.memberName}</strong>
      <span className="ct-soft">{[roles, replica.associationName].filter(Boolean).join(' · ')}</span>
      {homes?.map(({ household, name, address }) => (
        <span key={household} className="ct-soft">
          {[name, address].filter((part) => part !== '').join(', ')}
        </span>
      ))}
      {state === undefined ? null : <span className="ct-soft">{state.session.account.email}</span>}
    </div>
  );
}

function OwnPlaces({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = useText();
  const at = useAt();
  const own = groupsOf(useOffered((feature) => feature.navigation)).find(({ group }) => group === 'account');
  return (
    <ul className="ct-account-rows">
      {own?.entries.map(({ path, label, icon: PlaceIcon }) => (
        <li key={path}>
          <Link className="ct-account-row" to={at(path)} onClick={onDone}>
            <PlaceIcon aria-hidden />
            {t(label)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Choices(): ReactNode {
  const t = useText();
  const preferences = usePreferences();
  const values = usePreferenceValues(preferences);
  return (
    <div className="ct-account-choices">
      <span aria-hidden>{t('app.account.language')}</span>
      <LanguageChoice />
      <span aria-hidden>{t('app.account.theme')}</span>
      <Segmented
        label={t('app.account.theme')}
        value={values.theme}
        segments={THEMES.map((value) => ({ value, label: t(THEME_NAMES[value]) }))}
        onChange={(value) => preferences.set({ theme: value })}
      />
    </div>
  );
}

const THEME_NAMES = { auto: 'app.theme.auto', light: 'app.theme.light', dark: 'app.theme.dark' } as const;

function Acts({ onDone, onLeave }: Omit<AccountPanelProps, 'status'>): ReactNode {
  const t = useText();
  const desk = useIsDesk();
  const showKeys = useShowKeys();
  return (
    <ul className="ct-account-rows">
      {desk ? (
        <li>
          <button
            type="button"
            className="ct-account-row"
            onClick={() => {
              onDone();
              showKeys();
            }}
          >
            <IconKeyboard aria-hidden />
            {t('app.account.keys')}
          </button>
        </li>
      ) : null}
      <li>
        <button
          type="button"
          className="ct-account-row ct-account-leave"
          aria-haspopup="dialog"
          onClick={onLeave}
        >
          <IconLogout aria-hidden />
          {t('app.leave')}
        </button>
      </li>
    </ul>
  );
}
