/** The table in the address: there and back, and never a fault whatever the address says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../i18n/formats.ts';
import { columnKinds } from './column.ts';
import { PLAIN_STATE, shownColumns, stateFromUrl, stateToUrl, type TableState } from './table-state.ts';

type Row = Readonly<Record<string, never>>;
const { text, number, date, person } = columnKinds<Row>(formatsFor('en-US'));
const columns = [
  text({ id: 'title', header: 'Title', value: () => '', fixed: true }),
  number({ id: 'amount', header: 'Amount', value: () => 0 }),
  date({ id: 'due', header: 'Due', value: () => '' }),
  person({ id: 'clerk', header: 'Clerk', value: () => '', hiddenAtFirst: true }),
];
const read = (query: string): TableState => stateFromUrl(new URLSearchParams(query), columns);
const write = (state: TableState): string => stateToUrl(state, new URLSearchParams()).toString();

const days = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const some = fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: undefined });
const states: fc.Arbitrary<TableState> = fc.record({
  order: fc.uniqueArray(
    fc.record({ id: fc.constantFrom('title', 'amount', 'due'), descending: fc.boolean() }),
    {
      selector: ({ id }) => id,
    },
  ),
  search: fc.string({ maxLength: 200 }),
  filters: fc
    .record({
      amount: fc.tuple(some, some),
      due: fc.tuple(days, fc.option(days, { nil: undefined })),
      clerk: fc.uniqueArray(fc.string({ maxLength: 8, unit: 'grapheme' }), { minLength: 1, maxLength: 5 }),
    })
    .map(({ amount: [min, max], due: [from, to], clerk }) => ({
      ...(min === undefined && max === undefined
        ? {}
        : {
            amount: {
              kind: 'range' as const,
              ...(min === undefined ? {} : { min }),
              ...(max === undefined ? {} : { max }),
            },
          }),
      due: { kind: 'period' as const, from, ...(to === undefined ? {} : { to }) },
      clerk: { kind: 'choice' as const, keys: clerk },
    })),
  shown: fc.option(fc.constant(['title', 'clerk']), { nil: undefined }),
});

describe('a table in the address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(read(write(state))).toEqual(state);
      }),
    );
  });

  it('is nothing where the table is as it comes', () => {
    expect(write(PLAIN_STATE)).toBe('');
    expect(read('')).toEqual(PLAIN_STATE);
  });

  it('leaves others’ parameters alone, and takes its own away', () => {
    const params = new URLSearchParams('status=open&sort=-due&q=leak&f.amount=1..2');
    expect(stateToUrl(PLAIN_STATE, params).toString()).toBe('status=open');
  });

  it('can say "in no order" where the table usually has one', () => {
    const usual = { ...PLAIN_STATE, order: [{ id: 'due', descending: true }] };
    const query = stateToUrl(PLAIN_STATE, new URLSearchParams(), usual);
    expect(query.toString()).toBe('sort=none');
    expect(stateFromUrl(query, columns, usual).order).toEqual([]);
    expect(stateFromUrl(new URLSearchParams(), columns, usual).order).toEqual(usual.order);
  });

  it('never throws on what it cannot read, and takes it for the default', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('sort', 'q', 'cols', 'f.amount', 'f.due', 'f.clerk'), fc.string()),
        (junk) => {
          const state = stateFromUrl(new URLSearchParams(junk), columns);
          expect(state.order.every(({ id }) => columns.some((column) => column.id === id))).toBe(true);
        },
      ),
    );
    expect(
      read('sort=nope,-title,title&cols=x,y&f.amount=1..x..2&f.due=2026-13-45..&f.clerk=%25&f.title=a'),
    ).toEqual({
      ...PLAIN_STATE,
      order: [{ id: 'title', descending: true }],
    });
    expect(read(`q=${'x'.repeat(5000)}`).search).toHaveLength(200);
    expect(read('f.amount=1e999..').filters).toEqual({});
  });
});

describe('the columns shown', () => {
  const ids = (shown: readonly string[] | undefined): readonly string[] =>
    shownColumns(columns, shown).map(({ id }) => id);

  it('are those of the table, in its order, and always what names the row', () => {
    expect(ids(undefined)).toEqual(['title', 'amount', 'due']);
    expect(ids(['clerk', 'amount'])).toEqual(['title', 'amount', 'clerk']);
    expect(ids([])).toEqual(['title']);
  });
});
