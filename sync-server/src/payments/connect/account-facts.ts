/** What is kept of an account as Stripe describes it. Of where its payouts go brand and last four stay, and nothing else. */
import type Stripe from 'stripe';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { AccountFacts, Tail } from '@communitrak/domain/payments/index.ts';

const MOST_REQUIREMENTS = 60;
const LONGEST_BRAND = 60;

const inLine = (text: string | null | undefined): string =>
  (text ?? '').replaceAll(/[\r\n]+/g, ' ').slice(0, LONGEST_BRAND);
const digits = (last4: string | null | undefined): string =>
  /^\d{4}$/.test(last4 ?? '') ? (last4 ?? '') : '';

/** A bank account or a debit card to which payouts go. */
export function externalTail(external: Stripe.ExternalAccount | undefined): Tail | null {
  if (external === undefined) return null;
  const last4 = digits(external.last4);
  return external.object === 'card'
    ? { kind: 'card', brand: inLine(external.brand), last4 }
    : { kind: 'bank', brand: inLine(external.bank_name), last4 };
}

/** A saved way to pay. */
export function methodTail(method: Stripe.PaymentMethod | null | undefined): Tail | null {
  if (method?.card !== undefined)
    return { kind: 'card', brand: inLine(method.card.brand), last4: digits(method.card.last4) };
  const bank = method?.us_bank_account;
  return bank === undefined
    ? null
    : { kind: 'bank', brand: inLine(bank.bank_name), last4: digits(bank.last4) };
}

export function accountFacts(account: Stripe.Account): AccountFacts {
  const { requirements } = account;
  const due = [...(requirements?.past_due ?? []), ...(requirements?.currently_due ?? [])];
  const deadline = requirements?.current_deadline;
  return {
    account: account.id,
    detailsSubmitted: account.details_submitted,
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    requirements: [...new Set(due)].sort().slice(0, MOST_REQUIREMENTS),
    deadline: typeof deadline === 'number' ? isoInstant(deadline * 1000) : '',
    disabledReason: requirements?.disabled_reason ?? '',
    external: externalTail(account.external_accounts?.data[0]),
  };
}
