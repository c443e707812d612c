/** Statements and exports over a real replica: read back as text, every line and the balance due. */
import { Blob as NodeBlob } from 'node:buffer';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBooks, firstBooks } from '@communitrak/domain/ledger/index.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { onLine } from '@communitrak/testkit/money.ts';
import { fontsFromDisk } from '@communitrak/testkit/pdf-fonts.ts';
import { textOfPdf } from '@communitrak/testkit/pdf-text.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { write } from '../../testing-input.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { AccountsScreen } from '../accounts/AccountsScreen.tsx';
import { MyAccountScreen } from '../my-account/MyAccountScreen.tsx';
import { StatementsScreen } from './StatementsScreen.tsx';

const MANY = 90;
const months = Array.from({ length: MANY }, (_, at) => {
  const posted = `2026-0${1 + (at % 2)}-${String(1 + (at % 27)).padStart(2, '0')}`;
  return onLine({ local: `a${at}`, cents: 1000 + at, posted, due: posted, text: `Łukasz’s charge ${at}` });
});
const documents = [
  createBooks(firstBooks('USD')),
  onLine({ local: 'old', cents: 5000, posted: '2025-06-01', due: '2025-06-01', text: 'Before the period' }),
  ...months,
  onLine({
    local: 'p1',
    kind: 'payment',
    cents: -2500,
    posted: '2026-02-28',
    text: 'Check 7',
    method: 'check',
    reference: '7',
  }),
  onLine({
    local: 'n1',
    household: 'h2',
    kind: 'payment',
    cents: -100,
    text: '=HYPERLINK("x")',
    method: 'cash',
  }),
];
const DUE = 5000 + months.reduce((sum, { body }) => sum + body.cents, 0) - 2500;

const saved: { name: string; content: Blob }[] = [];
let rig: SmallReplica;
beforeEach(() => {
  saved.length = 0;
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('fetch', fontsFromDisk);
  // jsdom's is another than that of Node's buffers, which the library hands out.
  vi.stubGlobal('Uint8Array', Object.getPrototypeOf(Buffer));
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(who: 'office' | 'head', path: string): Promise<void> {
  const platform = fakePlatform();
  vi.spyOn(platform, 'saveFile').mockImplementation((name, content) => {
    saved.push({ name, content });
    return Promise.resolve(true);
  });
  rig = await openSmallReplica(who, documents, platform);
  drawScreens(rig.replica, path, {
    '/statements': <StatementsScreen />,
    '/account': <MyAccountScreen />,
    '/accounts': <AccountsScreen />,
  });
}
const press = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));
const money = (cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);

describe('statements', { timeout: 120_000 }, () => {
  it('of all households in one file: every line, what stood before, and the balance due', async () => {
    await open('office', '/statements');
    const from = await screen.findByRole('textbox', { name: 'From' });
    await userEvent.clear(from);
    await write(from, '01/01/2026');
    await press('Make 2 statements');
    await screen.findByText('Saved: Statements 2026-03-03.pdf');
    const pages = await textOfPdf(saved[0]?.content ?? new Blob());
    const text = pages.join('\n');
    for (let at = 0; at < MANY; at += 1) expect(text).toContain(`Łukasz’s charge ${at}.`);
    expect(text).toMatch(new RegExp(`Balance due\\s*${money(DUE).replace('$', '\\$')}`));
    expect(text).toMatch(/Balance before\s*\$50\.00/);
    expect(text).not.toContain('Before the period.');
    expect(text).toMatch(/Credit balance\s*\$1\.00/);
    expect(text).toContain('Page 1 of 1');
  });

  it('of those who owe, a file each', async () => {
    await open('office', '/statements');
    await userEvent.click(await screen.findByRole('radio', { name: 'Households that owe something' }));
    await userEvent.click(screen.getByRole('radio', { name: /in a zip$/ }));
    await press('Make 1 statement');
    await screen.findByText('Saved: Statements 2026-03-03.zip');
    const files = unzipSync(new Uint8Array((await saved[0]?.content.arrayBuffer()) ?? new ArrayBuffer(0)));
    expect(Object.keys(files)).toEqual(['Statement Lot 1, 104 Maple Row 2026-03-03.pdf']);
  });

  it('of a handful that was chosen in the list of accounts, and added to here', async () => {
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(2000);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
    await open('office', '/accounts');
    await userEvent.click(await screen.findByRole('checkbox', { name: /Head Household/ }));
    await press('Statement for 1 household');
    await press('Make 1 statement');
    await screen.findByText(/^Saved: Statement Lot 1/);
    await userEvent.type(screen.getByRole('combobox', { name: 'Add a household' }), 'Next');
    await userEvent.click(await screen.findByRole('option', { name: /Next Household/ }));
    await press('Make 2 statements');
    await screen.findByText('Saved: Statements 2026-03-03.pdf');
  });

  it('do not go backwards in time', async () => {
    await open('office', '/statements');
    const to = await screen.findByRole('textbox', { name: 'Through' });
    await userEvent.clear(to);
    await write(to, '01/01/2020');
    await press(/^(Make|No statements)/);
    expect((await screen.findAllByText('This day is before the first one. Choose a later day.')).length).toBe(
      2,
    );
    expect(saved).toEqual([]);
  });

  it('a resident makes their own', async () => {
    await open('head', '/account');
    await press('Statement');
    await screen.findByText(/^Saved: Statement Lot 1/);
    const text = (await textOfPdf(saved[0]?.content ?? new Blob())).join('\n');
    expect(text).toContain('Before the period.');
    expect(text).toContain('How to pay');
  });
});

describe('the books as files', { timeout: 60_000 }, () => {
  it('are a journal, and a spreadsheet in which nothing runs', async () => {
    await open('office', '/statements');
    await press('Journal (hledger)');
    await press('Spreadsheet (CSV)');
    await screen.findByText(/books 2026-03-03\.csv/);
    const [journal, csv] = await Promise.all(saved.map(({ content }) => content.text()));
    expect(journal).toContain('assets:owners-receivable:h1  50.00 USD');
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toMatch(/payment,2026-02-28,,-25,USD/);
  });
});
