/** Where the accounts are, below the association. */
import { segmentOf } from '../../app/paths.ts';

export const accountPaths = {
  list: 'accounts',
  /** @param household local id */
  one: (household: string): string => `accounts/${encodeURIComponent(household)}`,
  exceptions: 'accounts/exceptions',
  /** What was written on several accounts at once: the dues feature's. @param id `charge-run:<local>` */
  run: (id: string): string => `dues/runs/${segmentOf(id)}`,
  /** An online payment, and a difference between Stripe and the books: the online payments feature's. */
  payment: (local: string): string => `online-payments/${encodeURIComponent(local)}`,
  difference: (local: string): string => `online-payments/differences/${encodeURIComponent(local)}`,
  /** Where the office begins the books: the dues feature's. */
  books: 'money/books',
} as const;
