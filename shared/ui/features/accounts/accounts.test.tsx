/** The office's accounts over a real replica: the list, one account in words, another day in both meanings, refusals. */
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { reverseEntry } from '@communitrak/domain/ledger/index.ts';
import { addEntry } from '@communitrak/replica/commands/money.ts';
import { aLink } from '@communitrak/testkit/builders.ts';
import { onLine, putAsWritten, someBooks, stamped } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { write } from '../../testing-input.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { AccountScreen } from './AccountScreen.tsx';
import { AccountsScreen } from './AccountsScreen.tsx';
import { ExceptionsScreen } from './ExceptionsScreen.tsx';

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
  cents: -15_000,
  posted: '2026-02-10',
  text: 'Payment',
  method: 'check',
  reference: '1021',
  source: 'receipt',
});
const fine = onLine({
  kind: 'fine',
  cents: 5000,
  posted: '2026-02-15',
  due: '2026-02-15',
  text: 'Barking dog',
});
// Entered on March 2 for February 20: the two meanings of a day differ about it.
const fineBack = stamped(
  reverseEntry(
    fine,
    { posted: '2026-02-20', reason: 'It was another dog', by: { member: 'm-office', device: 'browser' } },
    Date.UTC(2026, 2, 2),
  ),
  '2026-03-02T10:00:00.000Z',
);
const overpaid = onLine({
  household: 'h2',
  kind: 'payment',
  cents: -2500,
  posted: '2026-02-01',
  text: 'Payment',
});
const old = onLine({
  household: 'h3',
  cents: 7700,
  posted: '2025-06-01',
  due: '2025-06-01',
  text: 'Assessment, June',
});
const documents: readonly Envelope[] = [someBooks(), january, february, check, fine, fineBack, overpaid, old];
const ROUTES = {
  '/accounts': <AccountsScreen />,
  '/accounts/exceptions': <ExceptionsScreen />,
  '/accounts/:household': <AccountScreen />,
};

