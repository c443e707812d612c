/** Orders that are made ahead: the language's own, stable, without a value last, and the same however they were made. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../i18n/formats.ts';
import { columnKinds } from './column.ts';
import { createSortKeyCache, createSortKeys } from './sort-keys.ts';

interface Row {
  readonly name: string;
  readonly size: number | undefined;
}
const { text, number } = columnKinds<Row>(formatsFor('en-US'));
const columns = [
  text({ id: 'name', header: 'Name', value: (row) => row.name }),
  number({ id: 'size', header: 'Size', value: (row) => row.size }),
];
const collator = (locale: string) => new Intl.Collator(locale, { numeric: true }).compare;
const english = collator('en-US');
const up = (id: string) => ({ id, descending: false });
const down = (id: string) => ({ id, descending: true });
const named = (...names: readonly string[]): Row[] => names.map((name, size) => ({ name, size }));
const sorted = (rows: readonly Row[], ...by: readonly ReturnType<typeof up>[]) =>
  [...createSortKeys(rows, columns, english).order(by)].map((place) => rows[place]);

describe('an order', () => {
  it('is the language’s: accents beside their letters, numbers by their worth', () => {
    const rows = named('Lot 10', 'Zoë', 'ábaco', 'Lot 2', 'Abel', 'Ñandú', 'Nube');
    expect(sorted(rows, up('name')).map((row) => row?.name)).toEqual([
      'ábaco',
      'Abel',
      'Lot 2',
      'Lot 10',
      'Ñandú',
      'Nube',
      'Zoë',
    ]);
    const spanish = createSortKeys(rows, columns, collator('es')).order([up('name')]);
    expect([...spanish].map((place) => rows[place]?.name).slice(4)).toEqual(['Nube', 'Ñandú', 'Zoë']);
  });

  it('leaves rows without a value last, whichever way it goes', () => {
    const rows = [
      { name: '', size: undefined },
      { name: 'b', size: 0 },
      { name: 'a', size: -5 },
    ];
    expect(sorted(rows, up('size')).map((row) => row?.size)).toEqual([-5, 0, undefined]);
    expect(sorted(rows, down('size')).map((row) => row?.size)).toEqual([0, -5, undefined]);
    expect(sorted(rows, down('name')).map((row) => row?.name)).toEqual(['b', 'a', '']);
  });

  it('keeps equal rows as the list has them, both ways, and goes by a second column', () => {
    const rows = [
      { name: 'b', size: 1 },
      { name: 'a', size: 1 },
      { name: 'c', size: 0 },
      { name: 'a', size: 2 },
    ];
    expect(sorted(rows, up('size')).map((row) => row?.name)).toEqual(['c', 'b', 'a', 'a']);
    expect(sorted(rows, down('size')).map((row) => row?.name)).toEqual(['a', 'b', 'a', 'c']);
    expect(sorted(rows, up('name'), down('size')).map((row) => row?.size)).toEqual([2, 1, 1, 0]);
  });

  it('refuses a column that is not there', () => {
    expect(() => sorted(named('a'), up('nope'))).toThrow('The table has no column "nope"');
  });

  it('is the plain sort’s, however many steps made it and whatever list came before', () => {
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'Z', '1', '9', ' ') }), {
      maxLength: 900,
    });
    fc.assert(
      fc.property(names, names, fc.nat(12), (before, now, steps) => {
        const keysFor = createSortKeyCache<Row>();
        keysFor(named(...before), columns, english).order([up('name')]);
        const rows = named(...now);
        const keys = keysFor(rows, columns, english);
        for (let step = 0; step < steps; step += 1) keys.step();
        const plain = rows
          .map((row, index) => ({ row, index }))
          .sort((a, b) => {
            if (a.row.name === '' || b.row.name === '')
              return Number(a.row.name === '') - Number(b.row.name === '') || a.index - b.index;
            return english(a.row.name, b.row.name) || a.index - b.index;
          });
        expect([...keys.order([up('name')])]).toEqual(plain.map(({ index }) => index));
      }),
      { numRuns: 60 },
    );
  });

  it('comes to an end of its steps', () => {
    const keys = createSortKeys(named('b', 'a'), columns, english);
    let steps = 0;
    while (keys.step() && steps < 100) steps += 1;
    expect(steps).toBeLessThan(20);
    expect([...keys.order([up('name')])]).toEqual([1, 0]);
  });
});
