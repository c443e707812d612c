/** Which address shows what. What lies below an association is the features' (FeatureRoutes.tsx), and comes later. */
import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx';
import { KitCatalogue } from '../kit-catalogue/catalogue-route.ts';
import { NotFound } from './NotFound.tsx';
import { SIGN_IN } from './paths.ts';
import { StartPage } from './StartPage.tsx';
import { Waiting } from './Waiting.tsx';

// Fetched while the member signs in, so that sign-in itself waits for nothing of it.
const Community = lazy(async () => ({
  default: (await import(/* webpackPrefetch: true */ './Community.tsx')).Community,
}));

function inParts(screen: ReactNode): ReactNode {
  return (
    <Suspense
      fallback={
        <main>
          <Waiting />
        </main>
      }
    >
      {screen}
    </Suspense>
  );
}

export function AppRoutes(): ReactNode {
  return (
    <Routes>
      <Route index element={<StartPage />} />
      <Route path={SIGN_IN} element={<SignInScreen />} />
      {KitCatalogue === undefined ? null : <Route path="/kit/*" element={inParts(<KitCatalogue />)} />}
      <Route path="/:association/*" element={inParts(<Community />)} />
      <Route path="/index.html" element={<Navigate to="/" replace />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
