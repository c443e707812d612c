/** What the features have to say above every screen: each is fetched by itself, and one that breaks takes only itself. */
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { ErrorBoundary } from '../kit/ErrorBoundary.tsx';
import type { FeatureNotice } from './feature.ts';
import { useOffered } from './features-context.ts';

const drawn = new WeakMap<FeatureNotice, ComponentType>();

/** Once for the life of the page: a lazy component made anew would be fetched and drawn anew. */
function partOf(notice: FeatureNotice): ComponentType {
  const known = drawn.get(notice);
  if (known !== undefined) return known;
  const made = lazy(async () => ({ default: await notice.load() }));
  drawn.set(notice, made);
  return made;
}

export function FeatureNotices(): ReactNode {
  return useOffered(({ notices }) => notices).map((notice) => {
    const Part = partOf(notice);
    return (
      <ErrorBoundary key={notice.id} fallback={() => null}>
        <Suspense fallback={null}>
          <Part />
        </Suspense>
      </ErrorBoundary>
    );
  });
}
