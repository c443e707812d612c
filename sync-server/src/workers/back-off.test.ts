import { expect, it } from 'vitest';
import { createBackOff } from './back-off.ts';

it('waits longer after each early end, up to half a minute, and begins again after a long life', () => {
  const backOff = createBackOff();
  const waits = [0, 0, 0, 0, 0, 0, 0, 0].map((lived) => backOff.after(lived));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(backOff.after(60_000)).toBe(500);
  expect(backOff.after(59_999)).toBe(1000);
});
