/** Which address shows which screen. */
import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx';
import { KitCatalogue } from '../kit-catalogue/catalogue-route.ts';
import { CommunityNotFound, NotFound } from './NotFound.tsx';
import { SIGN_IN } from './paths.ts';
import {
  HomeScreen,
  InboxScreen,
  NewRequestScreen,
  RequestScreen,
  RequestsScreen,
  SettingsScreen,
  UnsentScreen,
} from './screens.ts';
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
      <Route path="/:association" element={inParts(<Community />)}>
        <Route index element={<HomeScreen />} />
        <Route path="requests" element={<RequestsScreen />} />
        <Route path="requests/new" element={<NewRequestScreen />} />
        <Route path="requests/:id" element={<RequestScreen />} />
        <Route path="inbox" element={<InboxScreen />} />
        <Route path="inbox/:id" element={<InboxScreen />} />
        <Route path="unsent" element={<UnsentScreen />} />
        <Route path="settings" element={<SettingsScreen />} />
        <Route path="*" element={<CommunityNotFound />} />
      </Route>
      <Route path="/index.html" element={<Navigate to="/" replace />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
