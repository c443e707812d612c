/** The features of the app: the one list. Their order is that of equals in menus. */
import type { Feature } from '../app/feature.ts';
import { accountsFeature } from './accounts/feature.tsx';
import { billingFeature } from './billing/feature.tsx';
import { duesFeature } from './dues/feature.tsx';
import { homeFeature } from './home/feature.tsx';
import { inboxFeature } from './inbox/feature.tsx';
import { myAccountFeature } from './my-account/feature.tsx';
import { onlinePaymentsFeature } from './online-payments/feature.tsx';
import { paymentsFeature } from './payments/feature.tsx';
import { receiptsFeature } from './receipts/feature.tsx';
import { reportsFeature } from './reports/feature.tsx';
import { requestsFeature } from './requests/feature.tsx';
import { settingsFeature } from './settings/feature.tsx';
import { statementsFeature } from './statements/feature.tsx';
import { unsentFeature } from './unsent/feature.tsx';

export const features: readonly Feature[] = [
  homeFeature,
  myAccountFeature,
  paymentsFeature,
  requestsFeature,
  inboxFeature,
  receiptsFeature,
  statementsFeature,
  accountsFeature,
  onlinePaymentsFeature,
  reportsFeature,
  duesFeature,
  billingFeature,
  unsentFeature,
  settingsFeature,
];
