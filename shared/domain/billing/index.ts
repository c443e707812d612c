/** The association's own bill, as other features and rooms may use it. */
import { defineEntity } from '../core/entity.ts';
import {
  mayWriteBilling,
  serviceAudience,
  serviceInvariants,
  subscriptionAudience,
  subscriptionInvariants,
} from './billing.access.ts';
import { serviceOrder, serviceShape, type ServiceBody } from './service.ts';
import { subscriptionOrder, subscriptionShape, type SubscriptionBody } from './subscription.ts';

export * from './service.ts';
export * from './subscription.ts';

export const serviceEntity = defineEntity<ServiceBody>({
  ...serviceShape,
  collection: 'association',
  order: serviceOrder,
  needs: () => [],
  audience: serviceAudience,
  mayWrite: mayWriteBilling,
  invariants: serviceInvariants,
});

export const subscriptionEntity = defineEntity<SubscriptionBody>({
  ...subscriptionShape,
  collection: 'money',
  order: subscriptionOrder,
  needs: () => [],
  audience: subscriptionAudience,
  mayWrite: mayWriteBilling,
  invariants: subscriptionInvariants,
});
