import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabetical, newestFirst, oldestFirst, MAX_ORDER_LENGTH } from './order.ts';

const instants = fc
  .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) })
  .map((ms) => new Date(ms).toISOString());

describe('sort keys', () => {
  it('of time go with time, or against it', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(oldestFirst(a) < oldestFirst(b)).toBe(a < b);
        expect(newestFirst(a) < newestFirst(b)).toBe(a > b);
        expect(oldestFirst(a)).toHaveLength(13);
        expect(newestFirst(a)).toHaveLength(13);
      }),
    );
  });

  it('of a time that is none come last among the newest, first among the oldest', () => {
    expect(newestFirst('')).toBe('9999999999999');
    expect(oldestFirst('soon')).toBe('0000000000000');
  });

  it('of words know no case and no accents, and count numbers', () => {
    expect(alphabetical('Éclair')).toBe('eclair');
    const lots = ['Lot 2', 'lot 10', 'Lot 1', 'Lot 100'];
    expect(lots.toSorted((a, b) => (alphabetical(a) < alphabetical(b) ? -1 : 1))).toEqual([
      'Lot 1',
      'Lot 2',
      'lot 10',
      'Lot 100',
    ]);
  });

  it('are never longer than the schema allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(alphabetical(text).length).toBeLessThanOrEqual(MAX_ORDER_LENGTH);
      }),
    );
  });
});
