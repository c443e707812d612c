import { describe, expect, it } from 'vitest';
import { keepStable } from './stable.ts';

const rows = (...titles: readonly string[]) => titles.map((title) => ({ id: title, title, tags: [title] }));

describe('keepStable', () => {
  it('gives back what it had when nothing has changed', () => {
    const before = { rows: rows('a', 'b'), count: 2 };
    expect(keepStable(before, { rows: rows('a', 'b'), count: 2 })).toBe(before);
  });

  it('keeps each row that is equal, wherever it stands now', () => {
    const before = rows('a', 'b');
    const after = keepStable(before, rows('new', 'a', 'b'));
    expect(after).not.toBe(before);
    expect(after[1]).toBe(before[0]);
    expect(after[2]).toBe(before[1]);
  });

  it('never hides a change', () => {
    const before = { a: [{ id: '1', b: { c: 1 } }], gone: 1 };
    const after = { a: [{ id: '1', b: { c: 2 } }] };
    expect(keepStable(before, after)).toEqual(after);
    expect(keepStable([1, 2, 3], [1, 2])).toEqual([1, 2]);
    expect(keepStable({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
    expect(keepStable(null, { a: 1 })).toEqual({ a: 1 });
    expect(Object.keys(keepStable({ a: undefined }, {}))).toEqual([]);
  });
});
