/** A transfer is seen on both accounts before it is posted, goes as one run, and is taken back on both sides. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chargeRunEntity, createTransfer, entriesOfRun } from '@communitrak/domain/ledger/index.ts';
import { onLine, putAsWritten, someBooks, stamped } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { AccountScreen } from './AccountScreen.tsx';

// The replica's clock stands at March 3, 2026.
const documents = [
  someBooks(),
  onLine({ cents: 10_000, posted: '2026-02-01', due: '2026-02-01', text: 'Assessment, February' }),
  onLine({
    household: 'h2',
    cents: 20_000,
    posted: '2026-02-01',
    due: '2026-02-01',
    text: 'Assessment, February',
  }),
  onLine({ kind: 'payment', cents: -30_000, posted: '2026-02-10', text: 'Payment', method: 'check' }),
];
const transfer = createTransfer(
  {
    from: 'h1',
    to: 'h2',
    cents: 20_000,
    currency: 'USD',
    fund: 'operating',
    posted: '2026-02-12',
    reason: 'The check named Lot 2',
    words: {
      run: 'Transfer',
      from: 'payment moved to another home',
      to: 'payment moved from another home',
    },
  },
  't1',
);

let rig: SmallReplica;
const enter = async (docs: Parameters<typeof putAsWritten>[1]): Promise<() => string> => {
  rig = await openSmallReplica('office');
  await putAsWritten(rig, docs);
  const { where } = drawScreens(rig.replica, '/accounts/h1', {
    '/accounts/:household': <AccountScreen />,
    '/dues/runs/:id': <p>The run</p>,
  });
  await screen.findByRole('heading', { level: 1, name: 'Head Household' });
  return where;
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
const posted = async (id: string) =>
  chargeRunEntity.read(await rig.replica.parts.documents.get(`charge-run:${id}`))?.body;

it('is shown on both accounts, needs a reason, and is posted as one', { timeout: 60_000 }, async () => {
  const where = await enter(documents);
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Transfer to another home' }));
  const sheet = within(await screen.findByRole('dialog'));
  fireEvent.change(await sheet.findByRole('combobox', { name: 'To' }), { target: { value: 'Next' } });
  await userEvent.click(await screen.findByRole('option', { name: /Next Household/ }));
  fireEvent.change(sheet.getByRole('textbox', { name: 'Amount' }), { target: { value: '200' } });

  await waitFor(() => expect(sheet.getAllByRole('region', { name: 'What this will do' })).toHaveLength(2));
  const [here, there] = sheet
    .getAllByRole('region', { name: 'What this will do' })
    .map(({ textContent }) => textContent ?? '');
  expect(here).toContain('Head Household now: $200.00 credit');
  expect(here).toContain('After it: Nothing owed');
  expect(there).toContain('$200.00 owed');
  expect(there).toContain('After it: Nothing owed');
  await userEvent.click(sheet.getByRole('button', { name: 'Transfer' }));
  expect(sheet.getAllByText('Say why.').length).toBeGreaterThan(0);
  fireEvent.change(sheet.getByRole('textbox', { name: 'Reason' }), {
    target: { value: 'The check named Lot 2' },
  });
  await userEvent.click(sheet.getByRole('button', { name: 'Transfer' }));
  await screen.findByText('The run');
  const run = await posted(where().split('/').at(-1) ?? '');
  expect(run).toMatchObject({ kind: 'transfer', reason: 'The check named Lot 2', posted: '2026-03-03' });
  expect(run?.lines.map(({ household, cents }) => [household, cents])).toEqual([
    ['h2', -20_000],
    ['h1', 20_000],
  ]);
});

it('is taken back on both sides, from either account', { timeout: 60_000 }, async () => {
  const sides = entriesOfRun(transfer).map((entry) => stamped(entry, '2026-02-12T15:00:00.000Z'));
  await enter([...documents, transfer, ...sides]);
  const list = await screen.findByRole('list', { name: 'All lines' });
  await userEvent.click(
    within(list).getByRole('button', { name: /^\w+ \d+, 2026 ?Transfer: payment moved to/ }),
  );
  expect(screen.getByRole('link', { name: 'See both sides' }).getAttribute('href')).toMatch(
    /dues\/runs\/t1$/,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Reverse…' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Reverse…' }));
  expect(sheet.getByText(/on both accounts at once/)).toBeTruthy();
  fireEvent.change(sheet.getByRole('textbox', { name: 'Reason' }), {
    target: { value: 'It was right after all' },
  });
  await userEvent.click(sheet.getByRole('button', { name: 'Reverse it' }));
  await waitFor(async () => expect(await posted('t1.back')).toBeDefined());
  expect((await posted('t1.back'))?.lines.map(({ key, cents }) => [key, cents])).toEqual([
    ['t1.transfer-in.rev', 20_000],
    ['t1.transfer-out.rev', -20_000],
  ]);
});
