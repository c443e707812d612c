/** What a household sees of paying: what it costs before it confirms, one payment however often it asks, nothing paid twice. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  createPayment,
  createPaymentMethod,
  createPaymentSettings,
  createPaymentStatus,
  methodLocal,
  USUAL_SETTINGS,
  withOutcome,
  type Payment,
  type PaymentInput,
  type PaymentOutcome,
} from '@communitrak/domain/payments/index.ts';
import { START } from '@communitrak/testkit/builders.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { onLine, putAsWritten, someBooks, stamped } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { MyAccountScreen } from '../my-account/MyAccountScreen.tsx';
import { MethodsScreen } from './MethodsScreen.tsx';
import { PaymentScreen } from './PaymentScreen.tsx';
import { PaymentsScreen } from './PaymentsScreen.tsx';
import { PayScreen } from './PayScreen.tsx';

// The replica's clock stands at March 3, 2026.
const january = onLine({
  local: 'jan',
  cents: 10_000,
  posted: '2026-01-01',
  due: '2026-01-01',
  text: 'Assessment, January',
});
const april = onLine({
  local: 'apr',
  cents: 5000,
  posted: '2026-03-01',
  due: '2026-04-01',
  text: 'Assessment, April',
});
const visa = createPaymentMethod({
  household: 'h1',
  gateway: 'pm_visa',
  kind: 'card',
  brand: 'visa',
  last4: '4242',
  isDefault: true,
  state: 'usable',
});
const open = createPaymentStatus({ open: true, mode: 'live', currency: 'USD' });
const usual: readonly Envelope[] = [someBooks(), january, april, visa, open];

const input: PaymentInput = {
  household: 'h1',
  charges: [{ entry: january.id, cents: 10_000 }],
  currency: 'USD',
  kind: 'bank',
  method: methodLocal('pm_visa'),
  source: 'now',
  attempt: 1,
};
const asked = createPayment(input, USUAL_SETTINGS, { member: 'm-head', device: 'browser' }, START);
const was = (outcome: Partial<PaymentOutcome>): Payment => withOutcome(asked, outcome);
const local = asked.id.slice('payment:'.length);

let rig: SmallReplica;
let platform: ReturnType<typeof fakePlatform>;
const ROUTES = {
  '/payments': <PaymentsScreen />,
  '/payments/pay/:household': <PayScreen />,
  '/payments/methods': <MethodsScreen />,
  '/payments/:id': <PaymentScreen />,
  '/my-account': <MyAccountScreen />,
};
async function enter(path: string, docs: readonly Envelope[] = usual) {
  platform = fakePlatform();
  rig = await openSmallReplica('head', [], platform);
  await putAsWritten(rig, docs);
  return drawScreens(rig.replica, path, ROUTES);
}
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});
function goOffline(): void {
  rig.setOffline(true);
  rig.replica.parts.sync.ask();
}
const words = (): string => document.body.textContent ?? '';
const press = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));
const next = (): Promise<void> => press('Continue');
const sent = (): readonly Payment[] =>
  [...rig.server.docs.values()].filter(({ type }) => type === 'payment') as unknown as readonly Payment[];

describe('paying', () => {
  it('shows fee and total before it is confirmed, and asks for exactly one payment', async () => {
    const drawn = await enter('/payments/pay/h1');
    await userEvent.click(await screen.findByRole('checkbox', { name: /April/ }));
    await next();
    expect(screen.getByRole('radio', { name: /Visa ending in 4242/ })).toHaveProperty('checked', true);
    expect(words()).toContain('Fee $4.50, paid by you. $104.50 in all.');
    expect(words()).toContain('Fee $2.40, paid by you. $102.40 in all.');
    await next();
    expect(words()).toMatch(/Processing fee\$4\.50You pay in all\$104\.50Paid withVisa ending in 4242/);
    const pay = await screen.findByRole('button', { name: 'Pay $104.50' });
    await Promise.all([userEvent.click(pay), userEvent.click(pay)]);
    await waitFor(() => expect(drawn.where()).toMatch(/^\/payments\/h1\./));
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    expect(sent().map(({ body }) => [body.charges, body.totalCents, body.source])).toEqual([
      [[{ entry: january.id, cents: 10_000 }], 10_450, 'now'],
    ]);
  });

  it('says that the association bears the fee where it does', async () => {
    const settings = createPaymentSettings({
      ...USUAL_SETTINGS,
      feePayer: { card: 'association', bank: 'resident' },
    });
    await enter('/payments/pay/h1?charge=ledger-entry:jan', [...usual, settings]);
    await next();
    expect(words()).toContain('Your association bears the fee. $100.00 in all.');
    await next();
    expect(await screen.findByRole('button', { name: 'Pay $100.00' })).toBeTruthy();
  });

  it('takes a part, the charge due first before the next, and none that is too small', async () => {
    await enter('/payments/pay/h1');
    await userEvent.click(await screen.findByRole('radio', { name: 'Part of it' }));
    const amount = screen.getByLabelText('Amount to pay now');
    await userEvent.type(amount, '105');
    await next();
    expect(words()).toContain('A part of a charge is at least 10.00.');
    await userEvent.clear(amount);
    await userEvent.type(amount, '120');
    await next();
    await next();
    const paid = within(screen.getByRole('list', { name: 'What it pays' })).getAllByRole('listitem');
    expect(paid.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/January.*\$100\.00$/),
      expect.stringMatching(/April.*\$20\.00$/),
    ]);
  });

  it('without a connection keeps it as not paid, and can be taken back', async () => {
    const drawn = await enter('/payments/pay/h1?charge=ledger-entry:jan');
    goOffline();
    await next();
    await screen.findByText('There is no connection');
    await next();
    await press('Pay $104.50 when I’m connected');
    await screen.findByRole('heading', { level: 1, name: 'Payment of $104.50' });
    expect(screen.getAllByText('Not paid yet: waiting for a connection').length).toBeGreaterThan(0);
    await press('Cancel this payment');
    await waitFor(() => expect(drawn.where()).toBe('/payments'));
    rig.setOffline(false);
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    expect(sent()).toEqual([]);
  });

  it('leaves for Stripe’s page when the server has it, and comes back to the payment', async () => {
    const drawn = await enter('/payments/pay/h1?charge=ledger-entry:jan');
    const asks: unknown[] = [];
    rig.server.other = ({ path, body }) => {
      asks.push([path.split('/payments/')[1], body, sent().length]);
      return { url: 'https://checkout.stripe.com/c/pay/cs_1' };
    };
    await next();
    await userEvent.click(await screen.findByRole('radio', { name: /^Card, Apple Pay/ }));
    await next();
    await press('Go to Stripe’s page to pay $104.50');
    await waitFor(() => expect(platform.left).toEqual(['https://checkout.stripe.com/c/pay/cs_1']));
    const id = sent()[0]?.id ?? '';
    expect(asks).toEqual([['pages/pay', { payment: id.slice('payment:'.length) }, 1]]);
    await waitFor(() => expect(drawn.where()).toBe(`/payments/${id.slice('payment:'.length)}`));
    await screen.findByText(/You have begun this payment, and nothing has been charged/);
  });
});

describe('what is on its way', () => {
  it('stands beside what is owed, and is not offered a second time', async () => {
    const part = createPayment(
      { ...input, charges: [{ entry: january.id, cents: 4000 }] },
      USUAL_SETTINGS,
      { member: 'm-head', device: 'browser' },
      START,
    );
    await enter('/my-account', [...usual, withOutcome(part, { state: 'processing' })]);
    await screen.findByText(/Of this, \$40\.00 is on its way\./);
    expect(screen.getByText('You owe $150.00')).toBeTruthy();
    drawScreens(rig.replica, '/payments/pay/h1', ROUTES);
    await screen.findByRole('checkbox', { name: /April/ });
    expect(screen.queryByRole('checkbox', { name: /January/ })).toBeNull();
  });
});

describe('one payment', () => {
  const states: readonly (readonly [string, Partial<PaymentOutcome>, string])[] = [
    [
      'processing at a bank says until when',
      { state: 'processing', sentAt: '2026-03-05T12:00:00.000Z' },
      // Thursday; Friday, Monday, Tuesday, Wednesday.
      'That usually takes until Mar 11, 2026.',
    ],
    [
      'failed says why and what to do',
      { state: 'failed', failure: { code: 'card_declined', declineCode: 'insufficient_funds' } },
      'There was not enough money. Pay from another card or account',
    ],
    [
      'refused says why',
      { state: 'refused', refusal: 'charge-paid' },
      'A charge that it was for has been paid in the meantime.',
    ],
    [
      'returned says that the charges are open again',
      { state: 'returned', returned: { reason: 'account_closed' }, entries: ['ledger-entry:p1'] },
      'The charges are open again.',
    ],
    [
      'in dispute says how much is held back',
      {
        state: 'succeeded',
        entries: ['ledger-entry:p1'],
        dispute: { state: 'withdrawn', cents: 10_240, reason: 'fraudulent' },
      },
      '$102.40 is held back until that is decided.',
    ],
    [
      'refunded in part says how much',
      { state: 'succeeded', entries: ['ledger-entry:p1'], refundedCents: 2500 },
      '$25.00 of the $100.00 was given back',
    ],
  ];
  it.each(states)('%s', async (_name, outcome, expected) => {
    await enter(`/payments/${local}`, [...usual, was(outcome)]);
    await screen.findByRole('heading', { level: 1, name: 'Payment of $102.40' });
    expect(words()).toContain(expected);
  });

  it('leads from the line of the account that it made, and gives its receipt', async () => {
    const line = stamped(
      { ...onLine({ local, kind: 'payment', cents: -10_000, posted: '2026-03-03', text: 'Online payment' }) },
      '2026-03-03T12:00:00.000Z',
    );
    const paidWith = { kind: 'bank', brand: 'STRIPE TEST BANK', last4: '6789' } as const;
    await enter('/my-account', [...usual, line, was({ state: 'succeeded', entries: [line.id], paidWith })]);
    const link = await screen.findByRole('link', { name: 'See the payment' });
    expect(link.getAttribute('href')).toMatch(new RegExp(`/payments/${local}$`));
    await userEvent.click(link);
    await screen.findByRole('button', { name: 'Receipt (PDF)' });
    expect(words()).toContain('STRIPE TEST BANK ending in 6789');
  });

  it.each([
    [`done=${local}`, 'You are back from Stripe’s page.'],
    [`left=${local}`, 'You came back from Stripe’s page without paying. Nothing was charged.'],
  ])('is what Stripe’s page leads back to by ?%s', async (query, expected) => {
    await enter(`/payments?${query}`, [...usual, was({ state: 'action' })]);
    await screen.findByRole('heading', { level: 1, name: 'Payment of $102.40' });
    expect(words()).toContain(expected);
  });

  it('of another household is told as one that is not there', async () => {
    await enter('/payments/h2.other.1');
    await screen.findByText('No such payment here');
  });
});

describe('saved ways to pay', () => {
  it('are changed with a connection only, and that is said', async () => {
    await enter('/payments/methods');
    goOffline();
    await screen.findByText('There is no connection');
    await press('Add a card');
    expect(platform.left).toEqual([]);
    expect(rig.server.seen.some(({ path }) => path.includes('/payments/'))).toBe(false);
  });
});

describe('an association that takes nothing online', () => {
  it('says so and offers nothing', async () => {
    await enter('/my-account', [someBooks(), january]);
    await screen.findByText('Your association does not take payments online yet.');
    expect(screen.queryByRole('link', { name: 'Pay' })).toBeNull();
    drawScreens(rig.replica, '/payments/pay/h1', ROUTES);
    await screen.findByText('No payments online yet');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
