/** Live reads of the service itself: whether it is paid, for everybody; the association's bill, for those who see it. */
import { map } from 'rxjs';
import {
  SERVICE_ID,
  serviceEntity,
  SUBSCRIPTION_ID,
  subscriptionEntity,
  type ServiceBody,
  type SubscriptionBody,
} from '@communitrak/domain/billing/index.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';

/** Null where the server has not said: nothing is restricted then. */
export function serviceState(replica: Replica): Query<ServiceBody | null> {
  return liveQuery<ServiceBody | null>(replica, 'service', () =>
    replica.parts.documents.watch(SERVICE_ID).pipe(map((doc) => serviceEntity.read(doc)?.body ?? null)),
  );
}

/** Null where there is none, or it is not for this member. */
export function subscription(replica: Replica): Query<SubscriptionBody | null> {
  return liveQuery<SubscriptionBody | null>(replica, 'subscription', () =>
    replica.parts.documents
      .watch(SUBSCRIPTION_ID)
      .pipe(map((doc) => subscriptionEntity.read(doc)?.body ?? null)),
  );
}
