import { describe, expect, it } from 'vitest';
import { equals, matches } from './where.ts';

const row = { id: 'a', count: 3, until: '2026-01-02T00:00:00.000Z', image: null };

describe('matches', () => {
  it.each([
    [{ field: 'id', value: 'a' }, true],
    [{ field: 'id', operator: 'eq', value: 'b' }, false],
    [{ field: 'id', operator: 'ne', value: 'b' }, true],
    [{ field: 'id', operator: 'in', value: ['x', 'a'] }, true],
    [{ field: 'id', operator: 'not_in', value: ['x', 'a'] }, false],
    [{ field: 'count', operator: 'lt', value: 4 }, true],
    [{ field: 'count', operator: 'gte', value: 4 }, false],
    [{ field: 'count', operator: 'lt', value: '4' }, false],
    [{ field: 'until', operator: 'gt', value: new Date('2026-01-01') }, true],
    [{ field: 'until', operator: 'lte', value: '2026-01-02T00:00:00.000Z' }, true],
    [{ field: 'image', operator: 'lt', value: 'x' }, false],
    [{ field: 'absent', value: null }, true],
  ])('%j is %s', (condition, expected) => expect(matches(row, [condition])).toBe(expected));

  it('needs all of several', () => {
    expect(
      matches(row, [
        { field: 'id', value: 'a' },
        { field: 'count', value: 3 },
      ]),
    ).toBe(true);
    expect(
      matches(row, [
        { field: 'id', value: 'a' },
        { field: 'count', value: 4 },
      ]),
    ).toBe(false);
  });

  it('throws at an operator it does not know, rather than answer wrongly', () => {
    expect(() => matches(row, [{ field: 'id', operator: 'contains', value: 'a' }])).toThrow('contains');
  });
});

describe('equals', () => {
  it('finds what a field must equal', () => {
    expect(equals([{ field: 'id', value: 'a' }], 'id')).toEqual(['a']);
    expect(equals([{ field: 'id', operator: 'in', value: ['a', 'b'] }], 'id')).toEqual(['a', 'b']);
    expect(equals([{ field: 'id', operator: 'ne', value: 'a' }], 'id')).toBeUndefined();
    expect(equals([], 'id')).toBeUndefined();
  });
});
