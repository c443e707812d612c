import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeBodies } from './merge.ts';

const bodies = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 2 }));

describe('merging two edits', () => {
  it('takes the one side that changed a field, and its removal', () => {
    expect(mergeBodies({ a: 1, b: 1, c: 1 }, { a: 2, b: 1 }, { a: 1, b: 2, c: 1 })).toEqual({
      ok: true,
      body: { a: 2, b: 2 },
    });
    expect(mergeBodies({}, { a: 1 }, { b: 1 })).toEqual({ ok: true, body: { a: 1, b: 1 } });
  });

  it('takes the same change once, and names the fields of different ones', () => {
    expect(mergeBodies({ a: 1 }, { a: [2] }, { a: [2] })).toEqual({ ok: true, body: { a: [2] } });
    expect(mergeBodies({ a: 1, b: 1 }, { a: 2, b: 2 }, { a: 3, b: 3 })).toEqual({
      ok: false,
      fields: ['a', 'b'],
    });
    expect(mergeBodies({ a: 1 }, {}, { a: 2 })).toEqual({ ok: false, fields: ['a'] });
    expect(mergeBodies({ a: 1, b: 1 }, { a: 2 }, { a: 3, b: 1 }, ['a'])).toEqual({
      ok: true,
      body: { a: 2 },
    });
  });

  it('with one side unchanged is the other side', () => {
    fc.assert(
      fc.property(bodies, bodies, (base, other) => {
        expect(mergeBodies(base, other, base)).toEqual({ ok: true, body: other });
        expect(mergeBodies(base, base, other)).toEqual({ ok: true, body: other });
        expect(mergeBodies(base, other, other)).toEqual({ ok: true, body: other });
      }),
    );
  });

  it('clashes on the same fields whoever asks', () => {
    fc.assert(
      fc.property(bodies, bodies, bodies, (base, mine, theirs) => {
        const [one, other] = [mergeBodies(base, mine, theirs), mergeBodies(base, theirs, mine)];
        const fields = (merged: typeof one): readonly string[] => (merged.ok ? [] : merged.fields.toSorted());
        expect(fields(one)).toEqual(fields(other));
        if (one.ok && other.ok) expect(one.body).toEqual(other.body);
      }),
    );
  });
});
