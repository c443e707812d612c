/** Lockbox files as they come: what is read, and what is wrong with each line. */
import { describe, expect, it } from 'vitest';
import { amountCents } from '../ledger/index.ts';
import { readLockbox, type LockboxHome } from './index.ts';

const homes: readonly LockboxHome[] = [
  { id: 'h1', name: 'Núñez Household', address: 'Lot 1, 104 Heron Ct', people: ['Zoë Núñez'] },
  { id: 'h2', name: 'Smith Household', address: 'Lot 2, 108 Mill Race Rd', people: ['Ann Smith'] },
  { id: 'h3', name: 'Smith Household', address: 'Lot 3, 112 Mill Race Rd', people: ['Ann Smith'] },
];
const HEAD = ['Lot', 'Name', 'Amount', 'Check No.'];
const read = (...rows: string[][]) => readLockbox([HEAD, ...rows], homes);
const found = (...rows: string[][]) => {
  const file = read(...rows);
  return file.ok ? file.lines.map(({ household, cents, faults }) => [household, cents, ...faults]) : file;
};

describe('a lockbox file', () => {
  it('finds homes by lot, address or name, and says when several fit', () => {
    expect(
      found(
        ['1', '', '285.00', '7'],
        ['Lot 2', 'Ann Smith', '$1,285.50', '8'],
        ['112 MILL RACE RD', '', '1', '9'],
        ['', 'zoe nunez', '2', '10'],
        ['', 'Ann Smith', '3', '11'],
        ['Lot 99', 'Ann Smith', '4', '12'],
      ),
    ).toEqual([
      ['h1', 28_500],
      ['h2', 128_550],
      ['h3', 100],
      ['h1', 200],
      ['', 300, 'several'],
      ['', 400, 'unknown'],
    ]);
  });
  it('of several homes on a lot takes that of whoever paid, and asks where that says nothing', () => {
    const tenant = { id: 'h4', name: 'Lee Household', address: 'Lot 1, 104 Heron Ct', people: ['Bo Lee'] };
    const file = readLockbox(
      [HEAD, ['1', 'Bo Lee', '5', '1'], ['1', 'A friend', '5', '2']],
      [...homes, tenant],
    );
    expect(file.ok ? file.lines.map(({ household, faults }) => [household, ...faults]) : file).toEqual([
      ['h4'],
      ['', 'several'],
    ]);
  });
  it('names bad amounts and the second of two alike, each by its row', () => {
    expect(
      found(
        ['1', '', '0', '1'],
        ['1', '', '-5', '2'],
        ['1', '', '1.005', '3'],
        ['1', '', '5', '4'],
        ['1', '', '5', '#0004'],
      ),
    ).toEqual([
      ['h1', 0, 'amount'],
      ['h1', 0, 'amount'],
      ['h1', 0, 'amount'],
      ['h1', 500],
      ['h1', 500, 'duplicate'],
    ]);
    expect(amountCents('1,23')).toBe(0);
    expect(amountCents('999999999999')).toBe(0);
    expect(amountCents('1e3')).toBe(0);
  });
  it('keeps the file’s own total apart, and the numbers of its rows', () => {
    const file = read(['1', '', '5', '4'], ['', '', '', ''], ['2', '', '6', '5'], ['Total', '', '12.00', '']);
    expect(file).toMatchObject({ ok: true, statedCents: 1200, lines: [{ row: 2 }, { row: 4 }] });
  });
  it('without the columns or rows that it needs says which', () => {
    expect(readLockbox([['Lot', 'Date']], homes)).toEqual({ ok: false, missing: 'amount' });
    expect(readLockbox([['Amount'], ['5']], homes)).toEqual({ ok: false, missing: 'home' });
    expect(readLockbox([HEAD], homes)).toEqual({ ok: false, missing: 'rows' });
    expect(readLockbox([], homes)).toEqual({ ok: false, missing: 'amount' });
  });
});
