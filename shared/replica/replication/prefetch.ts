/**
 * Pages asked for before RxDB asks: while one full page is being written the next is on its way already. Only the very
 * page that is then asked for is given, and none that was asked for before something was pushed: it might not know of
 * that yet (trap T1).
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { PullPage, PullWant } from '@communitrak/protocol/pull.ts';

/** What is older is asked for anew: nobody writes a page for so long, so it was meant for a round that ended. */
const GOOD_FOR_MS = 30_000;

interface Asked {
  readonly want: PullWant;
  readonly page: Promise<PullPage>;
  /** Of this realm's own clock, which nobody can set. */
  readonly at: number;
}

export interface Prefetch {
  /** These were given: asks, in one request, for what follows the full ones. */
  follow(wants: readonly PullWant[], pages: readonly PullPage[]): void;
  /**
   * The page, once, and what follows it is asked for in turn: never more than one is waiting to be written. It rejects
   * with what asking failed with. Undefined: it was not asked for.
   */
  take(want: PullWant): Promise<PullPage> | undefined;
  forget(collection: CollectionName): void;
}

function following(want: PullWant, pages: readonly PullPage[]): readonly PullWant[] {
  const page = pages.find(({ collection }) => collection === want.collection);
  if (page === undefined || page.documents.length < want.limit || page.token === want.token) return [];
  return [{ ...want, token: page.token, holds: false }];
}

const isSame = (a: PullWant, b: PullWant): boolean =>
  a.token === b.token && a.limit === b.limit && a.holds === b.holds;

/** @param ask makes one request for all of them; a page for each, in order */
export function createPrefetch(ask: (wants: readonly PullWant[]) => readonly Promise<PullPage>[]): Prefetch {
  const asked = new Map<CollectionName, Asked>();
  const follow: Prefetch['follow'] = (wants, pages) => {
    const next = wants.flatMap((want) => following(want, pages));
    if (next.length === 0) return;
    const at = performance.now();
    for (const [index, page] of ask(next).entries()) {
      // Whoever takes it is told; if nobody does, nothing has failed.
      page.catch(() => undefined);
      const want = next[index];
      if (want !== undefined) asked.set(want.collection, { want, page, at });
    }
  };
  return {
    follow,
    take(want) {
      const found = asked.get(want.collection);
      asked.delete(want.collection);
      if (found === undefined || !isSame(found.want, want)) return undefined;
      if (performance.now() - found.at > GOOD_FOR_MS) return undefined;
      return found.page.then((page) => {
        follow([want], [page]);
        return page;
      });
    },
    forget: (collection) => void asked.delete(collection),
  };
}
