/** The screens below an association: the features' routes, each a part of its own that is fetched once signed in. */
import { lazy, type ComponentType, type ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { useReplica } from './context.ts';
import type { Feature, FeatureRoute } from './feature.ts';
import { isFor, useFeatures } from './features-context.ts';
import { MoreScreen } from './MoreScreen.tsx';
import { CommunityNotFound, NotOpenToYou, SwitchedOff } from './NotFound.tsx';
import { MORE } from './paths.ts';

interface Screen extends FeatureRoute {
  readonly feature: Feature;
  readonly Screen: ComponentType;
}

/**
 * Once for the life of the page: a lazy component made anew would be fetched and drawn anew. Routes with the same `load` (a
 * list, and the list with one of it open) are one screen: it stays as it is when one goes from the one to the other.
 */
export function screensOf(features: readonly Feature[]): readonly Screen[] {
  const screens = new Map<FeatureRoute['load'], ComponentType>();
  const screenOf = ({ load }: FeatureRoute): ComponentType => {
    const Known = screens.get(load) ?? lazy(async () => ({ default: await load() }));
    screens.set(load, Known);
    return Known;
  };
  return features.flatMap((feature) =>
    feature.routes.map((route) => ({ ...route, feature, Screen: screenOf(route) })),
  );
}

/**
 * Fetches all screens, so that none keeps anybody waiting later, and an open tab survives the next version's arrival.
 * Resolves to how many could not be fetched: those are asked for again when they are opened.
 */
export async function fetchScreens(features: readonly Feature[]): Promise<number> {
  const loads = features.flatMap(({ routes }) => routes.map((route) => route.load()));
  const results = await Promise.allSettled(loads);
  return results.filter(({ status }) => status === 'rejected').length;
}

export function FeatureRoutes({ screens }: { readonly screens: readonly Screen[] }): ReactNode {
  return (
    <Routes>
      {screens.map((screen) => (
        <Route key={screen.path} path={screen.path} element={<Guarded screen={screen} />} />
      ))}
      <Route path={MORE} element={<MoreScreen />} />
      <Route path="*" element={<CommunityNotFound />} />
    </Routes>
  );
}

function Guarded({ screen }: { readonly screen: Screen }): ReactNode {
  const { principal } = useReplica();
  const inUse = useFeatures();
  if (!inUse.includes(screen.feature)) return <SwitchedOff />;
  return isFor(screen, principal) ? <screen.Screen /> : <NotOpenToYou />;
}
