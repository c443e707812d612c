/** Order, search and union, held against plain sorting. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedIds, unionAfter } from './sorted-ids.ts';

const id = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', ':', '-', '9') });

function filled(ids: readonly string[]): SortedIds {
  const list = new SortedIds();
  for (const one of ids) list.append(one);
  return list;
}

test('filled, added to and deleted from, it is what a sorted set is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id), fc.array(fc.tuple(fc.boolean(), id)), (start, steps) => {
      const list = filled(start);
      const set = new Set(start);
      for (const [adds, one] of steps) {
        if (adds && !set.has(one)) list.add(one);
        if (!adds) list.delete(one);
        if (adds) set.add(one);
        else set.delete(one);
      }
      const want = [...set].sort();
      expect([...list]).toEqual(want);
      expect(list.size).toBe(want.length);
    }),
  );
});

test('the union of lists after an id is the sorted set of all that sort after it', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(id)), fc.option(id, { nil: '' }), (lists, after) => {
      const want = [...new Set(lists.flat())].filter((one) => one > after).sort();
      expect([...unionAfter(lists.map(filled), after)]).toEqual(want);
    }),
  );
});
