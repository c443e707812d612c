/** Whoever asks gets a run that began after they asked; those who wait share one. */
import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

test('at most one runs, and later askers share the next', async () => {
  const finish: (() => void)[] = [];
  let runs = 0;
  const ask = coalesce(
    () =>
      new Promise<void>((resolve) => {
        runs += 1;
        finish.push(resolve);
      }),
  );
  const first = ask();
  const second = ask();
  expect(ask()).toBe(second);
  expect(runs).toBe(1);
  finish[0]?.();
  await first;
  await Promise.resolve();
  expect(runs).toBe(2);
  finish[1]?.();
  await second;
  const third = ask();
  expect(runs).toBe(3);
  finish[2]?.();
  await third;
});

test('a run that fails fails those who shared it, and the next begins', async () => {
  let runs = 0;
  const ask = coalesce(() => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
  });
  const [first, second] = [ask(), ask()];
  await expect(first).rejects.toThrow('no');
  await expect(second).resolves.toBeUndefined();
  expect(runs).toBe(2);
});
