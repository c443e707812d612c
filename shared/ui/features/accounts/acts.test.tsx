/** What the office does to an account: previewed before, told after, refused with words that say what to do. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { fill } from '../../testing-input.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { AccountScreen } from './AccountScreen.tsx';

// The replica's clock stands at March 3, 2026.
const january = onLine({
  cents: 10_000,
  posted: '2026-01-01',
  due: '2026-01-01',
  text: 'Assessment, January',
});
const february = onLine({
  cents: 10_000,
  posted: '2026-02-01',
  due: '2026-02-01',
  text: 'Assessment, February',
});
const check = onLine({
  kind: 'payment',
  cents: -12_000,
  posted: '2026-02-10',
  text: 'Payment',
  method: 'check',
  reference: '1021',
  source: 'receipt',
});
const documents = [someBooks({ lockedThrough: '2026-01-31' }), january, february, check];

let rig: SmallReplica;
const enter = async (
  who: Parameters<typeof openSmallReplica>[0] = 'office',
  docs: Parameters<typeof putAsWritten>[1] = documents,
  path = '/accounts/h1',
): Promise<void> => {
  rig = await openSmallReplica(who);
  await putAsWritten(rig, docs);
  drawScreens(rig.replica, path, { '/accounts/:household': <AccountScreen /> });
  await screen.findByRole('heading', { level: 1, name: 'Head Household' });
};
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

const standing = (): string => document.querySelector('.ac-standing')?.textContent ?? '';
const press = (name: string | RegExp): Promise<void> => userEvent.click(screen.getByRole('button', { name }));
const type = (label: string | RegExp, text: string): Promise<void> =>
  fill(screen.getByRole('textbox', { name: label }), text);
/** Written, told, and the draft forgotten. */
const done = (): Promise<void> => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
/** What was filled in is on its way to the device: the next test must not close it meanwhile. */
const leave = async (): Promise<void> => {
  await press('Cancel');
  await screen.findByText(/Your words are kept/);
};
const inSheet = async () => within(await screen.findByRole('dialog'));
const preview = (): string => screen.getByRole('region', { name: 'What this will do' }).textContent ?? '';
const openLine = async (name: RegExp) => {
  const list = await screen.findByRole('list', { name: 'All lines' });
  await userEvent.click(within(list).getByRole('button', { name }));
  return inSheet();
};

describe('a payment', () => {
  it('says which charges it will pay before it is recorded, and stands on the account after', async () => {
    await enter();
    expect(standing()).toBe('$80.00 owed');
    await press('Record a payment');
    await inSheet();
    await type('Amount', '100');
    await type(/^Check number/, '0007');
    expect(preview()).toContain('Head Household now: $80.00 owed');
    expect(preview()).toContain('After it: $20.00 credit');
    expect(preview()).toContain('Closes “Assessment, February” with $80.00');
    expect(preview()).toContain('Unused credit: $20.00');
    await press('Record the payment');
    await screen.findByText('Payment of $100.00 recorded for Head Household');
    await done();
    await waitFor(() => expect(standing()).toBe('$20.00 credit'));
    expect(screen.getByText('Payment, Check 0007')).toBeTruthy();
  });
});

describe('a charge', () => {
  it('is written once, however often its button is pressed until the sheet is gone', async () => {
    await enter();
    await press('Add a charge');
    await inSheet();
    await type(/^What it is for/, 'Pool key');
    await type('Amount', '25');
    await type('Due on', '3/31/2026');
    const button = screen.getByRole('button', { name: 'Add the charge' });
    const pressing = setInterval(() => button.click(), 1);
    await done();
    clearInterval(pressing);
    await waitFor(() => expect(standing()).toBe('$105.00 owed'));
    const list = screen.getByRole('list', { name: 'All lines' });
    expect(within(list).getAllByText('Fee: Pool key')).toHaveLength(1);
  });

  it('is not taken without its words, its amount and its days, and each is named', async () => {
    await enter();
    await press('Add a charge');
    await inSheet();
    await type('Amount', '1.005');
    await type('Due on', '2/30/2026');
    await press('Add the charge');
    for (const words of [
      'Say what it is for.',
      'An amount has two decimals at most, like 1,234.50.',
      'February 2026 has 28 days.',
    ])
      expect(screen.getAllByText(words).length).toBeGreaterThan(0);
    await type('Amount', '0');
    expect(screen.getAllByText('The least is 0.01.').length).toBeGreaterThan(0);
    await type('Amount', '10,000,000,000.00');
    expect(screen.getAllByText(/^This amount is too long/).length).toBeGreaterThan(0);
    await type('Amount', '1,000,000,000.00');
    expect(screen.getAllByText('The most is 999,999,999.99.').length).toBeGreaterThan(0);
    await leave();
  });

  it('into a locked month is told so, and offered the first open day', async () => {
    await enter();
    await press('Add a charge');
    await inSheet();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind of charge' }), 'fine');
    await type('What it is for', 'Barking dog');
    await type('Amount', '50');
    await type('Takes effect on', '1/15/2026');
    await type('Due on', '2/1/2026');
    await press('Add the charge');
    expect(
      screen.getAllByText('The books are locked through Jan 31, 2026. The first open day is Feb 1, 2026.')
        .length,
    ).toBeGreaterThan(0);
    await press('Use Feb 1, 2026, the first open day');
    await press('Add the charge');
    await screen.findByText('$50.00 charged to Head Household');
    await done();
    await waitFor(() => expect(standing()).toBe('$130.00 owed'));
  });

  it('of a fine says when it is above what the rules allow', async () => {
    const rules = [{ from: '2026-01-01', pack: 'US-CA', changes: {}, reason: '', by: 'm-office' }] as const;
    await enter('office', [someBooks({ rules: [...rules] })]);
    await press('Add a charge');
    await inSheet();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind of charge' }), 'fine');
    await type('Amount', '100.01');
    expect(screen.getByText(/cap a fine at \$100\.00/)).toBeTruthy();
    await type('Amount', '100');
    expect(screen.queryByText(/cap a fine/)).toBeNull();
    await leave();
  });
});

