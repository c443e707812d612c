import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOf, fromColumns, isColumned, toColumns } from './columns.ts';
import type { Fields } from './types.ts';

/** As a record is written and read again. */
function again(objects: readonly Fields[]): unknown {
  const content: unknown = JSON.parse(JSON.stringify(toColumns(objects) ?? objects));
  return isColumned(content) ? fromColumns(content) : content;
}

const plain = (objects: readonly Fields[]): unknown => JSON.parse(JSON.stringify(objects));

const home = (n: number) => ({ id: `x${n}`, body: { lot: n, city: 'Orlando', tags: [], near: {} }, v: 1 });

describe('columns', () => {
  it('says names once, and what all have once', () => {
    const columned = toColumns([home(1), home(2), home(3)]);
    expect(columned?.groups).toEqual([
      {
        shape: ['id', ['body', ['lot', 'city', 'tags', 'near']], 'v'],
        n: 3,
        columns: [
          { all: ['x1', 'x2', 'x3'] },
          { all: [1, 2, 3] },
          { same: 'Orlando' },
          { all: [[], [], []] },
          { all: [{}, {}, {}] },
          { same: 1 },
        ],
      },
    ]);
  });

  it('gives each its own array and object, however alike they are', () => {
    const [first, second] = again([home(1), home(1)]) as { body: { tags: unknown[] } }[];
    first?.body.tags.push('one');
    expect(second?.body.tags).toEqual([]);
  });

  it('keeps the order of objects of several shapes', () => {
    const mixed = [home(1), { id: 'a', v: 2 }, home(2), { v: 3, id: 'b' }, { id: 'c', v: 4 }];
    expect(toColumns(mixed)?.groups.map(({ at }) => at)).toEqual([[0, 2], [1, 4], [3]]);
    expect(again(mixed)).toEqual(mixed);
  });

  it('leaves out what is undefined, as JSON does', () => {
    const some = [
      { id: 'a', b: undefined, c: { d: undefined } },
      { id: 'b', b: undefined, c: { d: 1 } },
    ];
    expect(again(some)).toEqual(plain(some));
  });

  it.each([
    ['too many shapes', Array.from({ length: 9 }, (_, n) => ({ id: n, [`f${n}`]: 1 }))],
    ['an object that has nothing', [{ id: 1 }, {}]],
    ['a field that cannot be assigned', [JSON.parse('{"id":1,"__proto__":{"a":1}}') as Fields]],
  ])('leaves as it is: %s', (_name, objects) => {
    expect(toColumns(objects)).toBeUndefined();
  });

  it('a name that cannot be assigned, further in', () => {
    const objects = [JSON.parse('{"id":1,"in":{"__proto__":{"a":1}}}') as Fields];
    const [back] = again(objects) as { in: object }[];
    expect(Object.keys(back?.in ?? {})).toEqual(['__proto__']);
  });

  it('a column of arrays is never the same for all', () => {
    expect(columnOf([[], []])).toEqual({ all: [[], []] });
    expect(columnOf([null, null])).toEqual({ same: null });
  });

  it('whatever JSON can say comes back as JSON would give it', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const field = fc.constantFrom('id', 'body', 'v', '0', 'constructor');
    const object = fc.dictionary(field, fc.oneof(json, fc.constantFrom(0, -0, 'same', null)), { maxKeys: 4 });
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 12 }), (objects) => {
        expect(JSON.stringify(again(objects))).toBe(JSON.stringify(objects));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['fewer columns than fields', { groups: [{ shape: ['a', 'b'], n: 1, columns: [{ same: 1 }] }] }],
    ['no columns', { groups: [{ shape: ['a'], n: 1 }] }],
    ['no groups', { groups: 3 }],
  ])('throws at what it has not made: %s', (_name, content) => {
    expect(() => fromColumns(content as never)).toThrow();
  });
});
