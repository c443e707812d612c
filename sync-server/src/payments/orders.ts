/** What is ordered of Stripe for whom, and how it is marked there: the payment's id, as metadata and as a key of its own. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { MethodKind, Payment } from '@communitrak/domain/payments/index.ts';

export const GATEWAY_KINDS: Readonly<Record<MethodKind, 'card' | 'us_bank_account'>> = {
  card: 'card',
  bank: 'us_bank_account',
};

export interface Household {
  readonly association: string;
  readonly household: string;
}

export interface Order extends Household {
  readonly payment: Payment;
  readonly customer: string;
}

/** Addresses of our own app, to which a hosted page sends its person back. */
export interface Back {
  readonly done: string;
  readonly left: string;
}

export interface CheckoutWords {
  /** What is paid, and the fee on top of it. */
  readonly charges: string;
  readonly fee: string;
}

export const metadataOf = ({ association, household, payment }: Order): Record<string, string> => ({
  association,
  household,
  payment: localOf(payment.id),
});

export const keyOf = ({ association, payment }: Order, what: string): string =>
  `${what}:${association}:${localOf(payment.id)}`;
