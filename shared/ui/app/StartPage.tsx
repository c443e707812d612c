/** `/app/`: to the community shown last, or to sign-in. `?go=new-request` (the installed app's shortcuts) goes further. */
import type { ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useText } from '../i18n/Text.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { Page } from '../kit/Page.tsx';
import { usePreferences, useSession } from './context.ts';
import { pathsOf, signInPath } from './paths.ts';
import { SignOutButton } from './SignOutButton.tsx';

export function StartPage(): ReactNode {
  const { state } = useSession();
  const preferences = usePreferences();
  const [search] = useSearchParams();
  const go = search.get('go');
  if (state === undefined)
    return <Navigate to={signInPath(go === null ? '' : `/?go=${encodeURIComponent(go)}`)} replace />;
  const { associations } = state.session;
  const last = preferences.get().association;
  const place = associations.find((candidate) => candidate.id === last) ?? associations[0];
  if (place === undefined) return <NoCommunity />;
  const paths = pathsOf(place.id);
  const to = go === 'new-request' ? paths.newRequest : go === 'requests' ? paths.requests : paths.home;
  return <Navigate to={to} replace />;
}

function NoCommunity(): ReactNode {
  const t = useText();
  return (
    <main>
      <Page title={t('app.noCommunity.title')} width="text" quietTitle>
        <EmptyState
          title={t('app.noCommunity.title')}
          text={t('app.noCommunity.text')}
          action={<SignOutButton />}
        />
      </Page>
    </main>
  );
}
