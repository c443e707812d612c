import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { canonicalJson, contentHash, sameContent } from './hash.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const docs: fc.Arbitrary<WireDoc> = fc.record({
  id: fc.integer({ min: 0, max: 99 }).map((n) => `request:r${String(n)}`),
  type: fc.constant('request'),
  version: fc.integer({ min: 0, max: 3 }),
  parent: fc.constant(''),
  order: text,
  stamp: fc.record({
    at: text,
    by: text,
    byName: text,
    number: text,
    state: fc.constantFrom('', 'waiting', 'accepted'),
  }),
  body: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 })),
  _deleted: fc.boolean(),
});

/** The same value with every object's keys the other way round. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

describe('canonical JSON', () => {
  it('is the same for any order of keys, and says what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves out what JSON leaves out', () => {
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
    expect(canonicalJson(undefined)).toBe('null');
  });
});

describe('the content hash', () => {
  it('does not change on the way over the wire, nor with the order of keys', () => {
    fc.assert(
      fc.property(docs, (doc) => {
        expect(contentHash(JSON.parse(JSON.stringify(doc)) as WireDoc)).toBe(contentHash(doc));
        expect(contentHash(shuffled(doc) as WireDoc)).toBe(contentHash(doc));
        expect(contentHash(doc)).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });

  it('changes with everything a member sees', () => {
    fc.assert(
      fc.property(docs, text, (doc, word) => {
        fc.pre(word !== doc.stamp.at && word !== doc.order && doc.body['x'] !== word);
        const others: readonly WireDoc[] = [
          { ...doc, _deleted: !doc._deleted },
          { ...doc, version: doc.version + 1 },
          { ...doc, order: word },
          { ...doc, parent: 'request:p' },
          { ...doc, stamp: { ...doc.stamp, at: word } },
          { ...doc, body: { ...doc.body, x: word } },
        ];
        for (const other of others) expect(contentHash(other)).not.toBe(contentHash(doc));
      }),
    );
  });

  it('has stayed the same since the first version', () => {
    expect(contentHash(stubOf('request:r1'))).toBe('3503aa2401d676c2');
  });
});

describe('the same content', () => {
  it('is what a member can change: stamp and order do not count', () => {
    fc.assert(
      fc.property(docs, docs, (doc, other) => {
        expect(sameContent(doc, { ...doc, stamp: other.stamp, order: other.order })).toBe(true);
        expect(sameContent(doc, other)).toBe(sameContent(other, doc));
      }),
    );
  });

  it('is not another body, version, parent or id', () => {
    const doc: WireDoc = { ...stubOf('request:r1'), _deleted: false, body: { a: { b: [1, 2] } } };
    for (const other of [
      { ...doc, body: { a: { b: [2, 1] } } },
      { ...doc, version: 1 },
      { ...doc, parent: 'request:p' },
      { ...doc, id: 'request:r2' },
      { ...doc, _deleted: true },
    ]) {
      expect(sameContent(doc, other)).toBe(false);
    }
  });

  it('of two deleted documents is their id alone', () => {
    const gone = stubOf('request:r1');
    expect(sameContent(gone, { ...gone, version: 3, body: { a: 1 } })).toBe(true);
    expect(sameContent(gone, stubOf('request:r2'))).toBe(false);
  });
});
