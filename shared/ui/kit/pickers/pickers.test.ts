/** What members type, to what is meant: amounts, dates, people. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate, writeDate } from './date-entry.ts';
import { findEntries, indexEntries, type Entry } from './entry-search.ts';
import { moneyValue, readMoney, writeMoney } from './money-entry.ts';

describe('an amount in US English', () => {
  it.each([
    ['1,234.50', 123_450],
    ['1234.5', 123_450],
    ['$1,234', 123_400],
    [' $ 12 ', 1200],
    ['.5', 50],
    ['7.', 700],
    ['0', 0],
    ['-0.00', 0],
    ['007', 700],
    ['9,999,999,999.99', 999_999_999_999],
  ])('%s is %d cents', (text, cents) => {
    expect(readMoney(text, 'en-US')).toEqual({ cents });
  });

  it.each([
    ['12.345', 'fraction'],
    ['0.001', 'fraction'],
    ['1.500', 'fraction'],
    ['-5', 'negative'],
    ['(5.00)', 'negative'],
    ['10,000,000,000.00', 'too-long'],
    ['12,50', 'no-amount'],
    ['1,23,456', 'no-amount'],
    ['1.2.3', 'no-amount'],
    ['twelve', 'no-amount'],
    ['', 'no-amount'],
    ['.', 'no-amount'],
    ['$', 'no-amount'],
    ['--5', 'no-amount'],
    ['-5-', 'no-amount'],
    ['-(5)', 'no-amount'],
    ['1e3', 'no-amount'],
    ['١٢', 'no-amount'],
  ])('%s is refused: %s', (text, fault) => {
    expect(readMoney(text, 'en-US')).toEqual({ fault });
  });

  it.each([
    ['-5', -500],
    ['−5', -500],
    ['5-', -500],
    ['(5.00)', -500],
    ['-$1,234.50', -123_450],
    ['$-5', -500],
  ])('%s may be below zero where that is allowed', (text, cents) => {
    expect(readMoney(text, 'en-US', { negative: true })).toEqual({ cents });
  });
});

describe('an amount in other separators', () => {
  it.each([
    ['de-DE', '1.234,50', 123_450],
    ['de-DE', '1234,5', 123_450],
    ['es-ES', '1.234,50 €', 123_450],
    ['fr-FR', '1 234,50', 123_450],
    ['es-US', '1,234.50', 123_450],
    ['es-MX', '$1,234.50', 123_450],
  ])('%s: %s', (locale, text, cents) => {
    expect(readMoney(text, locale)).toEqual({ cents });
  });
  it('never reads one locale’s thousand as another’s fraction', () => {
    expect(readMoney('1.234', 'de-DE')).toEqual({ cents: 123_400 });
    expect(readMoney('1.234', 'en-US')).toEqual({ fault: 'fraction' });
    expect(readMoney('1.50', 'de-DE')).toEqual({ fault: 'no-amount' });
  });
});

describe('amounts, there and back', () => {
  it.each(['en-US', 'es-US', 'de-DE', 'fr-FR', 'pt-BR', 'hi-IN', 'de-CH'])('in %s', (locale) => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), (cents) => {
        // Indian groups are of two: read back without them.
        const text =
          locale === 'hi-IN' ? writeMoney(cents, locale).replaceAll(',', '') : writeMoney(cents, locale);
        expect(moneyValue(text, locale, { negative: true })).toBe(cents);
      }),
    );
  });
  it('takes whole cents alone', () => {
    expect(() => writeMoney(12.5, 'en-US')).toThrow(RangeError);
  });
});

const TODAY = '2026-12-01';

describe('a date', () => {
  it.each([
    ['en-US', '3/4/2026', '2026-03-04'],
    ['en-US', '03-04-26', '2026-03-04'],
    ['en-US', '3.4', '2026-03-04'],
    ['en-US', '03042026', '2026-03-04'],
    ['en-US', '2027-02-28', '2027-02-28'],
    ['en-US', '20270228', '2027-02-28'],
    ['en-US', 'March 4, 2026', '2026-03-04'],
    ['en-US', 'mar 4', '2026-03-04'],
    ['en-US', '4 Mar 2026', '2026-03-04'],
    ['en-US', '2/29/2028', '2028-02-29'],
    ['en-US', '1/1/99', '1999-01-01'],
    ['en-US', '12202026', '2026-12-20'],
    ['es-MX', '4/3/2026', '2026-03-04'],
    ['es-MX', '20122026', '2026-12-20'],
    ['es-MX', '4 de marzo de 2026', '2026-03-04'],
    ['de-DE', '4.3.2026', '2026-03-04'],
    ['ja-JP', '2026/3/4', '2026-03-04'],
  ])('%s: %s is %s', (locale, text, date) => {
    expect(readDate(text, locale, TODAY)).toEqual({ date });
  });

  it.each([
    ['2027-02-30', { kind: 'no-such-day', year: 2027, month: 2, days: 28 }],
    ['2/30/2028', { kind: 'no-such-day', year: 2028, month: 2, days: 29 }],
    ['4/31', { kind: 'no-such-day', year: 2026, month: 4, days: 30 }],
    ['13/1/2026', { kind: 'no-date' }],
    ['1/32/2026', { kind: 'no-date' }],
    ['0/1/2026', { kind: 'no-date' }],
    ['1/1/026', { kind: 'no-date' }],
    ['tomorrow', { kind: 'no-date' }],
    ['ma 4', { kind: 'no-date' }],
    ['1/2/3/4', { kind: 'no-date' }],
    ['', { kind: 'no-date' }],
  ])('%s is none', (text, fault) => {
    expect(readDate(text, 'en-US', TODAY)).toEqual({ fault });
  });

  it.each(['en-US', 'es-US', 'es-MX', 'de-DE', 'en-GB'])('comes back as it was written: %s', (locale) => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (instant) => {
          const date = instant.toISOString().slice(0, 10);
          expect(readDate(writeDate(date, locale), locale, TODAY)).toEqual({ date });
        },
      ),
    );
  });
});

const people: readonly Entry[] = [
  { id: 'nunez', label: 'María Núñez', detail: 'Lot 12, 4 Elm St', also: ['(407) 555-0123'] },
  { id: 'obrien', label: "Pat O'Brien", detail: 'Lot 120, 6 Elm St', also: ['407.555.0199'] },
  { id: 'soren', label: 'Søren Groß', detail: 'Lot 7, 12 Oak Ave', also: ['soren@example.com'] },
  { id: 'jones', label: 'Twelve Jones', detail: 'Lot 3, 9 Oak Ave', also: ['FL ABC-120'] },
];
const index = indexEntries(people, 'en-US');
const found = (text: string): readonly string[] =>
  findEntries(index, text, { most: 10 }).entries.map(({ id }) => id);

describe('a person', () => {
  it.each([
    ['nunez', ['nunez']],
    ['NÚÑ', ['nunez']],
    ['obrien', ['obrien']],
    ["o'brien", ['obrien']],
    ['soren gross', ['soren']],
    ['elm mar', ['nunez']],
    ['4075550123', ['nunez']],
    ['(407) 555-01', ['nunez', 'obrien']],
    ['0199', ['obrien']],
    ['soren@example', ['soren']],
    ['zebra', []],
  ])('is found by %s', (text, ids) => {
    expect([...found(text)].sort()).toEqual([...ids].sort());
  });

  it('whose lot is 12 stands before those who only contain it', () => {
    expect(found('12')[0]).toBe('nunez');
    expect(found('lot 12')[0]).toBe('nunez');
    expect(found('12')).toContain('obrien');
  });

  it('by a name that is shown comes before one by a name that is not', () => {
    const homes = [
      { id: 'davis', label: 'Davis Household', detail: 'Lot 158', also: ['Siobhán Suzuki'] },
      { id: 'suzuki', label: 'Suzuki Household', detail: 'Lot 5', also: ['Kenji Suzuki'] },
    ];
    const found = findEntries(indexEntries(homes, 'en'), 'suzuki', { most: 8 });
    expect(found.entries.map(({ id }) => id)).toEqual(['suzuki', 'davis']);
  });
  it('in what was chosen lately stands first while nothing is typed, and unknown ids are passed over', () => {
    const { entries, total } = findEntries(index, ' ', { most: 3, recent: ['soren', 'gone'] });
    expect(entries.map(({ id }) => id)).toEqual(['soren', 'nunez', 'obrien']);
    expect(total).toBe(4);
  });

  it('says how many there are beyond those shown', () => {
    expect(findEntries(index, 'lot', { most: 2 })).toMatchObject({ total: 4 });
    expect(findEntries(index, 'lot', { most: 2 }).entries).toHaveLength(2);
  });
});
