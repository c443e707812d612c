/** What follows from a column's kind: how it sorts, what a search finds, what the file and the total say. */
import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../i18n/formats.ts';
import { columnKinds } from './column.ts';

interface Charge {
  readonly cents: number | undefined;
  readonly status?: string;
  readonly due?: string;
}
const kinds = columnKinds<Charge>(formatsFor('en-US', 'America/New_York'));
const amount = kinds.money({ id: 'amount', header: 'Amount', value: (row) => row.cents, currency: 'USD' });
const rows = (...cents: readonly (number | undefined)[]): readonly Charge[] =>
  cents.map((one) => ({ cents: one }));

describe('a column of money', () => {
  it('shows cents as an amount, is searched without separators, and is a number in the file', () => {
    const row = { cents: -123_456 };
    expect(amount.words(row)).toBe('-$1,234.56');
    expect(amount.searched(row)).toBe('-1234.56');
    expect(amount.exported(row)).toBe(-1234.56);
    expect(amount.searched({ cents: 5 })).toBe('0.05');
  });

  it('sums what there is: a row without a value is not 0, and nothing at all has no total', () => {
    expect(amount.total?.(rows(100, undefined, 250))).toBe('$3.50');
    expect(amount.total?.(rows(undefined, undefined))).toBe('');
    expect(amount.total?.(rows(0))).toBe('$0.00');
    expect(amount.words({ cents: undefined })).toBe('');
    expect(amount.exported({ cents: undefined })).toBe('');
  });

  it('has room for its longest value and for its total', () => {
    expect(amount.letters?.(rows(100, -999_999_999_999))).toBe('-$9,999,999,999.99'.length);
    expect(amount.letters?.(rows(...Array.from({ length: 100 }, () => 90_000)))).toBe('$90,000.00'.length);
  });
});

describe('a column of numbers', () => {
  it('has a total only where a sum means something', () => {
    const votes = { id: 'votes', header: 'Votes', value: (row: Charge) => row.cents };
    expect(kinds.number(votes).total).toBeUndefined();
    expect(kinds.number({ ...votes, summed: true }).total?.(rows(1000, 2))).toBe('1,002');
  });
});

describe('a column of tags', () => {
  const label = (key: string): string => key.toUpperCase();
  const status = { id: 'status', header: 'Status', value: (row: Charge) => row.status ?? '', label };

  it('sorts by the order given, not by the alphabet', () => {
    const column = kinds.tag({ ...status, order: ['late', 'open', 'closed'] });
    expect(column.sortValue({ cents: 0, status: 'closed' })).toBe(2);
    expect(column.sortValue({ cents: 0, status: '' })).toBeUndefined();
    expect(column.exported({ cents: 0, status: 'late' })).toBe('LATE');
  });
});

describe('a column of dates', () => {
  it('is in the order of time, and has no value where the date is missing or unreadable', () => {
    const due = kinds.date({ id: 'due', header: 'Due', value: (row) => row.due ?? '' });
    expect(due.sortValue({ cents: 0, due: '2026-03-01' })).toBeLessThan(
      Number(due.sortValue({ cents: 0, due: '2026-12-01' })),
    );
    expect(due.sortValue({ cents: 0 })).toBeUndefined();
    expect(due.sortValue({ cents: 0, due: 'soon' })).toBeUndefined();
    expect(due.exported({ cents: 0, due: '2026-03-01' })).toBe('2026-03-01');
  });
});
