/** What money needs to know of the association: its books, currency, zone, and which day it is there. */
import { combineLatest, map, type Observable } from 'rxjs';
import { associationEntity } from '@communitrak/domain/associations/index.ts';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import { BOOKS_ID, booksEntity, type BooksBody } from '@communitrak/domain/ledger/index.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';

export interface MoneyRules {
  /** Undefined while nobody has begun them: then nothing can be posted. */
  readonly books: BooksBody | undefined;
  readonly currency: string;
  /** The association's zone. */
  readonly zone: string;
  /** Today in that zone. */
  readonly today: string;
}

export function watchRules(replica: Replica): Observable<MoneyRules> {
  const { parts, clock, session } = replica;
  return combineLatest([
    parts.documents.watch(BOOKS_ID).pipe(map((doc) => booksEntity.read(doc))),
    parts.documents.watch(`association:${session.id}`).pipe(map((doc) => associationEntity.read(doc))),
  ]).pipe(
    map(([books, association]) => {
      const zone = association?.body.timeZone ?? 'UTC';
      return {
        books: books?.body,
        currency: books?.body.currency ?? association?.body.currency ?? 'USD',
        zone,
        today: dateInZone(isoInstant(clock()), zone),
      };
    }),
  );
}

export function moneyRules(replica: Replica): Query<MoneyRules> {
  return liveQuery(replica, 'money-rules', () => watchRules(replica));
}
