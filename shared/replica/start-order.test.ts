/** What waits for the first rows, and what does not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStartOrder, FIRST_LIMIT_MS } from './start-order.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function isResolved(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await vi.advanceTimersByTimeAsync(0);
  return done;
}

describe('the order of a start', () => {
  it('lets the rest begin after the first rows, not before', async () => {
    const order = createStartOrder(FIRST_LIMIT_MS);
    let answer = (_rows: string): void => undefined;
    const rows = order.first(() => new Promise<string>((resolve) => (answer = resolve)));
    expect(await isResolved(order.rest)).toBe(false);
    await vi.advanceTimersByTimeAsync(FIRST_LIMIT_MS);
    expect([await isResolved(order.rest), order.begun()]).toEqual([false, false]);
    answer('rows');
    expect(await rows).toBe('rows');
    await vi.advanceTimersByTimeAsync(1);
    expect([await isResolved(order.rest), order.begun()]).toEqual([true, true]);
  });

  it('does not wait for ever: nobody asked, the reading hangs, or it fails', async () => {
    const nobody = createStartOrder(FIRST_LIMIT_MS);
    await vi.advanceTimersByTimeAsync(FIRST_LIMIT_MS);
    expect(await isResolved(nobody.rest)).toBe(true);

    const hangs = createStartOrder(FIRST_LIMIT_MS);
    void hangs.first(() => new Promise<never>(() => undefined));
    await vi.advanceTimersByTimeAsync(3000);
    expect(await isResolved(hangs.rest)).toBe(true);

    const fails = createStartOrder(FIRST_LIMIT_MS);
    await expect(fails.first(() => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
    await vi.advanceTimersByTimeAsync(1);
    expect(await isResolved(fails.rest)).toBe(true);
  });

  it('waits for nobody where the screen stands and asked for nothing', async () => {
    const order = createStartOrder(FIRST_LIMIT_MS);
    order.shown();
    await vi.advanceTimersByTimeAsync(1);
    expect([await isResolved(order.rest), order.begun()]).toEqual([true, true]);
  });

  it('still waits for the rows that a screen has asked for when it stands', async () => {
    const order = createStartOrder(FIRST_LIMIT_MS);
    void order.first(() => new Promise<never>(() => undefined));
    order.shown();
    await vi.advanceTimersByTimeAsync(1);
    expect(await isResolved(order.rest)).toBe(false);
  });

  it('without a limit nothing waits', async () => {
    const order = createStartOrder(0);
    expect([order.begun(), await isResolved(order.rest)]).toEqual([true, true]);
    expect(await order.first(() => Promise.resolve(1))).toBe(1);
  });
});
