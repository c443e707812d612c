/**
 * Payment methods. Of a number typed into a hosted page, brand, last four and behaviour are kept; the expiry is one that
 * lies ahead for everybody.
 */
import type { BankFacts, CardFacts, PaymentMethod } from '../core/records.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { TEST_CARDS } from './test-numbers.ts';
import type { Behaviour, TestBank, TestCard } from './test-numbers.ts';

export type Wallet = 'apple_pay' | 'google_pay';

/** What was chosen on a hosted page. */
export type Chosen =
  | { readonly kind: 'card'; readonly card: TestCard }
  | { readonly kind: 'wallet'; readonly wallet: Wallet }
  | { readonly kind: 'us_bank_account'; readonly bank: TestBank };

const ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export interface Holder {
  readonly name: string | null;
  readonly email: string | null;
}

export const billingDetails = ({ name, email }: Holder) => ({
  address: ADDRESS,
  email,
  name,
  phone: null,
  tax_id: null,
});

export const CARD_CHECKS = {
  address_line1_check: null,
  address_postal_code_check: null,
  cvc_check: 'pass',
};

const EXPIRY_YEARS = 4;

function expiryYear(world: World): number {
  return new Date(world.engine.now() * 1000).getUTCFullYear() + EXPIRY_YEARS;
}

function cardFacts(world: World, card: TestCard, wallet: Wallet | null): CardFacts {
  return {
    brand: card.brand,
    checks: CARD_CHECKS,
    country: 'US',
    display_brand: card.brand,
    exp_month: 12,
    exp_year: expiryYear(world),
    fingerprint: fingerprint(card.number),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: wallet === null ? null : { dynamic_last4: card.number.slice(-4), type: wallet },
  };
}

function bankFacts(bank: TestBank): BankFacts {
  return {
    account_holder_type: 'individual',
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    fingerprint: fingerprint(bank.number),
    last4: bank.number.slice(-4),
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: '110000000',
    status_details: {},
  };
}

/** The same for the same number, and the number cannot be read from it: it is one of a public list. */
export function fingerprint(number: string): string {
  let state = 7;
  let signs = '';
  for (let at = 0; at < 16; at += 1) {
    state = (state * 31 + Number(number.at(at % number.length) ?? 0) + at) % 1_000_003;
    signs += (state % 36).toString(36);
  }
  return signs;
}

function factsOf(world: World, chosen: Chosen): { type: string; behaviour: Behaviour; facts: object } {
  if (chosen.kind === 'us_bank_account') {
    const facts = { us_bank_account: bankFacts(chosen.bank) };
    return { type: 'us_bank_account', behaviour: chosen.bank.behaviour, facts };
  }
  const [first] = TEST_CARDS;
  const card = chosen.kind === 'card' ? chosen.card : first;
  if (card === undefined) throw new RangeError('no test card');
  const wallet = chosen.kind === 'wallet' ? chosen.wallet : null;
  return { type: 'card', behaviour: card.behaviour, facts: { card: cardFacts(world, card, wallet) } };
}

/** A method of nobody yet. @param agreed its holder agreed at the bank to being charged later */
export function makeMethod(world: World, chosen: Chosen, holder: Holder, agreed: boolean): PaymentMethod {
  const { type, behaviour, facts } = factsOf(world, chosen);
  const method: PaymentMethod = {
    ...born(world, 'pm_', 'payment_method'),
    allow_redisplay: 'always',
    billing_details: billingDetails(holder),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    ...facts,
  };
  return world.methods.add(method, { behaviour, agreed });
}

export function attachMethod(world: World, id: string, customer: string): PaymentMethod {
  const method = world.methods.need(id);
  if (method.customer === customer) return method;
  const attached = world.methods.change(id, { customer });
  emit(world, 'payment_method.attached', attached);
  return attached;
}

/** Takes it from its customer for good: it cannot be charged any more. */
export function detachMethod(world: World, id: string): PaymentMethod {
  const before = world.methods.need(id);
  const customer = before.customer === null ? undefined : world.customers.get(before.customer);
  const detached = world.methods.change(id, { customer: null });
  emit(world, 'payment_method.detached', detached, { customer: before.customer });
  if (customer?.invoice_settings.default_payment_method === id) {
    const after = world.customers.change(customer.id, {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
    });
    emit(world, 'customer.updated', after, { invoice_settings: customer.invoice_settings });
  }
  return detached;
}
