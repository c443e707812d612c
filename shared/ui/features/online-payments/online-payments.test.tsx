/** The office's side of online payments, over a real replica: the list, one payment, giving money back, the account, settings. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { createRefundRequest, withRefundOutcome } from '@communitrak/domain/payments/index.ts';
import { accepted } from '@communitrak/testkit/builders.ts';
import { START } from '@communitrak/testkit/clock-and-ids.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { someBooks } from '@communitrak/testkit/money.ts';
import { aPayment, anAccount, openStatus, PAID } from '@communitrak/testkit/payments.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { UnsentScreen } from '../unsent/UnsentScreen.tsx';
import { PaymentScreen } from './PaymentScreen.tsx';
import { PaymentSettingsScreen } from './PaymentSettingsScreen.tsx';
import { PaymentsScreen } from './PaymentsScreen.tsx';
import { SetupScreen } from './SetupScreen.tsx';

const ROUTES = {
  '/online-payments': <PaymentsScreen />,
  '/online-payments/setup': <SetupScreen />,
  '/online-payments/settings': <PaymentSettingsScreen />,
  '/online-payments/:id': <PaymentScreen />,
  '/unsent': <UnsentScreen />,
};
const charge = anEntry({ local: 'dues-1', text: 'Assessment, March' });
const entry = anEntry({
  local: 'paid-1',
  kind: 'payment',
  cents: -10_000,
  text: 'Online payment',
  applies: [charge.id],
});
const paid = aPayment(PAID);
const onWay = aPayment({ state: 'processing' }, { kind: 'bank', cents: 2500, charge: 'ledger-entry:dues-2' });
const usual: readonly Envelope[] = [someBooks(), charge, entry, paid, onWay, openStatus, anAccount()];

let rig: SmallReplica;
let drawn: Drawn;
const platform = fakePlatform();
async function begin(path: string, docs = usual, who: 'office' | 'board' = 'office'): Promise<void> {
  rig = await openSmallReplica(who, docs, platform);
  drawn = drawScreens(rig.replica, path, ROUTES);
}
const pathOf = ({ id }: Envelope): string => `/online-payments/${localOf(id)}`;
const refundOf = (cents: number, earlier: number) =>
  createRefundRequest(
    paid,
    { cents, reason: 'Paid twice' },
    { member: 'm-office', device: 'desktop' },
    START,
    earlier,
  );

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
  platform.left.length = 0;
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const put = async (label: string | RegExp, value: string) => {
  const field = await screen.findByLabelText(label);
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};
const onServer = (type: string): readonly { body: Record<string, unknown> }[] =>
  [...rig.server.docs.values()].filter((doc) => doc.type === type) as never;
const synced = () =>
  act(async () => {
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
  });

describe('the list of payments', () => {
  it('says the state of each, and leads to it', async () => {
    await begin('/online-payments');
    const grid = await screen.findByRole('grid', { name: 'Online payments' });
    expect(within(grid).getByText('Paid')).toBeTruthy();
    expect(within(grid).getByText('Processing')).toBeTruthy();
    expect(within(grid).getByText('$100.00')).toBeTruthy();
    expect(within(grid).getByText('$4.50')).toBeTruthy();
    await userEvent.click(within(grid).getByText('Paid'));
    await waitFor(() => expect(drawn.where()).toBe(pathOf(paid)));
  });

  it('leads to the account where it is not set up', async () => {
    await begin('/online-payments', [someBooks()]);
    await screen.findByText('Online payments are not set up');
    await screen.findByText('No online payment yet');
    expect(screen.getByRole('link', { name: 'Set up' }).getAttribute('href')).toMatch(
      /online-payments\/setup$/,
    );
  });
});

describe('a payment', () => {
  it('names what it pays, its entries, what happened, and what Stripe calls it', async () => {
    await begin(pathOf(paid));
    await screen.findByRole('heading', { name: /\$100\.00 for / });
    expect(await screen.findByText('Assessment, March')).toBeTruthy();
    expect(screen.getByText('-$100.00')).toBeTruthy();
    expect(screen.getByText('pi_123')).toBeTruthy();
    expect(screen.getAllByText('Visa ending in 4242').length).toBeGreaterThan(0);
    expect(screen.getByText('Hanna Head asked for it')).toBeTruthy();
    expect(screen.getByText('Sent to Stripe')).toBeTruthy();
  });

  it('is given back in part, and what was asked for counts at once', async () => {
    await begin(pathOf(paid));
    await press('Refund');
    await put('Amount', '100.01');
    await put('Reason', 'Paid twice');
    await press('Give back');
    expect((await screen.findAllByText(/At most \$100\.00 can be given back/)).length).toBeGreaterThan(0);
    await put('Amount', '40');
    expect(
      await screen.findByText(/\$40\.00 goes back to Head Household, to Visa ending in 4242/),
    ).toBeTruthy();
    rig.setOffline(true);
    const give = screen.getByRole('button', { name: 'Give back' });
    await act(async () => {
      for (let times = 0; times < 20; times += 1) give.click();
    });
    await screen.findByText('$40.00 · Paid twice');
    await press('Refund');
    expect(await screen.findByText(/At most \$60\.00: what was paid/)).toBeTruthy();
    rig.setOffline(false);
    await synced();
    const asked = onServer('refund-request');
    expect(asked.map(({ body }) => body['cents'])).toEqual([4000]);
  });

  it('says why nothing can be given back', async () => {
    const dispute = { state: 'withdrawn', cents: 10_000, reason: 'fraudulent' } as const;
    const disputed = aPayment({ ...PAID, dispute });
    await begin(pathOf(disputed), [someBooks(), charge, entry, disputed]);
    await press('Refund');
    expect(await screen.findByText(/holds this money in a dispute/)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that two give back at once is given back once, and the other is told', async () => {
    await begin(pathOf(paid));
    rig.setOffline(true);
    await press('Refund');
    await put('Amount', '70');
    await put('Reason', 'Moved out');
    await press('Give back');
    await screen.findByText('$70.00 · Moved out');
    rig.server.put(accepted(refundOf(5000, 0)));
    rig.setOffline(false);
    await synced();
    expect(await screen.findByText('$50.00 · Paid twice')).toBeTruthy();
    expect(screen.queryByText('$70.00 · Moved out')).toBeNull();
    drawn = drawScreens(rig.replica, '/unsent', ROUTES);
    expect((await screen.findAllByText(/Moved out/)).length).toBeGreaterThan(0);
  });

  it('shows a refund that was not given back, with the reason', async () => {
    const refused = withRefundOutcome(refundOf(4000, 0), { state: 'refused', refusal: 'above-payment' });
    await begin(pathOf(paid), [...usual, refused]);
    expect((await screen.findAllByText(/it is more than was paid/)).length).toBeGreaterThan(0);
    expect(screen.getByText('Not given back')).toBeTruthy();
  });

  it('is read and not given back by the board', async () => {
    await begin(pathOf(paid), usual, 'board');
    await screen.findByText('Assessment, March');
    expect(screen.queryByRole('button', { name: 'Refund' })).toBeNull();
  });
});

describe('the account at Stripe', () => {
  const asked = anAccount({
    detailsSubmitted: false,
    chargesEnabled: false,
    payoutsEnabled: false,
    external: null,
    requirements: [
      'person_1A.dob.day',
      'person_1A.dob.month',
      'external_account',
      'company.tax_id',
      'company.lunar_permit',
    ],
  });

  it('says each need once and in words, one that nobody knows too', async () => {
    await begin('/online-payments/setup', [asked]);
    const list = await screen.findByRole('list', { name: 'Stripe asks for 4 things' });
    const words = within(list)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(words).toEqual([
      expect.stringContaining('Date of birth'),
      expect.stringContaining('A bank account for payouts'),
      expect.stringContaining('EIN'),
      expect.stringContaining('“company: lunar permit”'),
    ]);
  });

  it('is begun at Stripe’s page, once however often it is pressed; without a connection it says so', async () => {
    await begin('/online-payments/setup', []);
    rig.server.other = () => ({ url: 'https://connect.stripe.com/setup/s/1' });
    rig.setOffline(true);
    await press('Begin at Stripe');
    await screen.findByText(/This needs a connection/);
    rig.setOffline(false);
    const button = screen.getByRole('button', { name: 'Begin at Stripe' });
    await act(async () => {
      for (let times = 0; times < 9; times += 1) button.click();
    });
    await waitFor(() => expect(platform.left).toEqual(['https://connect.stripe.com/setup/s/1']));
    const posts = rig.server.seen.filter(({ path }) => path.endsWith('/payments/account/onboarding'));
    expect(posts).toHaveLength(1);
  });

  it('leaves for no page that is none', async () => {
    await begin('/online-payments/setup', []);
    rig.server.other = () => ({ url: 'javascript:alert(1)' });
    await press('Begin at Stripe');
    await screen.findByText(/cannot be reached at the moment/);
    expect(platform.left).toEqual([]);
  });

  it('is asked for anew, once, when one comes back from there', async () => {
    await begin('/online-payments/setup?from=stripe', [anAccount()]);
    rig.server.other = () => ({});
    const refreshes = () => rig.server.seen.filter(({ path }) => path.endsWith('/payments/account/refresh'));
    await waitFor(() => expect(refreshes()).toHaveLength(1));
    await waitFor(() => expect(drawn.where()).toBe('/online-payments/setup'));
    await screen.findByText('Open: residents can pay online');
    expect(screen.getByText('STRIPE TEST BANK ending in 6789 (bank account)')).toBeTruthy();
    expect(refreshes()).toHaveLength(1);
  });
});

describe('the settings', () => {
  it('show what each choice costs whom, and keep what is right', async () => {
    await begin('/online-payments/settings');
    // The handbook's worked examples: product/communitrak.md 2.14.
    expect(
      await screen.findByText(
        /fee \$0\.24 \(2\.4%\)\. The resident pays \$10\.24, the association receives \$10\.00/,
      ),
    ).toBeTruthy();
    const [, bank] = screen.getAllByRole('radio', { name: /The association, out of/ });
    if (bank === undefined) throw new Error('no choice');
    await userEvent.click(bank);
    expect(
      screen.getByText(
        /fee \$0\.24 \(2\.4%\)\. The resident pays \$10\.00, the association receives \$9\.76/,
      ),
    ).toBeTruthy();
    await put(/tried again/, '3, 40');
    await press('Save');
    expect((await screen.findAllByText(/Enter days from 1 to 30/)).length).toBeGreaterThan(0);
    await put(/tried again/, '7 and 3');
    expect(await screen.findByText(/tried again 3, 7 days later, and then no more/)).toBeTruthy();
    await press('Save');
    await screen.findByText('Saved. In force from now on.');
    await synced();
    const [kept] = onServer('payment-settings');
    expect(kept?.body).toMatchObject({
      feePayer: { card: 'resident', bank: 'association' },
      autopayRetryDays: [3, 7],
    });
  });

  it('are read by the board', async () => {
    await begin('/online-payments/settings', usual, 'board');
    await screen.findByText('A part may be paid, from $10.00 on');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});
