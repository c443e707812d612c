/** Which address shows which screen. Features are parts of their own, fetched when first seen and cached with the shell. */
import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Skeleton } from '../kit/Loading.tsx';
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx';
import { CommunityNotFound, NotFound } from './NotFound.tsx';
import { StartPage } from './StartPage.tsx';
import { SIGN_IN } from './paths.ts';

// Fetched while the member signs in, so that sign-in itself waits for nothing of it.
const Community = lazy(async () => ({
  default: (await import(/* webpackPrefetch: true */ './Community.tsx')).Community,
}));
const HomeScreen = lazy(async () => ({
  default: (await import('../features/home/HomeScreen.tsx')).HomeScreen,
}));
const RequestsScreen = lazy(async () => ({
  default: (await import('../features/requests/RequestsScreen.tsx')).RequestsScreen,
}));
const NewRequestScreen = lazy(async () => ({
  default: (await import('../features/requests/NewRequestScreen.tsx')).NewRequestScreen,
}));
const RequestScreen = lazy(async () => ({
  default: (await import('../features/requests/RequestScreen.tsx')).RequestScreen,
}));
const InboxScreen = lazy(async () => ({
  default: (await import('../features/inbox/InboxScreen.tsx')).InboxScreen,
}));
const UnsentScreen = lazy(async () => ({
  default: (await import('../features/unsent/UnsentScreen.tsx')).UnsentScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../features/settings/SettingsScreen.tsx')).SettingsScreen,
}));

const waiting = (
  <div className="ct-page">
    <Skeleton />
  </div>
);
const part = (screen: ReactNode): ReactNode => <Suspense fallback={waiting}>{screen}</Suspense>;

export function AppRoutes(): ReactNode {
  return (
    <Routes>
      <Route index element={<StartPage />} />
      <Route path={SIGN_IN} element={<SignInScreen />} />
      <Route
        path="/:association"
        element={
          <Suspense fallback={<main>{waiting}</main>}>
            <Community />
          </Suspense>
        }
      >
        <Route index element={part(<HomeScreen />)} />
        <Route path="requests" element={part(<RequestsScreen />)} />
        <Route path="requests/new" element={part(<NewRequestScreen />)} />
        <Route path="requests/:id" element={part(<RequestScreen />)} />
        <Route path="inbox" element={part(<InboxScreen />)} />
        <Route path="inbox/:id" element={part(<InboxScreen />)} />
        <Route path="unsent" element={part(<UnsentScreen />)} />
        <Route path="settings" element={part(<SettingsScreen />)} />
        <Route path="*" element={<CommunityNotFound />} />
      </Route>
      <Route path="/index.html" element={<Navigate to="/" replace />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
