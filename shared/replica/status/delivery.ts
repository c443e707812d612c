/**
 * The four words of state, the same for every item: Saved on this device → Waiting to send → Sent → Needs attention.
 * 'saved': kept here, and it cannot go before somebody signs in or the app is updated; 'waiting': it goes as soon as
 * there is a way; 'sent': the server has acknowledged it, never before; 'attention': the server did not accept what was
 * last written, and the list of unsent items says why.
 */
import { combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { ReplicaParts } from '../parts.ts';

export type Delivery = 'saved' | 'waiting' | 'sent' | 'attention';

export interface Deliverer {
  of(doc: Envelope): Delivery;
}

const STUCK: ReadonlySet<string> = new Set(['signed-out', 'app-too-old']);

export function deliverer(stuck: boolean, unaccepted: ReadonlySet<string>): Deliverer {
  return {
    of(doc) {
      if (doc.stamp.state === 'waiting') return stuck ? 'saved' : 'waiting';
      return unaccepted.has(doc.id) ? 'attention' : 'sent';
    },
  };
}

/** A new one whenever what it answers may have changed. */
export function watchDeliverer(parts: ReplicaParts): Observable<Deliverer> {
  const stuck$ = parts.state.watch().pipe(
    map(({ connection }) => STUCK.has(connection)),
    distinctUntilChanged(),
  );
  const ids$ = parts.unaccepted.watch().pipe(
    map((items) =>
      items
        .map((item) => item.documentId)
        .sort()
        .join(),
    ),
    distinctUntilChanged(),
    map((ids) => new Set(ids.split(','))),
  );
  return combineLatest([stuck$, ids$]).pipe(map(([stuck, ids]) => deliverer(stuck, ids)));
}
