/** Everything below `/app/:association`: signed in, with a place there, its replica open, the navigation around it. */
import { Suspense, useEffect, type ReactNode } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { features } from '../features/index.ts';
import { MoreWords, useMoreMessages } from '../i18n/LanguageProvider.tsx';
import { KIT_MESSAGES } from '../kit/messages.ts';
import { AskedPath } from './AskedPath.tsx';
import { useSession, usePreferences } from './context.ts';
import { DesktopMenu } from './DesktopMenu.tsx';
import { FeatureRoutes, fetchScreens, screensOf } from './FeatureRoutes.tsx';
import { Features } from './Features.tsx';
import { Layout } from './Layout.tsx';
import { NotYourCommunity } from './NotFound.tsx';
import { signInPath } from './paths.ts';
import { ReplicaProvider } from './ReplicaProvider.tsx';
import { ScreenErrors } from './ScreenErrors.tsx';
import { ScreenStands } from './ScreenStands.tsx';
import { UnreadService } from './unread/UnreadService.tsx';
import { Waiting } from './Waiting.tsx';

const SCREENS = screensOf(features);
const WORDS = [...KIT_MESSAGES, ...features.map(({ messages }) => messages)];

export function Community(): ReactNode {
  const { association: wanted = '' } = useParams();
  const { state, left } = useSession();
  const preferences = usePreferences();
  const { pathname, search } = useLocation();
  const place = state?.session.associations.find((candidate) => candidate.id === wanted);
  useEffect(() => {
    if (place !== undefined && preferences.get().association !== place.id)
      preferences.set({ association: place.id });
  }, [place, preferences]);
  useEffect(() => void fetchScreens(features), []);
  const words = useMoreMessages(WORDS);
  if (state === undefined) return <Navigate to={signInPath(left ? '' : pathname + search)} replace />;
  if (place === undefined) return <NotYourCommunity />;
  return (
    <ReplicaProvider accountId={state.session.account.id} association={place}>
      {words === undefined ? (
        <Waiting />
      ) : (
        <Features all={features}>
          <MoreWords messages={words.messages}>
            <AskedPath>
              <UnreadService>
                <Layout places={state.session.associations}>
                  <ScreenErrors>
                    {/* One boundary for all: the last screen stays until the next is there. */}
                    <Suspense fallback={<Waiting />}>
                      <FeatureRoutes screens={SCREENS} />
                      <ScreenStands />
                    </Suspense>
                  </ScreenErrors>
                </Layout>
              </UnreadService>
            </AskedPath>
            <DesktopMenu />
          </MoreWords>
        </Features>
      )}
    </ReplicaProvider>
  );
}
