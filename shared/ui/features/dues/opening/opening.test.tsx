/** Opening balances: pasted, put right, held against the old total, said in words, written once. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chargeRunEntity } from '@communitrak/domain/ledger/index.ts';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../../testing-screens.tsx';
import { OpeningScreen } from './OpeningScreen.tsx';

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
const fill = (label: string | RegExp, value: string): void => {
  const field = screen.getByRole('textbox', { name: label });
  fireEvent.change(field, { target: { value } });
};
const press = (name: string | RegExp): Promise<void> => userEvent.click(screen.getByRole('button', { name }));

it(
  'are written as one run when every line has its home and the total is right',
  { timeout: 60_000 },
  async () => {
    rig = await openSmallReplica('office');
    // The tenants have theirs: it is left out, however often it is pasted.
    const there = onLine({
      household: 'h3',
      local: 'opening.h3',
      kind: 'opening-balance',
      cents: 500,
      posted: '2026-01-01',
      text: 'Opening balance',
    });
    await putAsWritten(rig, [someBooks(), there]);
    const { where } = drawScreens(rig.replica, '/dues/opening', {
      '/dues/opening': <OpeningScreen />,
      '/dues/runs/:id': <p>The run</p>,
    });
    await userEvent.click(await screen.findByText('Paste from a spreadsheet'));
    fill(/^Homes and amounts/, 'Home\tOwes\nHead Household\t$1,285.50\nLot 99\t(40.00)\nTenant Household\t7');
    await press('Add these lines');
    await screen.findByText(
      /1 household owes \$1,285\.50, none has credit\. 1 has an opening balance already/,
    );
    await press('Write 1 balance');
    await screen.findByText(/1 line needs a home or an amount/);
    await userEvent.click(screen.getByText('Lot 99'));
    await userEvent.type(screen.getByRole('combobox', { name: 'Household' }), 'Next');
    await userEvent.click(await screen.findByRole('option', { name: /Next Household/ }));
    await press('Change the line');
    await screen.findByText(/1 household owes \$1,285\.50, 1 has credit of \$40\.00/);
    fill(/^Total of the old books/, '1245');
    await press('Write 2 balances');
    await screen.findByText(/come to \$1,245\.50, the old books to \$1,245\.00: \$0\.50 apart/);
    fill(/^Total of the old books/, '1245.50');
    await press('Write 2 balances');
    await screen.findByText('The run');
    const id = where().split('/').at(-1) ?? '';
    const run = await waitFor(async () =>
      chargeRunEntity.read(await rig.replica.parts.documents.get(`charge-run:${id}`)),
    );
    expect(run?.body).toMatchObject({ kind: 'opening', entryKind: 'opening-balance', totalCents: 124_550 });
    expect(run?.body.lines.map(({ key, cents }) => [key, cents])).toEqual([
      ['opening.h1', 128_550],
      ['opening.h2', -4000],
    ]);
  },
);
