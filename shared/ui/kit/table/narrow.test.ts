/** Searching and filtering: bounds are numbers, nothing is not 0, accents and apostrophes do not matter. */
import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../i18n/formats.ts';
import { columnKinds } from './column.ts';
import { filterNumber } from './filter-choices.ts';
import { createRowSearch, fitsFilter, searchWords } from './narrow.ts';

interface Home {
  readonly name: string;
  readonly lot: string;
}
const { text } = columnKinds<Home>(formatsFor('en-US'));
const search = createRowSearch([
  text({ id: 'name', header: 'Name', value: (row) => row.name }),
  text({ id: 'lot', header: 'Lot', value: (row) => row.lot }),
]);
const nunez = { name: 'Núñez Household', lot: '12-B' };
const oneill = { name: 'O’Neill', lot: '7' };

describe('a search', () => {
  it.each([
    ['nunez', nunez, true],
    ['NÚÑEZ', nunez, true],
    ['oneill', oneill, true],
    ["o'neill", oneill, true],
    ['12-b nun', nunez, true],
    ['nunez 7', nunez, false],
    ['household12', nunez, false],
    ['   ', nunez, true],
  ])('%j', (words, row, found) => {
    expect(search(row, words)).toBe(found);
  });

  it('takes words apart at any space', () => {
    expect(searchWords('  Ana\u00a0 Ruiz ')).toEqual(['ana', 'ruiz']);
  });
});

describe('a filter', () => {
  it.each([
    [100, { kind: 'range', min: 100 }, true],
    [100, { kind: 'range', max: 100 }, true],
    [99.99, { kind: 'range', min: 100 }, false],
    [9, { kind: 'range', min: 20 }, false],
    [0, { kind: 'range', max: 50 }, true],
    [undefined, { kind: 'range', max: 50 }, false],
    [undefined, { kind: 'range', min: -10, max: 50 }, false],
    ['2026-03-31', { kind: 'period', from: '2026-03-01', to: '2026-03-31' }, true],
    ['2026-04-01', { kind: 'period', to: '2026-03-31' }, false],
    [undefined, { kind: 'period', to: '2026-03-31' }, false],
    ['open', { kind: 'choice', keys: ['open', ''] }, true],
    [undefined, { kind: 'choice', keys: ['open', ''] }, true],
    ['paid', { kind: 'choice', keys: ['open', ''] }, false],
  ] as const)('%j within %j', (value, filter, fits) => {
    expect(fitsFilter(value, filter)).toBe(fits);
  });

  it('reads a bound as it is typed: never text, an amount in cents', () => {
    expect(filterNumber('100', false)).toBe(100);
    expect(filterNumber('1,250.00', true)).toBe(125_000);
    expect(filterNumber('100', true)).toBe(10_000);
    expect(filterNumber('a hundred', false)).toBeUndefined();
    expect(filterNumber('', true)).toBeUndefined();
  });
});
