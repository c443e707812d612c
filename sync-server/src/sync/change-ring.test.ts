/** Positions of seqs in the ring: known, repeated, forgotten. */
import { expect, test } from 'vitest';
import { ChangeRing } from './change-ring.ts';

const ids = (ring: ChangeRing, position: number) => ring.since(position).map(({ id }) => id);

test('a seq leads to what came after it', () => {
  const ring = new ChangeRing(10);
  ring.mark('start');
  ring.push('a', 's1');
  ring.push('b', 's2');
  expect(ids(ring, ring.position('start') ?? -1)).toEqual(['a', 'b']);
  expect(ids(ring, ring.position('s1') ?? -1)).toEqual(['b']);
  expect(ids(ring, ring.position('s2') ?? -1)).toEqual([]);
  expect(ring.position('foreign')).toBeUndefined();
});

test('a seq that comes again keeps its earlier position: nothing is skipped', () => {
  const ring = new ChangeRing(10);
  ring.push('a', 's1');
  ring.push('b', 's2');
  ring.mark('s1');
  ring.push('c', 's1');
  expect(ids(ring, ring.position('s1') ?? -1)).toEqual(['b', 'c']);
});

test('beyond its capacity the oldest changes and their seqs are forgotten', () => {
  const ring = new ChangeRing(8);
  for (let n = 0; n < 100; n += 1) ring.push(`d${n}`, `s${n}`);
  expect(ring.position('s5')).toBeUndefined();
  expect(ids(ring, ring.position('s97') ?? -1)).toEqual(['d98', 'd99']);
  expect(ring.reachesBack(ring.head)).toBe(true);
  expect(ring.reachesBack(3)).toBe(false);
  expect(ring.reachesBack(ring.head + 1)).toBe(false);
});

test('seqs of rows that change nothing do not pile up', () => {
  const ring = new ChangeRing(8);
  ring.push('a', 's');
  for (let n = 0; n < 1000; n += 1) ring.mark(`q${n}`);
  const known = Array.from({ length: 1000 }, (_, n) => ring.position(`q${n}`)).filter(
    (at) => at !== undefined,
  );
  expect(known.length).toBeLessThanOrEqual(32);
  expect(ring.position('q999')).toBe(ring.head);
});
