/** What a resident sees of what they owe: each home apart, every line with its reason, and nothing of anybody else's. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aLine } from '@communitrak/testkit/ledger.ts';
import { accountOf, rulesOfBooks } from '@communitrak/domain/ledger/index.ts';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { HomeScreen } from '../home/HomeScreen.tsx';
import { dueOf } from './due.ts';
import { MyAccountScreen } from './MyAccountScreen.tsx';

// The replica's clock stands at March 3, 2026.
const mine = [
  onLine({ cents: 10_000, posted: '2026-01-01', due: '2026-01-01', text: 'Assessment, January' }),
  onLine({
    kind: 'payment',
    cents: -6000,
    posted: '2026-01-20',
    text: 'Payment',
    method: 'check',
    reference: '7',
  }),
  onLine({ cents: 10_000, posted: '2026-03-01', due: '2026-04-01', text: 'Assessment, April' }),
];
const theirs = onLine({
  household: 'h2',
  cents: 99_900,
  posted: '2026-01-01',
  due: '2026-01-01',
  text: 'Neighbour’s fine',
});
const books = someBooks();

let rig: SmallReplica;
const enter = async (
  who: Parameters<typeof openSmallReplica>[0],
  docs: Parameters<typeof putAsWritten>[1],
  path = '/my-account',
): Promise<void> => {
  rig = await openSmallReplica(who);
  await putAsWritten(rig, docs);
  drawScreens(rig.replica, path, {
    '': <HomeScreen />,
    '/my-account': <MyAccountScreen />,
    '/my-account/:household': <MyAccountScreen />,
  });
};
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});
const words = (): string => document.body.textContent ?? '';

describe('what I owe', () => {
  it('is nothing before its day: what is posted ahead stands apart, with its day', async () => {
    const april = onLine({
      cents: 10_000,
      posted: '2026-04-01',
      due: '2026-04-01',
      text: 'Assessment, April',
    });
    await enter('head', [books, april]);
    await screen.findByText('Coming up: $100.00 on Apr 1, 2026');
    const ahead = within(screen.getByRole('list', { name: 'Coming up' })).getAllByRole('listitem');
    expect(ahead.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/Apr 1, 2026.*Assessment, April.*\$100\.00/),
    ]);
    expect(words()).not.toContain('You owe $100.00');
    expect(screen.queryByRole('list', { name: 'Open charges' })).toBeNull();
  });

  it('says the balance, what is late and since when, each open charge with its reason, and how to pay', async () => {
    await enter('head', [books, ...mine]);
    await screen.findByText('You owe $140.00');
    expect(screen.getByText('$40.00 is overdue since Jan 1, 2026.')).toBeTruthy();
    const open = within(screen.getByRole('list', { name: 'Open charges' })).getAllByRole('listitem');
    expect(open.map((one) => one.textContent)).toEqual([
      expect.stringContaining('Assessment, January Part-paid, overdue'),
      expect.stringContaining('Assessment, April OpenDue Apr 1, 2026.'),
    ]);
    expect(open[0]?.textContent).toContain(
      'Paid: $60.00 by “Payment” on Jan 20, 2026. $40.00 of it is still open.',
    );
    expect(screen.getByText(/Send or bring a check/)).toBeTruthy();
    const history = within(screen.getByRole('list', { name: 'All lines' })).getAllByRole('listitem');
    expect(history[1]?.textContent).toContain('It paid $60.00 of “Assessment, January”.');
    expect(screen.queryByRole('button', { name: 'Record a payment' })).toBeNull();
  });

  it('says credit as credit, and what becomes of it', async () => {
    await enter('head', [
      books,
      onLine({ kind: 'payment', cents: -2500, posted: '2026-02-01', text: 'Payment' }),
    ]);
    await screen.findByText('Credit $25.00');
    expect(screen.getByText('This is credit. It pays the next charge by itself.')).toBeTruthy();
    expect(screen.queryByText('How to pay')).toBeNull();
  });

  it('of nothing says that there is nothing, and what will be here', async () => {
    await enter('head', [books]);
    await screen.findByText('Nothing owed');
    expect(screen.getByText('Nothing on this account yet')).toBeTruthy();
  });
});

describe('another’s account', () => {
  it('is not shown to a board member, whose device has it: not by itself, and not by its address', async () => {
    await enter('board', [books, ...mine, theirs]);
    await screen.findByText('You owe $999.00');
    expect(words()).not.toContain('January');
    cleanup();
    drawScreens(rig.replica, '/my-account/h1', { '/my-account/:household': <MyAccountScreen /> });
    await screen.findByText('This is not an account of yours');
    expect(words()).not.toContain('140.00');
  });
});

describe('several homes', () => {
  it('stand apart, and none of them is added to another', async () => {
    rig = await openSmallReplica('head', [], undefined, ['hh:h2']);
    await putAsWritten(rig, [books, ...mine, theirs]);
    drawScreens(rig.replica, '/my-account', { '/my-account': <MyAccountScreen /> });
    const homes = within(await screen.findByRole('list', { name: 'My homes' })).getAllByRole('link');
    expect(homes.map((home) => home.textContent)).toEqual([
      expect.stringMatching(/^You owe \$140\.00/),
      expect.stringMatching(/^You owe \$999\.00/),
    ]);
    expect(words()).not.toContain('1,139');
  });
});

describe('the first screen', () => {
  it('has what is owed, and what is late among what needs the member', async () => {
    await enter('head', [books, ...mine], '');
    const needs = await screen.findByRole('list', { name: 'Needs you' });
    expect(
      within(needs)
        .getByRole('link', { name: /^Overdue for/ })
        .getAttribute('href'),
    ).toMatch(/my-account\/h1$/);
    const card = await screen.findByRole('list', { name: 'What I owe' });
    expect(within(card).getByRole('link', { name: /You owe \$140\.00/ })).toBeTruthy();
  });

  it('says nothing of money where no books are kept', async () => {
    await enter('head', [], '');
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    const read = rig.replica.parts.queries.get('my-account-views');
    await waitFor(() => expect(read?.getSnapshot()).toHaveLength(1));
    expect(screen.queryByRole('heading', { name: 'What I owe' })).toBeNull();
  });
});

describe('what is due next', () => {
  const due = (day: string, ...lines: Parameters<typeof aLine>[0][]) =>
    dueOf({ account: accountOf(lines.map(aLine), rulesOfBooks(undefined)), day });
  const charge = { cents: 100, posted: '2026-01-01' };
  it.each([
    ['is nothing when nothing is open', '2026-05-01', [], undefined],
    [
      'today is not late',
      '2026-02-01',
      [{ ...charge, due: '2026-02-01' }],
      { state: 'next', cents: 100, day: '2026-02-01' },
    ],
    [
      'a day later is',
      '2026-02-02',
      [{ ...charge, due: '2026-02-01' }],
      { state: 'late', cents: 100, day: '2026-02-01' },
    ],
    [
      'all that is late counts together, and nothing that is not',
      '2026-03-02',
      ['2026-03-01', '2026-02-01', '2026-04-01'].map((day) => ({ ...charge, due: day })),
      { state: 'late', cents: 200, day: '2026-02-01' },
    ],
    [
      'all that is due on one day is due together',
      '2026-01-02',
      ['2026-03-01', '2026-03-01', '2026-04-01'].map((day) => ({ ...charge, due: day })),
      { state: 'next', cents: 200, day: '2026-03-01' },
    ],
  ] as const)('%s', (_name, day, lines, expected) => {
    expect(due(day, ...lines)).toEqual(expected);
  });
});
