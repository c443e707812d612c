/** Reports over a real replica: they foot, they name homes, a period is taken from the address and chosen on the page. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { write } from '../../testing-input.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { ReportScreen } from './ReportScreen.tsx';
import { ReportsScreen } from './ReportsScreen.tsx';

// The replica's clock stands at March 3, 2026.
const documents: readonly Envelope[] = [
  someBooks(),
  onLine({ cents: 10_000, posted: '2026-01-01', due: '2026-01-01', text: 'Assessment, January' }),
  onLine({ household: 'h2', cents: 10_000, posted: '2026-02-01', due: '2026-02-01', text: 'Assessment' }),
  onLine({
    household: 'h2',
    kind: 'payment',
    cents: -10_000,
    posted: '2026-02-10',
    text: 'Payment, check 77',
    method: 'check',
    reference: '77',
    source: 'receipt',
  }),
];
const ROUTES = { '/reports': <ReportsScreen />, '/reports/:report': <ReportScreen /> };

let rig: SmallReplica;
const open = async (
  path: string,
  docs = documents,
  who: Parameters<typeof openSmallReplica>[0] = 'office',
) => {
  rig = await openSmallReplica(who);
  await putAsWritten(rig, docs);
  drawScreens(rig.replica, path, ROUTES);
};

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

const rowOf = async (words: string | RegExp) => within(await screen.findByRole('row', { name: words }));

describe('the reports', () => {
  it('say how old a home’s debt is, by its name', async () => {
    await open('/reports/aging');
    const row = await rowOf(/Head Household/);
    expect(row.getAllByText('$100.00').length).toBeGreaterThan(0);
    expect(screen.queryByRole('row', { name: /Next Household/ })).toBeNull();
  });
  it('to the board too, with every home’s name', async () => {
    await open('/reports/aging', documents, 'board');
    expect(await rowOf(/Head Household/)).toBeDefined();
  });
  it('balance: debits are credits', async () => {
    await open('/reports/trial');
    expect(await screen.findByText('Debits $200.00 = credits $200.00')).toBeDefined();
  });
  it('list what came in, in the period of the address, and in another one when it is chosen', async () => {
    await open('/reports/receipts?period=last');
    expect(await rowOf(/77/)).toBeDefined();
    await userEvent.selectOptions(screen.getByLabelText('Period'), 'month');
    expect(await screen.findByText('Nothing in this period')).toBeDefined();
  });
  it('take two days only in their order, and keep what was typed', async () => {
    await open('/reports/receipts?from=2026-02-01&to=2026-02-28');
    const to = await screen.findByLabelText('To');
    await userEvent.clear(to);
    await write(to, '01/01/2026');
    await userEvent.tab();
    expect(await screen.findByText('This day lies before the first one.')).toBeDefined();
    expect(await rowOf(/77/)).toBeDefined();
  });
  it('of empty books say how they fill', async () => {
    await open('/reports/aging', []);
    expect((await screen.findAllByText('Nothing has been posted yet')).length).toBeGreaterThan(0);
  });
  it('set beside the plan what came; the office plans to the cent', async () => {
    await open('/reports/budget');
    expect((await screen.findAllByText('No budget for this year yet')).length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole('button', { name: 'Plan an account' }));
    const sum = await screen.findByLabelText('For the whole year');
    await write(sum, '1200.05');
    await userEvent.click(screen.getByRole('button', { name: 'Keep the plan' }));
    const row = await rowOf(/4000/);
    // January to March: a twelfth each, the five cents left over in the first five months.
    expect(row.getByText('$300.03')).toBeDefined();
    expect(row.getAllByText('$200.00').length).toBeGreaterThan(0);
    expect(row.getByText('-$100.03')).toBeDefined();
  });
  it('keep a plan that was begun, though its sheet was closed', async () => {
    await open('/reports/budget');
    await userEvent.click(await screen.findByRole('button', { name: 'Plan an account' }));
    await write(await screen.findByLabelText('For the whole year'), '77');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByLabelText('For the whole year')).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: 'Plan an account' }));
    expect(await screen.findByLabelText('For the whole year')).toHaveProperty('value', '77.00');
  });
  it('say what is wrong with a day, and stand by the last good one', async () => {
    await open('/reports/trial');
    const day = await screen.findByLabelText('As of');
    await userEvent.clear(day);
    await write(day, '02/30/2026');
    await userEvent.tab();
    expect(day.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Debits $200.00 = credits $200.00')).toBeDefined();
  });
  it('are read by the board, which does not plan', async () => {
    await open('/reports/budget', documents, 'board');
    expect((await screen.findAllByText('The office has not planned this year yet.')).length).toBeGreaterThan(
      0,
    );
    expect(screen.queryByRole('button', { name: 'Plan an account' })).toBeNull();
  });
  it('that do not exist are told, and lead back', async () => {
    await open('/reports/nonsense');
    expect(await screen.findAllByText('There is no such report')).toBeDefined();
  });
});
