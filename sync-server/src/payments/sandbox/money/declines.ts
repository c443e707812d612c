/** Why a payment is refused, as Stripe says it: https://docs.stripe.com/declines/codes and /error-codes. */
import { docUrl } from '../api/problems.ts';
import type { PaymentError, PaymentMethod } from '../core/records.ts';
import type { Behaviour } from './test-numbers.ts';

interface Reason {
  readonly code: string;
  readonly decline?: string;
  readonly message: string;
}

export const DECLINED: Reason = {
  code: 'card_declined',
  decline: 'generic_decline',
  message: 'Your card was declined.',
};

export const NEEDS_HOLDER: Reason = {
  code: 'authentication_required',
  decline: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** The holder was asked and did not agree. */
export const NOT_AGREED: Reason = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

const CARD: Partial<Readonly<Record<Behaviour, Reason>>> = {
  declined: DECLINED,
  declinedLater: DECLINED,
  insufficient: {
    code: 'card_declined',
    decline: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  expired: { code: 'expired_card', decline: 'expired_card', message: 'Your card has expired.' },
};

const BANK: Partial<Readonly<Record<Behaviour, Reason>>> = {
  insufficient: {
    code: 'insufficient_funds',
    message: "The customer's account has insufficient funds to cover this payment.",
  },
  noAccount: { code: 'no_account', message: "The customer's bank account could not be located." },
  accountClosed: { code: 'account_closed', message: "The customer's bank account has been closed." },
  notAuthorized: {
    code: 'debit_not_authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
  },
};

/** Why this card is declined at once; undefined: it is not. */
export function cardDecline(behaviour: string): Reason | undefined {
  return CARD[behaviour as Behaviour];
}

/** Why this bank account's debit fails after its days; undefined: it does not. */
export function bankFailure(behaviour: string): Reason | undefined {
  return BANK[behaviour as Behaviour];
}

export function paymentError(reason: Reason, method: PaymentMethod, charge: string | null): PaymentError {
  const isCard = method.type === 'card' && reason !== NOT_AGREED;
  return {
    ...(charge === null ? {} : { charge }),
    code: reason.code,
    ...(reason.decline === undefined ? {} : { decline_code: reason.decline }),
    doc_url: docUrl(reason.code),
    message: reason.message,
    payment_method: method,
    type: isCard ? 'card_error' : 'invalid_request_error',
  };
}

export type { Reason };
