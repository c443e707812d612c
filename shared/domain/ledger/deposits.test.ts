/** What came over the counter goes to the bank once, on the day of its deposit, and out of it again when it is taken back. */
import { expect, it } from 'vitest';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import {
  CODES,
  depositMoves,
  generalLedger,
  journalOf,
  postedOf,
  reverseEntry,
  trialRows,
  USUAL_CHART,
} from './index.ts';

const paid = (local: string, cents: number) =>
  anEntry({
    local,
    kind: 'payment',
    cents: -cents,
    method: 'check',
    source: 'receipt',
    posted: '2026-02-10',
  });
const [one, two, waits] = [paid('c1', 5000), paid('c2', 700), paid('c3', 90)];
const returned = reverseEntry(
  one,
  { posted: '2026-02-20', reason: 'Returned by the bank', by: { member: 'm1', device: '' } },
  0,
);
const inBank = anEntry({ local: 'c4', kind: 'payment', cents: -1, method: 'lockbox', posted: '2026-02-10' });
const entries = [one, two, waits, returned, inBank];
const deposits = [
  { id: 'receipt-batch:d1', day: '2026-02-12', payments: [one.id, two.id, inBank.id] },
  // Another desk took the same check along.
  { id: 'receipt-batch:d2', day: '2026-02-13', payments: [two.id] },
];
const moves = depositMoves(entries, deposits);
const on = (day: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    trialRows(postedOf(entries, moves), USUAL_CHART, day, '2026-01-01').map((row) => [
      row.code,
      row.debitCents - row.creditCents,
    ]),
  );

it('stands in undeposited funds until its deposit, in the bank from then on', () => {
  expect([on('2026-02-11')[CODES.undeposited], on('2026-02-11')[CODES.cash]]).toEqual([5790, 1]);
  expect([on('2026-02-15')[CODES.undeposited], on('2026-02-15')[CODES.cash]]).toEqual([90, 5701]);
});

it('goes out of the bank, not out of the drawer, when it is taken back after its deposit', () => {
  expect([on('2026-02-20')[CODES.undeposited], on('2026-02-20')[CODES.cash]]).toEqual([90, 701]);
  expect(Object.values(on('2026-02-20')).reduce((sum, cents) => sum + cents, 0)).toBe(0);
});

it('is one line of its account for each payment, and of the journal', () => {
  const { lines, closingCents } = generalLedger(postedOf(entries, moves), CODES.undeposited, {
    from: '2026-02-12',
    to: '2026-02-12',
  });
  expect(lines.map(({ posted }) => [posted.source, posted.cents])).toEqual([
    ['d1.c1', -5000],
    ['d1.c2', -700],
  ]);
  expect(closingCents).toBe(90);
  expect(journalOf(entries, [], moves).match(/kind: move/g)).toHaveLength(3);
});
