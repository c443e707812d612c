/** Everything of Stripe's API that the sandbox answers. */
import { accountEndpoints } from './account-endpoints.ts';
import { catalogueEndpoints } from './catalogue-endpoints.ts';
import { customerEndpoints } from './customer-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { intentEndpoints } from './intent-endpoints.ts';
import { invoiceEndpoints } from './invoice-endpoints.ts';
import { moneyEndpoints } from './money-endpoints.ts';
import { portalEndpoints } from './portal-endpoints.ts';
import { sessionEndpoints } from './session-endpoints.ts';
import { subscriptionEndpoints } from './subscription-endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...catalogueEndpoints,
  ...customerEndpoints,
  ...intentEndpoints,
  ...invoiceEndpoints,
  ...moneyEndpoints,
  ...portalEndpoints,
  ...sessionEndpoints,
  ...subscriptionEndpoints,
];
