import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedLocal } from './derive.ts';
import { isId } from './ids.ts';

describe('derived ids', () => {
  it('are the same for the same parts, however they are written', () => {
    expect(derivedLocal('household', ' Lot  12 ', 'SMITH')).toBe(
      derivedLocal('household', 'lot 12', 'Smith'),
    );
    expect(derivedLocal('x', 'Jesu\u0301s')).toBe(derivedLocal('x', 'Jesús'));
  });

  it('keep parts apart', () => {
    expect(derivedLocal('a', 'bc')).not.toBe(derivedLocal('ab', 'c'));
    expect(derivedLocal('a')).not.toBe(derivedLocal('a', ''));
  });

  it('are valid local ids', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }), (parts) => {
        expect(isId(`member:${derivedLocal(...parts)}`)).toBe(true);
      }),
    );
  });

  it('do not meet in ten thousand', () => {
    const seen = new Set(
      Array.from({ length: 10_000 }, (_, n) => derivedLocal('member', `lot ${String(n)}`)),
    );
    expect(seen.size).toBe(10_000);
  });

  it('have stayed the same since the first roster was read', () => {
    expect(derivedLocal('household', 'lot 12')).toBe('r13d75fd3fe7f4760');
  });
});
