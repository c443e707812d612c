/** Where payouts go: a checking account, or a debit card. Of the number typed in, brand or bank and last four stay. */
import type { ExternalAccount } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { fingerprint } from '../money/methods.ts';
import type { TestCard } from '../money/test-numbers.ts';

const BANK = {
  account_holder_type: 'company',
  account_type: 'checking',
  available_payout_methods: ['standard'],
  bank_name: 'STRIPE TEST BANK',
  country: 'US',
  currency: 'usd',
  customer: null,
  default_for_currency: true,
  future_requirements: null,
  metadata: {},
  requirements: null,
  routing_number: '110000000',
  status: 'new',
};

const CARD = {
  address_city: null,
  address_country: null,
  address_line1: null,
  address_line1_check: null,
  address_line2: null,
  address_state: null,
  address_zip: null,
  address_zip_check: null,
  available_payout_methods: ['standard', 'instant'],
  country: 'US',
  currency: 'usd',
  customer: null,
  cvc_check: 'pass',
  default_for_currency: true,
  dynamic_last4: null,
  exp_month: 12,
  exp_year: 2034,
  metadata: {},
  regulated_status: 'unregulated',
  tokenization_method: null,
};

export function bankForPayouts(
  world: World,
  account: string,
  number: string,
  holder: string,
): ExternalAccount {
  return {
    ...BANK,
    id: world.engine.newId('ba_'),
    object: 'bank_account',
    account,
    account_holder_name: holder,
    fingerprint: fingerprint(number),
    last4: number.slice(-4),
  };
}

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'MasterCard',
  amex: 'American Express',
};

/** @param card a debit card: Stripe pays out to no other */
export function cardForPayouts(
  world: World,
  account: string,
  card: TestCard,
  holder: string,
): ExternalAccount {
  return {
    ...CARD,
    id: world.engine.newId('card_'),
    object: 'card',
    account,
    brand: BRANDS[card.brand] ?? card.brand,
    fingerprint: fingerprint(card.number),
    funding: card.funding,
    last4: card.number.slice(-4),
    name: holder,
  };
}
