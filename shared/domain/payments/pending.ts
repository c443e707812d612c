/** What of a household's charges is still to be paid when one counts what is on its way. */
import type { Account } from '../ledger/index.ts';
import type { Payment } from './payment.ts';
import { isPending } from './payment-states.ts';

export interface OpenCharge {
  /** Id of the charge's entry. */
  readonly entry: string;
  /** Open in the ledger. */
  readonly openCents: number;
  /** Of that, paid by payments on their way. */
  readonly pendingCents: number;
  /** What remains to be paid: never below 0. */
  readonly leftCents: number;
}

/** Speaks for what it pays. One that was begun at the gateway's page and never opened there does not: nothing takes it on. */
export const isOnItsWay = ({ body }: Payment): boolean =>
  isPending(body.outcome.state) && !(body.outcome.state === 'requested' && body.method === '');

/** Of payments on their way, cents by the entry that they pay. */
export function pendingByCharge(payments: readonly Payment[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const payment of payments) {
    if (!isOnItsWay(payment)) continue;
    for (const { entry, cents } of payment.body.charges) sums.set(entry, (sums.get(entry) ?? 0) + cents);
  }
  return sums;
}

/** The open charges of an account, oldest first, less what payments on their way pay of each. */
export function openAfterPending(
  account: Pick<Account, 'charges'>,
  payments: readonly Payment[],
): readonly OpenCharge[] {
  const pending = pendingByCharge(payments);
  return account.charges
    .filter(({ openCents }) => openCents > 0)
    .map(({ line, openCents }) => {
      const pendingCents = Math.min(openCents, pending.get(line.id) ?? 0);
      return { entry: line.id, openCents, pendingCents, leftCents: openCents - pendingCents };
    });
}
