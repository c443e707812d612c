/** Reports of a small year that can be worked out by hand, and of any year: they foot. */
import { describe, expect, it } from 'vitest';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { USUAL_CHART } from './chart.ts';
import { reverseEntry } from './entry.ts';
import {
  collectionRows,
  EARLIER_YEARS,
  fiscalYearStart,
  generalLedger,
  incomeRows,
  postedOf,
  receiptRows,
  trialRows,
} from './reports.ts';
import { rulesOfBooks } from './books.ts';

const rulesOn = rulesOfBooks(undefined);
const charge = (posted: string, cents = 10_000) => anEntry({ posted, due: posted, cents });
const pay = (posted: string, cents: number, more: object = {}) =>
  anEntry({ kind: 'payment', posted, cents: -cents, method: 'check', source: 'receipt', ...more });
const old = charge('2025-11-01');
const paidOld = pay('2026-01-03', 10_000);
const january = charge('2026-01-15');
const february = charge('2026-02-01');
const lateFee = anEntry({ kind: 'late-fee', posted: '2026-02-20', due: '2026-02-20', cents: 2500 });
const paid = pay('2026-02-10', 15_000);
const bounced = pay('2026-02-11', 9000, { reference: '77' });
const back = reverseEntry(
  bounced,
  { posted: '2026-02-14', reason: 'returned', by: { member: 'm', device: '' } },
  Date.UTC(2026, 1, 14),
);
const entries = [old, paidOld, january, february, lateFee, paid, bounced, back];
const posted = postedOf(entries);
const year = { from: '2026-01-01', to: '2026-12-31' };

describe('the trial balance', () => {
  it('foots, and earlier years’ income stands as one account of equity', () => {
    const rows = trialRows(posted, USUAL_CHART, '2026-02-28', '2026-01-01');
    const sum = (side: 'debitCents' | 'creditCents') => rows.reduce((all, row) => all + row[side], 0);
    expect(sum('debitCents')).toBe(sum('creditCents'));
    expect(rows.map(({ code, debitCents, creditCents }) => [code, debitCents, creditCents])).toEqual([
      ['1010', 25_000, 0],
      ['1200', 7500, 0],
      [EARLIER_YEARS, 0, 10_000],
      ['4000', 0, 20_000],
      ['4100', 0, 2500],
    ]);
  });
  it('of a day before is that day’s', () => {
    const rows = trialRows(posted, USUAL_CHART, '2026-01-31', '2026-01-01');
    expect(rows.find(({ code }) => code === '1200')?.debitCents).toBe(10_000);
  });
  it('a fiscal year begins in its month', () => {
    expect(fiscalYearStart('2026-02-10', 7)).toBe('2025-07-01');
    expect(fiscalYearStart('2026-07-01', 7)).toBe('2026-07-01');
    expect(fiscalYearStart('2026-02-10', 1)).toBe('2026-01-01');
  });
});

describe('the general ledger', () => {
  it('of an account opens with what was before, and its last balance is where it closes', () => {
    const ledger = generalLedger(posted, '1200', { from: '2026-02-01', to: '2026-02-28' });
    expect([ledger.openingCents, ledger.closingCents]).toEqual([10_000, 7500]);
    expect(ledger.lines.map(({ balanceCents }) => balanceCents)).toEqual([20_000, 5000, -4000, 5000, 7500]);
  });
});

describe('income', () => {
  it('stands by account and month, as charged', () => {
    expect(
      incomeRows(posted, USUAL_CHART, year).map(({ code, months, totalCents }) => [code, months, totalCents]),
    ).toEqual([
      ['4000', { '2026-01': 10_000, '2026-02': 10_000 }, 20_000],
      ['4100', { '2026-02': 2500 }, 2500],
    ]);
  });
});

describe('collection', () => {
  it('says of each month’s charges what was paid in time, later, forgiven, and what is open: nothing is lost', () => {
    const rows = collectionRows(entries, rulesOn, { from: '2025-11-01', to: '2026-02-28' });
    expect(
      rows.map((row) => [row.month, row.chargedCents, row.inTimeCents, row.laterCents, row.openCents]),
    ).toEqual([
      ['2025-11', 10_000, 0, 10_000, 0],
      ['2025-12', 0, 0, 0, 0],
      ['2026-01', 10_000, 0, 10_000, 0],
      ['2026-02', 12_500, 5000, 0, 7500],
    ]);
  });
  it('what is written off is not what was collected', () => {
    const off = anEntry({
      kind: 'write-off',
      posted: '2026-01-20',
      cents: -10_000,
      applies: [old.id],
      reason: 'x',
    });
    const [row] = collectionRows([old, off], rulesOn, { from: '2025-11-01', to: '2025-11-30' });
    expect(row).toMatchObject({ inTimeCents: 0, laterCents: 0, forgivenCents: 10_000, openCents: 0 });
  });
});

describe('receipts', () => {
  it('are what came in, and one that was taken back is marked', () => {
    expect(receiptRows(entries, year).map(({ cents, isVoid }) => [cents, isVoid])).toEqual([
      [10_000, false],
      [15_000, false],
      [9000, true],
    ]);
  });
});
