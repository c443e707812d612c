/** The screens as parts of their own: a broken or heavy one keeps nobody from the rest. All are fetched once signed in. */
import { lazy } from 'react';

const load = {
  home: () => import('../features/home/HomeScreen.tsx'),
  requests: () => import('../features/requests/RequestsScreen.tsx'),
  newRequest: () => import('../features/requests/NewRequestScreen.tsx'),
  request: () => import('../features/requests/RequestScreen.tsx'),
  inbox: () => import('../features/inbox/InboxScreen.tsx'),
  unsent: () => import('../features/unsent/UnsentScreen.tsx'),
  settings: () => import('../features/settings/SettingsScreen.tsx'),
};

export const HomeScreen = lazy(async () => ({ default: (await load.home()).HomeScreen }));
export const RequestsScreen = lazy(async () => ({ default: (await load.requests()).RequestsScreen }));
export const NewRequestScreen = lazy(async () => ({ default: (await load.newRequest()).NewRequestScreen }));
export const RequestScreen = lazy(async () => ({ default: (await load.request()).RequestScreen }));
export const InboxScreen = lazy(async () => ({ default: (await load.inbox()).InboxScreen }));
export const UnsentScreen = lazy(async () => ({ default: (await load.unsent()).UnsentScreen }));
export const SettingsScreen = lazy(async () => ({ default: (await load.settings()).SettingsScreen }));

/**
 * Fetches all screens, so that none keeps anybody waiting later, and an open tab survives the next version's arrival.
 * Resolves to how many could not be fetched: those are asked for again when they are opened.
 */
export async function fetchScreens(): Promise<number> {
  const results = await Promise.allSettled(Object.values(load).map((one) => one()));
  return results.filter(({ status }) => status === 'rejected').length;
}
