/** Everything below `/app/:association`: signed in, with a place there, its replica open, the navigation around it. */
import { Suspense, useEffect, type ReactNode } from 'react';
import { Navigate, Outlet, useLocation, useParams } from 'react-router';
import { useSession, usePreferences } from './context.ts';
import { Layout } from './Layout.tsx';
import { NotYourCommunity } from './NotFound.tsx';
import { signInPath } from './paths.ts';
import { ReplicaProvider } from './ReplicaProvider.tsx';
import { fetchScreens } from './screens.ts';
import { ScreenErrors } from './ScreenErrors.tsx';
import { Waiting } from './Waiting.tsx';

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
  useEffect(() => void fetchScreens(), []);
  if (state === undefined) return <Navigate to={signInPath(left ? '' : pathname + search)} replace />;
  if (place === undefined) return <NotYourCommunity />;
  return (
    <ReplicaProvider accountId={state.session.account.id} association={place}>
      <Layout places={state.session.associations}>
        <ScreenErrors>
          {/* One boundary for all: the last screen stays until the next is there. */}
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </ScreenErrors>
      </Layout>
    </ReplicaProvider>
  );
}
