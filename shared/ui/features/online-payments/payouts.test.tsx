/** Payouts that foot, what differs from the books, and the mark of tried-out payments: over a real replica. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  createPaymentDifference,
  createPayout,
  type PayoutFacts,
  type PayoutLine,
} from '@communitrak/domain/payments/index.ts';
import { someBooks } from '@communitrak/testkit/money.ts';
import { aPayment, openStatus, PAID } from '@communitrak/testkit/payments.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { ExceptionsScreen } from '../accounts/ExceptionsScreen.tsx';
import { DifferenceScreen } from './DifferenceScreen.tsx';
import { PayoutScreen } from './PayoutScreen.tsx';
import { PayoutsScreen } from './PayoutsScreen.tsx';
import { SandboxNotice } from './SandboxNotice.tsx';

const ROUTES = {
  '/accounts/exceptions': <ExceptionsScreen />,
  '/online-payments/payouts': <PayoutsScreen />,
  '/online-payments/payouts/:id': <PayoutScreen />,
  '/online-payments/differences/:id': <DifferenceScreen />,
  '/online-payments/:id': <p>a payment</p>,
  '/sandbox': <SandboxNotice />,
};

const paid = aPayment(PAID);
const facts: PayoutFacts = {
  gateway: 'po_1',
  created: '2026-02-27T00:00:00.000Z',
  arrives: '2026-03-02',
  state: 'paid',
  wasPaid: true,
  failedOn: '',
  failure: '',
  cents: 7000,
  currency: 'USD',
  destination: { kind: 'bank', brand: 'STRIPE TEST BANK', last4: '6789' },
};
const lines: readonly PayoutLine[] = [
  {
    kind: 'payment',
    payment: localOf(paid.id),
    grossCents: 10_450,
    feeCents: 450,
    netCents: 10_000,
    onTopCents: 450,
    gateway: 'txn_1',
  },
  {
    kind: 'refund',
    payment: localOf(paid.id),
    grossCents: -3000,
    feeCents: 0,
    netCents: -3000,
    onTopCents: 0,
    gateway: 'txn_2',
  },
];
const payouts = [
  ...createPayout(facts, lines),
  ...createPayout(
    { ...facts, gateway: 'po_2', cents: 500, arrives: '2026-02-02', state: 'failed', failedOn: '2026-02-04' },
    [
      {
        kind: 'payment',
        payment: '',
        grossCents: 500,
        feeCents: 0,
        netCents: 500,
        onTopCents: 0,
        gateway: 'txn_3',
      },
    ],
  ),
];
const difference = createPaymentDifference({
  kind: 'amount',
  gateway: 'txn_9',
  payment: localOf(paid.id),
  household: 'h1',
  ourCents: 10_000,
  theirCents: 9900,
  currency: 'USD',
  day: '2026-03-01',
  found: '2026-03-02T03:00:00.000Z',
  gone: '',
});
const locked = aPayment(
  { ...PAID, entries: [], unposted: { code: 'closed', detail: 'body.posted' } },
  { charge: 'ledger-entry:dues-9', cents: 1200 },
);

let rig: SmallReplica;
let drawn: Drawn;
async function begin(path: string, docs: readonly Envelope[], who: 'office' | 'board' | 'head' = 'office') {
  rig = await openSmallReplica(who, [someBooks(), ...docs]);
  drawn = drawScreens(rig.replica, path, ROUTES);
}
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

describe('payouts', () => {
  it('are listed with the month’s sum, and each says that its lines add up to it', async () => {
    await begin('/online-payments/payouts', [paid, ...payouts]);
    const grid = await screen.findByRole('grid', { name: 'Payouts' });
    expect(within(grid).getByText('Came back')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Paid out by month' })).toBeTruthy();
    await userEvent.click(within(grid).getByText('Arrived'));
    await screen.findByText('Its 2 lines add up to $70.00: exactly what was paid out.');
    const inIt = screen.getByRole('grid', { name: 'Lines' });
    expect(within(inIt).getByText('Refund')).toBeTruthy();
    expect(within(inIt).getAllByText('-$30.00')).toHaveLength(2);
    await userEvent.click(within(inIt).getByText('Payment'));
    await screen.findByText('a payment');
  });

  it('say that lines are missing while they are on their way, and when they do not add up', async () => {
    const [whole] = payouts;
    if (whole === undefined) throw new Error('no payout');
    const half = { ...whole, body: { ...whole.body, parts: 2 } };
    await begin(`/online-payments/payouts/${localOf(whole.id)}`, [half]);
    await screen.findByText(/still on their way to this device/);
    await rig.replica.close();
    const wrong = { ...whole, body: { ...whole.body, cents: 7100 } };
    await begin(`/online-payments/payouts/${localOf(whole.id)}`, [wrong]);
    await screen.findByText('Its lines differ from it by -$1.00');
  });
});

describe('what differs', () => {
  it('is among what needs a look, and is settled with a note', async () => {
    await begin('/accounts/exceptions', [paid, locked, difference]);
    const grid = await screen.findByRole('grid', { name: 'What needs a look' });
    expect(await within(grid).findByText('Paid, not in the books')).toBeTruthy();
    await userEvent.click(within(grid).getByText('Stripe says otherwise'));
    await screen.findByRole('heading', { name: 'Stripe and the books name different amounts' });
    expect(screen.getByText('$99.00')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'It is settled' }));
    expect((await screen.findAllByText('Write what it was.')).length).toBeGreaterThan(0);
    fireEvent.change(screen.getByLabelText('What it was'), {
      target: { value: 'A dollar given back at the desk' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'It is settled' }));
    await screen.findByText('Olga Office looked into it');
    drawn = drawScreens(rig.replica, '/accounts/exceptions', ROUTES);
    await screen.findByText('Paid, not in the books');
    expect(screen.queryByText('Stripe says otherwise')).toBeNull();
    await act(async () => {
      rig.replica.parts.sync.ask();
      await rig.replica.parts.sync.settled();
    });
    const kept = rig.server.docs.get(difference.id)?.body as { settled?: { note: string } } | undefined;
    expect(kept?.settled?.note).toBe('A dollar given back at the desk');
  });

  it('leads from what is not in the books to the payment', async () => {
    await begin('/accounts/exceptions', [locked]);
    await userEvent.click(await screen.findByText('Paid, not in the books'));
    await waitFor(() => expect(drawn.where()).toBe(`/online-payments/${localOf(locked.id)}`));
  });
});

it('everybody is told that payments are tried out', async () => {
  await begin('/sandbox', [openStatus], 'head');
  await screen.findByText('Sandbox payments: no money moves.');
});
