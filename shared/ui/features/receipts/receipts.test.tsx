/** Taking money in over a real replica whose server may be out of reach: by keyboard, with what goes wrong in an office. */
import { Blob as NodeBlob } from 'node:buffer';
import { TextEncoder as NodeTextEncoder } from 'node:util';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { createBooks, firstBooks, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import { receiptBatches } from '@communitrak/replica/queries/receipts.ts';
import { createReceiptBatch, paymentsOf } from '@communitrak/domain/receipts/index.ts';
import { aLink, START } from '@communitrak/testkit/builders.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { textOfPdf } from '@communitrak/testkit/pdf-text.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { putAsWritten, stamped } from '@communitrak/testkit/money.ts';
import { read } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { fontsFromDisk } from '@communitrak/testkit/pdf-fonts.ts';
import { write } from '../../testing-input.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { BatchEntryScreen } from './BatchEntryScreen.tsx';
import { BatchScreen } from './BatchScreen.tsx';
import { CashScreen } from './CashScreen.tsx';
import { LockboxScreen } from './LockboxScreen.tsx';
import { ReceiptsScreen } from './ReceiptsScreen.tsx';

const ROUTES = {
  '/receipts': <ReceiptsScreen />,
  '/receipts/new': <BatchEntryScreen />,
  '/receipts/cash': <CashScreen />,
  '/receipts/import': <LockboxScreen />,
  '/receipts/:id': <BatchScreen />,
};
const owed: readonly LedgerEntry[] = [
  anEntry({
    local: 'a1',
    cents: 10_000,
    posted: '2026-01-01',
    due: '2026-01-01',
    text: 'Assessment, January',
  }),
  anEntry({
    local: 'a2',
    cents: 10_000,
    posted: '2026-02-01',
    due: '2026-02-01',
    text: 'Assessment, February',
  }),
  anEntry({
    local: 'p1',
    kind: 'payment',
    cents: -5000,
    posted: '2026-01-05',
    text: 'Check 1018',
    method: 'check',
    reference: '1018',
  }),
];
const books = createBooks({ ...firstBooks('USD'), lockedThrough: '2025-12-31' });

let rig: SmallReplica;
const open = (path: string): void => {
  drawScreens(rig.replica, path, ROUTES);
};
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(800);
  vi.stubGlobal('innerHeight', 800);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const focused = (name: RegExp) =>
  waitFor(() =>
    expect((document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent).toMatch(name),
  );
const HOME = /^Household$/;
const AMOUNT = /^Amount$/;
const CHECK = /^Check number$/;

/** As a clerk types: scrap, Enter, amount, Enter, number, Enter. */
async function line(scrap: string, amount: string, check: string): Promise<void> {
  await focused(HOME);
  await userEvent.keyboard(`${scrap}{Enter}`);
  await focused(AMOUNT);
  await userEvent.keyboard(`${amount}{Enter}`);
  await focused(CHECK);
  await userEvent.keyboard(`${check}{Enter}`);
}
const start = async (): Promise<void> => {
  await focused(/^Date of deposit/);
  await userEvent.keyboard('{Enter}');
  await focused(/^Expected total/);
};
const lines = async (): Promise<readonly string[]> => {
  const list = await screen.findByRole('list', { name: 'Lines entered' });
  return within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent ?? '');
};
const batches = () => read(receiptBatches(rig.replica));

describe('a stack of checks', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    rig = await openSmallReplica('office', [books, ...owed]);
    rig.setOffline(true);
  });

  it('goes in by keyboard alone, offline, says what each pays, and is posted once', async () => {
    open('/receipts/new');
    await start();
    await userEvent.keyboard('250{Enter}2{Enter}');
    await line('head', '170', '2001');
    await line('head', '80', '2002');
    expect(await lines()).toEqual([
      expect.stringContaining('$80.00 credit'),
      expect.stringMatching(
        /\$50\.00 Assessment, January · \$100\.00 Assessment, February · \$20\.00 credit/,
      ),
    ]);
    expect(screen.getByText('Total and count are as expected.')).toBeTruthy();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('heading', { level: 1, name: /^Deposit of/ });
    const [row] = await batches();
    expect(row?.counts).toEqual({ provisional: 2, accepted: 0, changed: 0, refused: 0 });
    expect(row?.batch.body).toMatchObject({ totalCents: 25_000, kind: 'checks' });
  });

  it('is not lost by a reload, can be corrected line by line, and does not post what does not add up', async () => {
    open('/receipts/new');
    await start();
    await userEvent.keyboard('300{Enter}{Enter}');
    await line('head', '100', '2001');
    await line('next', '150', '7');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const why = await screen.findByText(/The lines add up to \$250.00; you expected \$300.00: \$50.00 apart/);
    expect(why).toBeTruthy();
    // Kept a moment after the last letter.
    await screen.findByText('Saved on this device');
    open('/receipts/new');
    expect((await lines()).length).toBe(2);
    await focused(HOME);
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await focused(AMOUNT);
    await screen.findByRole('heading', { name: 'Correcting line 2' });
    await userEvent.keyboard('200{Enter}{Enter}');
    expect((await lines())[0]).toContain('$200.00');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('heading', { level: 1, name: /^Deposit of/ });
    expect((await batches()).map(({ batch }) => batch.body.totalCents)).toEqual([30_000]);
    open('/receipts/new');
    expect(await screen.findByText(/^No lines yet/)).toBeTruthy();
  });

  it('says what is missing in a line and takes nothing silently', async () => {
    open('/receipts/new');
    await start();
    await userEvent.keyboard('{Enter}{Enter}');
    await line('head', '0', '5');
    expect(await screen.findByText(/^Write an amount between/)).toBeTruthy();
    await focused(AMOUNT);
    await userEvent.keyboard('10.005{Enter}{Enter}');
    expect(await screen.findByText(/^An amount has two decimals at most/)).toBeTruthy();
    expect(screen.getByText(/^No lines yet/)).toBeTruthy();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/The line being written is not added yet/)).toBeTruthy();
  });

  it('points out a check that came in before, in the books or in the stack', async () => {
    open('/receipts/new');
    await start();
    await userEvent.keyboard('{Enter}{Enter}');
    await focused(HOME);
    await userEvent.keyboard('head{Enter}');
    await focused(AMOUNT);
    await userEvent.keyboard('50{Enter}1018');
    expect(
      await screen.findByText(/This household paid \$50.00 with a check of this number on/),
    ).toBeTruthy();
    await userEvent.keyboard('{Enter}');
    expect(await lines()).toEqual([expect.stringContaining('Same check number as before')]);
  });

  it('does not go into a locked month', async () => {
    open('/receipts/new');
    await focused(/^Date of deposit/);
    await userEvent.keyboard('12/31/2025{Enter}{Enter}{Enter}');
    await line('head', '50', '1');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findAllByText(/The books are locked through Dec 31, 2025/)).length).toBeGreaterThan(
      0,
    );
    expect(await batches()).toEqual([]);
  });
});

