/**
 * The numbers that decide how a payment ends: Stripe's own test numbers (https://docs.stripe.com/testing and
 * https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-account-numbers), with the same outcomes.
 */
export type Behaviour =
  | 'succeeds'
  | 'declined'
  | 'insufficient'
  | 'expired'
  /** Asks its holder once; saved so, it is charged later without asking. */
  | 'agreeOnce'
  /** Asks its holder each time. */
  | 'agreeAlways'
  | 'disputed'
  /** Can be saved, and is declined at each charge. */
  | 'declinedLater'
  | 'refundFails'
  | 'noAccount'
  | 'accountClosed'
  | 'notAuthorized'
  /** Succeeds, and the bank takes it back days later. */
  | 'returned'
  /** Stays in processing. */
  | 'waits';

export interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  readonly behaviour: Behaviour;
}

export interface TestBank {
  readonly number: string;
  readonly behaviour: Behaviour;
}

const card = (
  number: string,
  behaviour: Behaviour,
  brand = 'visa',
  funding: TestCard['funding'] = 'credit',
): TestCard => ({ number, brand, funding, behaviour });

export const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', 'succeeds'),
  card('4000000000000002', 'declined'),
  card('4000000000009995', 'insufficient'),
  card('4000002500003155', 'agreeOnce'),
  card('4000002760003184', 'agreeAlways'),
  card('4000000000000259', 'disputed'),
  card('4000000000000341', 'declinedLater'),
  card('4000000000000069', 'expired'),
  card('4000000000005126', 'refundFails'),
  card('5555555555554444', 'succeeds', 'mastercard'),
  card('378282246310005', 'succeeds', 'amex'),
  card('4000056655665556', 'succeeds', 'visa', 'debit'),
  card('5200828282828210', 'succeeds', 'mastercard', 'debit'),
  card('5105105105105100', 'succeeds', 'mastercard', 'prepaid'),
];

export const TEST_ROUTING = '110000000';

export const TEST_BANKS: readonly TestBank[] = [
  { number: '000123456789', behaviour: 'succeeds' },
  { number: '000222222227', behaviour: 'insufficient' },
  { number: '000111111116', behaviour: 'noAccount' },
  { number: '000111111113', behaviour: 'accountClosed' },
  { number: '000333333335', behaviour: 'notAuthorized' },
  { number: '000555555559', behaviour: 'returned' },
  { number: '000000000009', behaviour: 'waits' },
];

const byCardNumber = new Map(TEST_CARDS.map((it) => [it.number, it]));
const byBankNumber = new Map(TEST_BANKS.map((it) => [it.number, it]));

const digits = (typed: string): string => typed.replaceAll(/[\s-]/g, '');

export function findTestCard(typed: string): TestCard | undefined {
  return byCardNumber.get(digits(typed));
}

export function findTestBank(typed: string): TestBank | undefined {
  return byBankNumber.get(digits(typed));
}

/** The check digit that every card number ends with (Luhn; ISO/IEC 7812-1 annex B). */
export function isCardNumber(typed: string): boolean {
  const number = digits(typed);
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = Array.from(number)
    .toReversed()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