describe('putting right', () => {
  it('a reversal needs a reason, opens again what was paid, and is done once', async () => {
    await enter();
    const line = await openLine(/Check 1021/);
    await userEvent.click(line.getByRole('button', { name: 'Reverse…' }));
    expect(preview()).toContain('After it: $200.00 owed');
    await press('Reverse it');
    expect(screen.getAllByText('Say why.').length).toBeGreaterThan(0);
    await type('Reason', 'Returned by the bank');
    await press('Reverse it');
    await screen.findByText('$120.00 reversed for Head Household');
    await done();
    await waitFor(() => expect(standing()).toBe('$200.00 owed'));
    const again = await openLine(/^Feb 10, 2026.*Check 1021/);
    const button = again.getByRole('button', { name: 'Reverse…' });
    expect(button.getAttribute('title')).toBe('It was already reversed on Mar 3, 2026.');
    expect(again.getByRole('button', { name: 'Refund…' }).getAttribute('title')).toMatch(
      /^This payment was reversed/,
    );
    await userEvent.click(button);
    expect(screen.queryByRole('button', { name: 'Reverse it' })).toBeNull();
    await press('Close');
    const back = await openLine(/Reversal: Payment/);
    expect(back.getByRole('button', { name: 'Reverse…' }).getAttribute('title')).toMatch(
      /^A reversal is not reversed/,
    );
  });

  it('a refund is never above what is left of its payment', async () => {
    await enter();
    const line = await openLine(/Check 1021/);
    await userEvent.click(line.getByRole('button', { name: 'Refund…' }));
    expect(screen.getByText(/^\$120\.00 of this payment has not been given back/)).toBeTruthy();
    await type('Reason', 'Paid twice');
    await type('Amount', '120.01');
    await press('Record the refund');
    expect(screen.getAllByText('The most is 120.00.').length).toBeGreaterThan(0);
    await type('Amount', '20');
    await press('Record the refund');
    await screen.findByText('Refund of $20.00 recorded for Head Household');
    await done();
    const after = await openLine(/^Feb 10, 2026.*Check 1021/);
    await userEvent.click(after.getByRole('button', { name: 'Refund…' }));
    expect(screen.getByText(/^\$100\.00 of this payment has not been given back/)).toBeTruthy();
  });

  it('a write-off names what it gives up, and its amount follows', async () => {
    await enter();
    await press('More');
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Write off' }));
    await inSheet();
    expect(screen.getByRole('textbox', { name: 'Amount' })).toHaveProperty('value', '80.00');
    await type('Amount', '80.01');
    await type('Reason', 'Estate settled');
    await press('Write it off');
    expect(screen.getAllByText('The most is 80.00.').length).toBeGreaterThan(0);
    await type('Amount', '80');
    await press('Write it off');
    await done();
    await waitFor(() => expect(standing()).toBe('Nothing owed'));
    expect(screen.getByText('Write-off: Assessment, February')).toBeTruthy();
  });
});

describe('nobody acts', () => {
  const none = async (): Promise<void> => {
    await screen.findByRole('list', { name: 'All lines' });
    for (const name of ['Record a payment', 'Add a charge', 'More'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    expect(within(screen.getByRole('list', { name: 'All lines' })).queryAllByRole('button')).toHaveLength(0);
  };
  it('on another day', async () => {
    await enter('office', documents, '/accounts/h1?asof=2026-02-15');
    await none();
  });
  it('who only reads', async () => {
    await enter('board');
    await none();
  });
  it('before there are books', async () => {
    await enter('office', [january]);
    await none();
  });
});