describe('what the server makes of it', { timeout: 120_000 }, () => {
  it('is told payment by payment: accepted, and refused with the reason', async () => {
    rig = await openSmallReplica('office', [books, ...owed]);
    rig.setOffline(true);
    open('/receipts/new');
    await start();
    await userEvent.keyboard('{Enter}{Enter}');
    await line('head', '100', '2001');
    await line('next', '150', '7');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText('2 Provisional');
    rig.server.judge = ({ next: { id } }) =>
      id.endsWith('.002') ? { id, verdict: 'refused', code: 'closed', server: stubOf(id) } : undefined;
    rig.setOffline(false);
    expect(await screen.findByText('1 Accepted · 1 Refused')).toBeTruthy();
    const list = screen.getByRole('list', { name: 'Payments' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      expect.stringMatching(/^2Next Household.*the month was locked in the meantime/),
      expect.stringMatching(/^1Head Household.*Accepted/),
    ]);
    const [row] = await batches();
    expect(row?.counts).toEqual({ provisional: 0, accepted: 1, changed: 0, refused: 1 });
  });

  it('stays accepted when its credit pays what is charged later, and is changed by what was there before', async () => {
    rig = await openSmallReplica('office', [books, ...owed]);
    open('/receipts/new');
    await start();
    await userEvent.keyboard('{Enter}{Enter}');
    await line('head', '300', '2001');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText('1 Accepted')).toBeTruthy();
    const march = { cents: 5000, posted: '2026-03-01', due: '2026-03-01', text: 'Assessment, March' };
    await putAsWritten(rig, [stamped(anEntry({ local: 'a3', ...march }), '2026-04-01T00:00:00.000Z')]);
    expect(await screen.findByText(/\$50.00 Assessment, March/)).toBeTruthy();
    expect(screen.getByText('1 Accepted')).toBeTruthy();
    await putAsWritten(rig, [stamped(anEntry({ local: 'a4', ...march }), '2026-01-01T00:00:00.000Z')]);
    expect(await screen.findByText('1 Changed')).toBeTruthy();
  });
});

describe('cash', { timeout: 120_000 }, () => {
  it('is taken for one home of several, and the others are named', async () => {
    rig = await openSmallReplica('office', [books, ...owed, aLink('m-head', 'h2', 'head')]);
    open('/receipts/cash');
    await userEvent.type(await screen.findByRole('combobox', { name: 'Household' }), 'head{Enter}');
    expect(await screen.findByText(/^Somebody here also has Next Household/)).toBeTruthy();
    await write(screen.getByRole('textbox', { name: 'Amount' }), '20');
    await userEvent.click(screen.getByRole('button', { name: 'Post receipt' }));
    await screen.findByRole('heading', { level: 1, name: /^Deposit of/ });
    expect((await batches()).map(({ batch }) => batch.body.lines.map(({ household }) => household))).toEqual([
      ['h1'],
    ]);
  });
});

