/** Addresses of online payments, below the association. */
import { segmentOf } from '../../app/paths.ts';

export const onlinePaths = {
  list: 'online-payments',
  /** @param id `payment:<local>` */
  one: (id: string) => `online-payments/${segmentOf(id)}`,
  payouts: 'online-payments/payouts',
  /** @param local of the payout's first part */
  payout: (local: string) => `online-payments/payouts/${encodeURIComponent(local)}`,
  /** @param id `payment-difference:<local>` */
  difference: (id: string) => `online-payments/differences/${segmentOf(id)}`,
  setup: 'online-payments/setup',
  settings: 'online-payments/settings',
  /** A household's account: the accounts feature's. */
  account: (household: string) => `accounts/${encodeURIComponent(household)}`,
  /** What differs and what could not be entered: the accounts feature's. */
  exceptions: 'accounts/exceptions',
} as const;