let rig: SmallReplica;
let drawn: Drawn;
const enter = async (who: Parameters<typeof openSmallReplica>[0], docs = documents): Promise<void> => {
  rig = await openSmallReplica(who);
  await putAsWritten(rig, docs);
};
const open = (path: string): void => {
  drawn = drawScreens(rig.replica, path, ROUTES);
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

const names = async (): Promise<readonly string[]> => {
  const grid = await screen.findByRole('grid', { name: 'Accounts' });
  const [, ...rows] = within(grid).getAllByRole('row');
  return rows.slice(0, -1).map((row) => within(row).getAllByRole('gridcell')[1]?.textContent ?? '');
};
const lines = async (): Promise<readonly string[]> => {
  const list = await screen.findByRole('list', { name: 'All lines' });
  return within(list)
    .getAllByRole('listitem')
    .map((line) => line.textContent ?? '');
};

describe('the list of accounts', () => {
  it('has every household with its balance, says what is credit in a word, and what all owe together', async () => {
    await enter('office');
    open('/accounts');
    expect(await names()).toEqual(['Head Household', 'Next Household', 'Tenant Household']);
    expect(screen.getByText(/2 households owe \$127\.00\./)).toBeTruthy();
    expect(screen.getByText('credit -$25.00')).toBeTruthy();
    const aging = within(screen.getByRole('list', { name: 'How old is what is owed' })).getAllByRole(
      'listitem',
    );
    expect(aging.map((age) => age.textContent)).toEqual([
      'Current$0.00',
      '1–30 days$50.00',
      '31–60 days$0.00',
      '61–90 days$0.00',
      'Over 90$77.00',
    ]);
  });

  it('is narrowed by the address, and puts what is chosen there', async () => {
    await enter('board');
    open('/accounts?show=over-90');
    expect(await names()).toEqual(['Tenant Household']);
    await userEvent.click(screen.getByRole('radio', { name: /^In credit/ }));
    await waitFor(async () => expect(await names()).toEqual(['Next Household']));
    await waitFor(() => expect(drawn.where()).toBe('/accounts?show=credit'));
  });

  it('leads the office to where the books are begun, and tells the board that they are not', async () => {
    rig = await openSmallReplica('office');
    open('/accounts');
    const begin = await screen.findByRole('link', { name: 'Begin the books' });
    expect(begin.getAttribute('href')).toMatch(/\/money\/books$/);
    cleanup();
    await rig.replica.close();
    rig = await openSmallReplica('board');
    open('/accounts');
    await screen.findByText('The books have not been begun');
    expect(screen.queryByRole('link', { name: 'Begin the books' })).toBeNull();
  });
});

describe('an account', () => {
  it('explains every line: what, when, by whom, how it was split, what it takes back', async () => {
    await enter('office');
    open('/accounts/h1');
    const [back, wrong, paid, second, first] = await lines();
    expect(back).toContain('Reversal: Barking dog');
    expect(back).toContain('Takes back “Fine: Barking dog” of Feb 15, 2026. Reason: It was another dog.');
    expect(wrong).toContain('Taken back on Feb 20, 2026: It was another dog.');
    expect(paid).toContain('Check 1021.');
    expect(paid).toContain('It paid $100.00 of “Assessment, January” and $50.00 of “Assessment, February”.');
    expect(paid).toContain('In this order by the house rules. Received by Olga Office on Feb 10, 2026.');
    expect(paid).toContain('-$150.00Balance after it: $50.00 owed');
    expect(second).toContain('Paid: $50.00 by “Payment” on Feb 10, 2026. $50.00 of it is still open.');
    expect(first).toContain('Due Jan 1, 2026. Paid: $100.00 by “Payment”');
    const charges = within(screen.getByRole('list', { name: 'Open charges' })).getAllByRole('listitem');
    expect(charges.map((charge) => charge.textContent)).toEqual([
      expect.stringMatching(/^Assessment, February Part-paid, overdue.*\$50\.00of \$100\.00$/),
    ]);
  });

  it('as of a day counts what had taken effect; as we knew it, what had been entered', async () => {
    await enter('office');
    open('/accounts/h1?asof=2026-02-20');
    await screen.findByText('This account as of Feb 20, 2026');
    expect(document.querySelector('.ac-standing')?.textContent).toBe('$50.00 owed');
    open('/accounts/h1?knew=2026-02-20');
    await screen.findByText('This account as we knew it on Feb 20, 2026');
    expect(document.querySelector('.ac-standing')?.textContent).toBe('$100.00 owed');
    expect(await lines()).toHaveLength(4);
    await userEvent.click(screen.getByRole('button', { name: 'Back to today' }));
    await waitFor(() => expect(drawn.where()).toBe('/accounts/h1'));
    await waitFor(async () => expect(await lines()).toHaveLength(5));
  });

  it('goes to a day that is chosen, not to one that is none, nor to tomorrow', async () => {
    await enter('office');
    open('/accounts/h1?asof=2026-02-30');
    await lines();
    expect(screen.queryByRole('button', { name: 'Back to today' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Another day' }));
    await userEvent.click(screen.getByRole('radio', { name: /As we knew it/ }));
    await write(screen.getByRole('textbox', { name: 'Day' }), '1/31/2026');
    await userEvent.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(drawn.where()).toBe('/accounts/h1?knew=2026-01-31'));
    await waitFor(async () => expect(await lines()).toHaveLength(1));
  });

  it('says what is not with the server yet, and what it did not take', async () => {
    await enter('office', [someBooks()]);
    rig.setOffline(true);
    const fee = {
      household: 'h1',
      kind: 'fee',
      cents: 2500,
      currency: 'USD',
      posted: '2026-03-03',
      text: 'Key',
    } as const;
    const added = await addEntry(rig.replica, fee);
    open('/accounts/h1');
    expect((await lines())[0]).toContain('Waiting to send');
    expect((await lines())[0]).toContain('Entered by Olga Office on Mar 3, 2026.');
    const id = added.ok ? added.id : '';
    rig.server.judge = (row) =>
      row.next.id === id
        ? {
            id,
            verdict: 'refused',
            code: 'closed',
            detail: 'body.posted',
            server: { ...row.next, _deleted: true },
          }
        : undefined;
    rig.setOffline(false);
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    await screen.findByText('Not accepted: Fee: Key, $25.00');
    expect(screen.getByText(/The books are locked on that day/)).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'All lines' })).toBeNull();
  });

  it('stands on paper whole, oldest first, with the day it is seen on', async () => {
    await enter('office');
    open('/accounts/h1?asof=2026-02-10');
    await screen.findByText('This account as of Feb 10, 2026');
    act(() => void dispatchEvent(new Event('beforeprint')));
    const paper = document.querySelector<HTMLElement>('body > .pr-sheet');
    const rows = [...(paper?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent ?? '');
    expect(rows).toEqual([
      expect.stringMatching(/^Jan 1, 2026Assessment, January\. Due.*\$100\.00\$100\.00$/),
      expect.stringMatching(/^Feb 1, 2026Assessment, February\..*\$100\.00\$200\.00$/),
      expect.stringMatching(/^Feb 10, 2026Payment\. Check 1021\..*-\$150\.00\$50\.00$/),
    ]);
    expect(paper?.textContent).toContain('This account as of Feb 10, 2026');
    act(() => void dispatchEvent(new Event('afterprint')));
  });

  it('says so where there is no such household', async () => {
    await enter('office');
    open('/accounts/h99');
    await screen.findByText('No such household here');
  });
});

describe('what needs a look', () => {
  it('names what was not accepted, credit nobody uses and debts with nobody to bill; a row leads to its account', async () => {
    const gone = aLink('m-tenant', 'h3', 'tenant');
    const ended = { ...gone, body: { ...gone.body, to: '2026-02-01' } };
    const paid = onLine({
      household: 'h3',
      kind: 'payment',
      cents: -700,
      posted: '2026-02-20',
      text: 'Payment',
    });
    const unused = onLine({
      household: 'h2',
      kind: 'payment',
      cents: -2500,
      posted: '2026-02-01',
      text: 'Payment',
    });
    await enter('office', [someBooks(), ended, old, paid, unused]);
    rig.server.judge = ({ next }) => ({
      id: next.id,
      verdict: 'refused',
      code: 'closed',
      detail: 'body.posted',
      server: { ...next, _deleted: true },
    });
    const fee = {
      household: 'h1',
      kind: 'fee',
      cents: 100,
      currency: 'USD',
      posted: '2026-03-03',
      text: 'Key',
    } as const;
    await addEntry(rig.replica, fee);
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    open('/accounts/exceptions');
    const grid = await screen.findByRole('grid', { name: 'What needs a look' });
    await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(5));
    const rows = within(grid)
      .getAllByRole('row')
      .slice(1)
      .map((row) =>
        within(row)
          .getAllByRole('gridcell')
          .slice(0, 3)
          .map((cell) => cell.textContent),
      );
    expect(rows).toEqual([
      ['Not accepted', 'Head Household', '$1.00'],
      ['Credit standing unused', 'Next Household', '$25.00'],
      ['Nobody to bill', 'Tenant Household', '$70.00'],
      ['Paid after it ended', 'Tenant Household', '$7.00'],
    ]);
    await userEvent.click(screen.getByText('Nobody to bill'));
    await waitFor(() => expect(drawn.where()).toBe('/accounts/h3'));
  });

  it('says so where nothing does', async () => {
    await enter('office', [someBooks()]);
    open('/accounts/exceptions');
    await screen.findByText('Nothing needs a look');
  });
});
