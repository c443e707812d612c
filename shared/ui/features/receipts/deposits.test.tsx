/** Money recorded on accounts is taken to the bank once; what was refused of a batch is entered again with all its words. */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CODES, postedOf, trialRows, USUAL_CHART } from '@communitrak/domain/ledger/index.ts';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { wholeLedger, type WholeLedger } from '@communitrak/replica/queries/ledger.ts';
import { postReceipts } from '@communitrak/replica/commands/receipts.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { BatchEntryScreen } from './BatchEntryScreen.tsx';
import { BatchScreen } from './BatchScreen.tsx';
import { DepositScreen } from './DepositScreen.tsx';

// The replica's clock stands at March 3, 2026.
const check = onLine({
  local: 'c1',
  kind: 'payment',
  cents: -12_000,
  posted: '2026-02-10',
  text: 'Payment, Check 7',
  method: 'check',
  reference: '7',
  source: 'receipt',
});
const cash = onLine({
  local: 'c2',
  household: 'h2',
  kind: 'payment',
  cents: -500,
  posted: '2026-02-11',
  text: 'Payment, Cash',
  method: 'cash',
  source: 'receipt',
});

let rig: SmallReplica;
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});
const press = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));

function whole(): Promise<WholeLedger> {
  const query = wholeLedger(rig.replica);
  return new Promise((resolve) => {
    const stop = query.subscribe(() => {
      const value = query.getSnapshot();
      if (value === undefined) return;
      resolve(value);
      queueMicrotask(() => stop());
    });
  });
}

it('goes to the bank in one deposit, and nothing waits any more', { timeout: 60_000 }, async () => {
  rig = await openSmallReplica('office');
  await putAsWritten(rig, [someBooks(), check, cash]);
  drawScreens(rig.replica, '/receipts/deposit', {
    '/receipts/deposit': <DepositScreen />,
    '/receipts/:id': <BatchScreen />,
  });
  await screen.findByText(/2 payments are not in the bank yet: \$125\.00/);
  await press('Deposit all');
  await press('Deposit');
  await screen.findByRole('heading', { level: 1, name: 'Deposit of Mar 3, 2026' });
  await screen.findByText(/^2 Accepted/);
  expect(screen.getByRole('button', { name: 'Deposit slip' })).toBeTruthy();
  const { entries, moves } = await whole();
  const rows = trialRows(postedOf(entries, moves), USUAL_CHART, '2026-03-03', '2026-01-01');
  expect(rows.find(({ code }) => code === CODES.undeposited)).toMatchObject({
    debitCents: 0,
    creditCents: 0,
  });
  expect(rows.find(({ code }) => code === CODES.cash)).toMatchObject({ debitCents: 12_500 });
});

it('is entered again in a new batch when it was refused', { timeout: 60_000 }, async () => {
  rig = await openSmallReplica('office');
  await putAsWritten(rig, [someBooks()]);
  const lines = ['h1', 'h2'].map((household, at) => ({
    household,
    cents: 5000 + at,
    reference: `10${String(at)}`,
    note: at === 1 ? 'Torn' : '',
    split: [],
  }));
  const input = { kind: 'checks', deposited: '2026-03-03', currency: 'USD' } as const;
  rig.server.judge = ({ next: { id } }) =>
    id.endsWith('.002') ? { id, verdict: 'refused', code: 'closed', server: stubOf(id) } : undefined;
  const said = ({ reference }: { readonly reference: string }): string => `Check ${reference}`;
  await postReceipts(rig.replica, { ...input, local: 'b1', lines }, said);
  rig.replica.parts.sync.ask();
  await rig.replica.parts.sync.settled();
  const again = async (): Promise<HTMLElement> => {
    drawScreens(rig.replica, '/receipts/b1', {
      '/receipts/new': <BatchEntryScreen />,
      '/receipts/:id': <BatchScreen />,
    });
    await press('Enter the refused one again');
    return screen.findByRole('list', { name: 'Lines entered' });
  };
  const list = await again();
  expect(list.textContent).toContain('Next Household');
  expect(list.textContent).toContain('Check 101 · Torn');
  expect(within(await again()).getAllByRole('listitem')).toHaveLength(1);
});
