/** The features' cards for this member: each is fetched by itself, and one that breaks takes only itself. */
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import type { HomeCard } from '../../app/feature.ts';
import { useOffered } from '../../app/features-context.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { ErrorBoundary } from '../../kit/ErrorBoundary.tsx';
import { Skeleton } from '../../kit/Loading.tsx';

const drawn = new WeakMap<HomeCard, ComponentType>();

/** Once for the life of the page: a lazy component made anew would be fetched and drawn anew. */
function partOf(card: HomeCard): ComponentType {
  const known = drawn.get(card);
  if (known !== undefined) return known;
  const made = lazy(async () => ({ default: await card.load() }));
  drawn.set(card, made);
  return made;
}

export function HomeCards(): ReactNode {
  const cards = useOffered((feature) => feature.cards).toSorted((a, b) => a.order - b.order);
  return cards.map((card) => {
    const Part = partOf(card);
    return (
      <ErrorBoundary
        key={card.id}
        fallback={(_error, reset) => (
          <BrokenCard
            onRetry={() => {
              // What failed to be fetched is asked for again.
              drawn.delete(card);
              reset();
            }}
          />
        )}
      >
        <Suspense fallback={<Skeleton rows={3} />}>
          <Part />
        </Suspense>
      </ErrorBoundary>
    );
  });
}

function BrokenCard({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const t = useText();
  return (
    <section className="ct-card hm-broken" role="alert">
      <p>{t('home.broken')}</p>
      <Button kind="quiet" onClick={onRetry}>
        {t('home.broken.retry')}
      </Button>
    </section>
  );
}
