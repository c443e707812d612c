/** `/app/`: to the community shown last, or to sign-in. `?open=requests/new` (the installed app's shortcuts) goes along. */
import type { ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useText } from '../i18n/Text.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { Page } from '../kit/Page.tsx';
import { usePreferences, useSession } from './context.ts';
import { ASKED, pathBelow, signInPath, withAsked } from './paths.ts';
import { SignOutButton } from './SignOutButton.tsx';

export function StartPage(): ReactNode {
  const { state } = useSession();
  const preferences = usePreferences();
  const [search] = useSearchParams();
  const asked = search.get(ASKED);
  if (state === undefined) return <Navigate to={signInPath(withAsked('/', asked))} replace />;
  const { associations } = state.session;
  const last = preferences.get().association;
  const place = associations.find((candidate) => candidate.id === last) ?? associations[0];
  if (place === undefined) return <NoCommunity />;
  return <Navigate to={withAsked(pathBelow(place.id, ''), asked)} replace />;
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
