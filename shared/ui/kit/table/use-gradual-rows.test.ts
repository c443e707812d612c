/** Which rows are drawn in the next frame. */
import { describe, expect, it } from 'vitest';
import { nextRows } from './use-gradual-rows.ts';

const run = (from: number, to: number): { readonly index: number }[] =>
  Array.from({ length: to - from }, (_, index) => ({ index: from + index }));
const indexes = (rows: readonly { readonly index: number }[]): number[] => rows.map(({ index }) => index);
const drawn = (from: number, to: number): Set<number> => new Set(indexes(run(from, to)));

describe('rows of a frame', () => {
  it('are all at first, and all when a few come in', () => {
    expect(nextRows(run(0, 30), new Set(), 0, -1)).toHaveLength(30);
    expect(nextRows(run(5, 35), drawn(0, 30), 8, -1)).toHaveLength(30);
  });

  it('are a few of a jump, from the top of what is in sight; the rest follows', () => {
    const wanted = run(100, 126);
    let there = drawn(0, 26);
    const frames: number[][] = [];
    while (frames.length < 20 && there.size < wanted.length + 1) {
      const now = indexes(nextRows(wanted, there, 103, -1));
      frames.push(now);
      if (now.length === wanted.length) break;
      there = new Set(now);
    }
    expect(frames[0]).toEqual(indexes(run(103, 108)));
    expect(frames[1]).toEqual(indexes(run(103, 113)));
    // What lies above the window comes last.
    expect(frames.at(-3)?.[0]).toBe(103);
    expect(frames.at(-1)).toEqual(indexes(wanted));
    expect(frames.length).toBe(6);
  });

  it('are always with the one that has the focus', () => {
    expect(indexes(nextRows([{ index: 3 }, ...run(100, 126)], drawn(0, 26), 103, 3))).toContain(3);
    expect(indexes(nextRows(run(100, 126), drawn(0, 26), 103, 125))).toContain(125);
  });
});
