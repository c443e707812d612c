/** Stripe's own codes in words: why a payment failed or came back, and what a card or account is called. */
import type { MessageId } from '../../i18n/messages.ts';
import type { Say } from '../../i18n/Text.tsx';

/** Names, the same in every language. */
const BRANDS = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
]);

interface TailLike {
  readonly kind: 'card' | 'bank';
  readonly brand: string;
  readonly last4: string;
}

/** `Visa ending in 4242`; where Stripe names no brand, `Card ending in 4242`. */
export function tailWords({ kind, brand, last4 }: TailLike, t: Say): string {
  const plain = t(kind === 'card' ? 'onlinePayments.tail.card' : 'onlinePayments.tail.bank');
  const name = brand === '' ? plain : (BRANDS.get(brand) ?? brand);
  return last4 === '' ? name : t('onlinePayments.tail', { name, last4 });
}

const FAILURES = new Map<string, MessageId>([
  ['insufficient_funds', 'onlinePayments.failure.funds'],
  ['expired_card', 'onlinePayments.failure.expired'],
  ['incorrect_cvc', 'onlinePayments.failure.digits'],
  ['incorrect_number', 'onlinePayments.failure.digits'],
  ['incorrect_zip', 'onlinePayments.failure.digits'],
  ['authentication_required', 'onlinePayments.failure.authentication'],
  ['payment_intent_authentication_failure', 'onlinePayments.failure.authentication'],
  ['lost_card', 'onlinePayments.failure.blocked'],
  ['stolen_card', 'onlinePayments.failure.blocked'],
  ['pickup_card', 'onlinePayments.failure.blocked'],
  ['fraudulent', 'onlinePayments.failure.blocked'],
  ['card_velocity_exceeded', 'onlinePayments.failure.limit'],
  ['withdrawal_count_limit_exceeded', 'onlinePayments.failure.limit'],
  ['processing_error', 'onlinePayments.failure.processing'],
  ['account_closed', 'onlinePayments.failure.account'],
  ['no_account', 'onlinePayments.failure.account'],
  ['bank_account_restricted', 'onlinePayments.failure.account'],
  ['debit_not_authorized', 'onlinePayments.failure.notAuthorized'],
  ['generic_decline', 'onlinePayments.failure.declined'],
  ['do_not_honor', 'onlinePayments.failure.declined'],
  ['card_declined', 'onlinePayments.failure.declined'],
]);

/** The most telling of several codes; where none is known, that the bank gave no reason we know, with the code. */
export function failureWords(codes: readonly string[], t: Say): string {
  const known = codes.find((code) => FAILURES.has(code));
  const id = known === undefined ? undefined : FAILURES.get(known);
  if (id !== undefined) return t(id);
  const code = codes.find((one) => one !== '');
  return code === undefined
    ? t('onlinePayments.failure.none')
    : t('onlinePayments.failure.other', { code: code.replaceAll('_', ' ') });
}