describe('a lockbox file', { timeout: 120_000 }, () => {
  // jsdom's files cannot be read, and its bytes are of another realm than the digest's.
  const file = (text: string): File =>
    Object.assign(new File([text], 'lockbox.csv', { type: 'text/csv' }), {
      text: () => Promise.resolve(text),
    });
  beforeEach(() => vi.stubGlobal('TextEncoder', NodeTextEncoder));
  const text = [
    'Lot,Name,Amount,Check',
    '1,Hanna Head,100.00,11',
    '99,Nobody,50.00,12',
    '1,Hanna Head,abc,13',
    '1,Hanna Head,100.00,11',
    'Total,,260.00,',
  ].join('\n');
  const press = async (name: string | RegExp): Promise<void> =>
    userEvent.click(await screen.findByRole('button', { name }));

  it('posts nothing before every line is right or left out, and the same file once', async () => {
    rig = await openSmallReplica('office', [books, ...owed]);
    open('/receipts/import');
    await userEvent.upload(await screen.findByLabelText('File'), file(text));
    await screen.findByText('4 payments to post, 3 to put right, 0 left out.');
    await press('Post 4 payments');
    await screen.findByText(/^3 lines are not right yet/);
    await press('Leave out line 3');
    await userEvent.clear(screen.getByRole('textbox', { name: 'Amount of line 4' }));
    await write(screen.getByRole('textbox', { name: 'Amount of line 4' }), '20');
    await press('It is another payment: keep it');
    await press('Post 3 payments');
    // 100 + 50 + 20 + 100 are 270, left out or not.
    await screen.findByText(/expected total are \$10\.00 apart/);
    expect(await batches()).toEqual([]);
    await userEvent.clear(screen.getByRole('textbox', { name: 'Amount of line 4' }));
    await write(screen.getByRole('textbox', { name: 'Amount of line 4' }), '10');
    await press('Post 3 payments');
    await screen.findByRole('heading', { level: 1, name: /^Deposit of/ });
    expect((await batches()).map(({ batch }) => [batch.body.kind, batch.body.totalCents])).toEqual([
      ['lockbox', 21_000],
    ]);
    open('/receipts/import');
    await userEvent.upload(await screen.findByLabelText('File'), file(text));
    await screen.findByText('This file was posted before');
    expect(screen.queryByRole('button', { name: /^Post/ })).toBeNull();
  });

  it('that is none says what it lacks', async () => {
    rig = await openSmallReplica('office', [books]);
    open('/receipts/import');
    await userEvent.upload(await screen.findByLabelText('File'), file('Lot,Date\n1,2'));
    await screen.findByText(/^No column says how much was paid/);
  });
});

describe('on paper', { timeout: 120_000 }, () => {
  it('a receipt says what it paid and by which rules, a deposit slip lists what goes to the bank', async () => {
    const batch = createReceiptBatch(
      {
        kind: 'checks',
        deposited: '2026-03-02',
        currency: 'USD',
        lines: [
          { household: 'h1', cents: 17_000, reference: '2001', note: '', split: [] },
          { household: 'h2', cents: 8000, reference: '7', note: '', split: [] },
        ],
      },
      { member: 'm-office', device: 'browser' },
      START,
      'b1',
    );
    const payments = paymentsOf(batch, { text: ({ reference }) => `Check ${reference}` });
    const saved: { name: string; content: Blob }[] = [];
    const platform = fakePlatform();
    vi.spyOn(platform, 'saveFile').mockImplementation((name, content) => {
      saved.push({ name, content });
      return Promise.resolve(true);
    });
    vi.stubGlobal('Blob', NodeBlob);
    vi.stubGlobal('fetch', fontsFromDisk);
    // jsdom's is another than that of Node's buffers, which the library hands out.
    vi.stubGlobal('Uint8Array', Object.getPrototypeOf(Buffer));
    rig = await openSmallReplica('office', [books, ...owed, batch, ...payments], platform);
    open('/receipts/b1');
    await userEvent.click(await screen.findByRole('button', { name: 'Receipt for payment 1' }));
    await screen.findByText(/^Saved: Receipt Head Household 2026-03-02/);
    await userEvent.click(screen.getByRole('button', { name: 'Deposit slip' }));
    await screen.findByText(/^Saved: Deposit slip 2026-03-02/);
    const [receipt, slip] = await Promise.all(saved.map(({ content }) => textOfPdf(content)));
    const lines = receipt?.join('\n') ?? '';
    expect(lines).toMatch(/Check 2001[^]*Amount received\s*\$170\.00/);
    expect(lines).toMatch(/Assessment, January\s*Jan 1, 2026\s*\$50\.00/);
    expect(lines).toMatch(/Credit, kept for later charges\s*\$20\.00/);
    expect(lines).toMatch(/Applied by the .*rules/);
    expect(slip?.join('\n')).toMatch(/2001\s*\$170\.00[^]*\s7\s*\$80\.00[^]*Total\s*\$250\.00/);
  });
});
