/**
 * What is new of payments of this member's homes: one that was paid, failed, was refused, came back, or waits for the person.
 * A payment is its own thread. The stamp is of the server's last word, a refund or a dispute included.
 */
import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import { paymentEntity, type PaymentState } from '@communitrak/domain/payments/index.ts';
import type { ReplicaParts } from '../parts.ts';
import { latestNews, type News } from './news.ts';
import { remembered } from './read.ts';

const NOTHING: News = new Map();
const TOLD: ReadonlySet<PaymentState> = new Set(['succeeded', 'failed', 'refused', 'returned', 'action']);
const read = remembered(paymentEntity.read);

export function paymentNews(parts: ReplicaParts): Observable<News> {
  const ofHome = (household: string): Observable<News> =>
    parts.documents.watchChildren('payment', makeId('household', household)).pipe(
      map((docs) => docs.flatMap((doc) => read(doc) ?? [])),
      map((all) => all.filter(({ body, stamp }) => TOLD.has(body.outcome.state) && stamp.at !== '')),
      map((all) => latestNews(all.map(({ id, stamp }) => [id, stamp.at]))),
    );
  return parts.principal$.pipe(
    map(householdsOf),
    switchMap((homes) => (homes.length === 0 ? of([NOTHING]) : combineLatest(homes.map(ofHome)))),
    map((all) => latestNews(all.flatMap((one) => [...one]))),
  );
}
