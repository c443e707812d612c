/**
 * What is new on the accounts of this member's homes: the time of the last line that somebody else has entered there. A
 * household's document is the thread. Whoever reads all accounts by their work learns here of their own homes alone.
 */
import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { householdsOf, SYSTEM } from '@communitrak/domain/core/principal.ts';
import type { ReplicaParts } from '../parts.ts';
import { watchEntriesOf } from './entries.ts';
import { latestNews, type News } from './news.ts';

const NOTHING: News = new Map();

export function accountNews(parts: ReplicaParts): Observable<News> {
  return parts.principal$.pipe(
    switchMap((principal) => {
      const homes = householdsOf(principal).map((household) => makeId('household', household));
      if (homes.length === 0) return of(NOTHING);
      const isNews = (by: string, at: string): boolean =>
        at !== '' && by !== principal.member && by !== SYSTEM;
      const ofHome = (home: string): Observable<News> =>
        watchEntriesOf(parts, home).pipe(
          map((entries) => entries.filter(({ stamp: { by, at } }) => isNews(by, at))),
          map((entries) => latestNews(entries.map(({ stamp }) => [home, stamp.at]))),
        );
      return combineLatest(homes.map(ofHome)).pipe(map((all) => latestNews(all.flatMap((one) => [...one]))));
    }),
  );
}
