import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, money, parseCents } from './money.ts';

const written = (cents: number): string => {
  const whole = String(Math.trunc(Math.abs(cents) / 100));
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0 ? '-' : ''}$${grouped}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
};

describe('amounts', () => {
  it('are read to the cent as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        expect(parseCents(written(cents))).toBe(cents === 0 ? 0 : cents);
        expect(parseCents(written(cents).replace('$', ''))).toBe(cents === 0 ? 0 : cents);
      }),
    );
  });

  it.each([
    ['122.50', 12_250],
    ['$1,651.00', 165_100],
    ['-$12', -1200],
    ['(40.00)', -4000],
    ['0.1', 10],
    ['-0.00', 0],
    [' 7 ', 700],
  ])('%s is %i cents', (text, cents) => {
    expect(parseCents(text)).toBe(cents);
  });

  it.each([
    '',
    '-',
    '$',
    '1,23',
    '1.234',
    '12,34.00',
    '1e3',
    '(5',
    '5)',
    'NaN',
    '1 000',
    '--5',
    '(-5)',
    '-(5)',
    '99999999999999999',
  ])('%j is none', (text) => {
    expect(parseCents(text)).toBeUndefined();
  });

  it('add up exactly, in any order', () => {
    const cents = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(cents, cents, cents, (a, b, c) => {
        const [x, y, z] = [money(a, 'USD'), money(b, 'USD'), money(c, 'USD')];
        expect(addMoney(addMoney(x, y), z)).toEqual(addMoney(x, addMoney(z, y)));
        expect(addMoney(x, y).cents).toBe(a + b);
      }),
    );
  });

  it('of two currencies do not add, and half a cent is none', () => {
    expect(() => addMoney(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
    expect(() => money(0.5, 'USD')).toThrow(RangeError);
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'USD'), money(1, 'USD'))).toThrow(RangeError);
  });
});
