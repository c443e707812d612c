/** Online payments for tests of screens: a payment as the server has it, and what stands around it. */
import {
  createPayment,
  createPaymentAccount,
  createPaymentStatus,
  withOutcome,
  USUAL_SETTINGS,
  type AccountFacts,
  type Payment,
  type PaymentOutcome,
} from '@communitrak/domain/payments/index.ts';
import { START } from './clock-and-ids.ts';

export const CHARGE = 'ledger-entry:dues-1';

/** Of household h1, 100 dollars by card, the resident pays the fee. @param local of the charge that it pays */
export function aPayment(
  outcome: Partial<PaymentOutcome> = {},
  over: { readonly cents?: number; readonly kind?: 'card' | 'bank'; readonly charge?: string } = {},
): Payment {
  const { cents = 10_000, kind = 'card', charge = CHARGE } = over;
  const input = {
    household: 'h1',
    charges: [{ entry: charge, cents }],
    currency: 'USD',
    kind,
    method: 'm1',
    source: 'now',
    attempt: 1,
  } as const;
  const by = { member: 'm-head', device: 'browser' };
  return withOutcome(createPayment(input, USUAL_SETTINGS, by, START), outcome);
}

/** It has come, and is in the books. */
export const PAID: Partial<PaymentOutcome> = {
  state: 'succeeded',
  entries: ['ledger-entry:paid-1'],
  paidWith: { kind: 'card', brand: 'visa', last4: '4242' },
  gateway: { intent: 'pi_123', charge: 'ch_123', session: '' },
  sentAt: new Date(START + 60_000).toISOString(),
  settledAt: new Date(START + 120_000).toISOString(),
};

export const anAccount = (over: Partial<AccountFacts> = {}) =>
  createPaymentAccount({
    account: 'acct_1Nv0FGQ9RKHgCVdK',
    detailsSubmitted: true,
    chargesEnabled: true,
    payoutsEnabled: true,
    requirements: [],
    deadline: '',
    disabledReason: '',
    external: { kind: 'bank', brand: 'STRIPE TEST BANK', last4: '6789' },
    ...over,
  });

export const openStatus = createPaymentStatus({ open: true, mode: 'sandbox', currency: 'USD' });
