import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PullPage } from '@communitrak/protocol/pull.ts';
import type { SyncState } from '../local/state.ts';
import { createProgress } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begun(collections = 2) {
  const written: Partial<SyncState>[] = [];
  const progress = createProgress({
    collections,
    clock: () => Date.parse('2026-01-02T03:04:05Z'),
    onFault: (error) => expect.fail(String(error)),
    state: {
      read: () => expect.fail('not read'),
      watch: () => expect.fail('not watched'),
      async change(part) {
        written.push(part);
      },
    },
  });
  return { progress, written };
}

const pageOf = (collection: string, documents: number, total: number): PullPage =>
  ({
    collection,
    documents: Array.from({ length: documents }, (_, at) => ({ id: `${collection}${at}`, _deleted: false })),
    token: 't',
    repair: false,
    total,
  }) as unknown as PullPage;

it('writes the first step at once, then the last of each quarter of a second', () => {
  const { progress, written } = begun();
  for (let page = 0; page < 5; page += 1) {
    progress.onPage(pageOf('places', 10, 100), true);
    vi.advanceTimersByTime(40);
  }
  expect(written).toEqual([{ done: 10, total: 100 }]);
  vi.advanceTimersByTime(250);
  expect(written).toEqual([
    { done: 10, total: 100 },
    { done: 50, total: 100 },
  ]);
});

it('writes at once that all has come, and when', () => {
  const { progress, written } = begun();
  progress.onPage(pageOf('places', 10, 10), true);
  progress.onPage(pageOf('places', 0, 10), false);
  progress.onPage(pageOf('people', 1, 1), false);
  expect(written.at(-1)).toMatchObject({ complete: true });
  expect(written.at(-1)?.lastSync).toMatch(/^2026-01-02T03:04:05/);
});

it('writes nothing once it is stopped', () => {
  const { progress, written } = begun();
  progress.onPage(pageOf('places', 10, 100), true);
  progress.onPage(pageOf('places', 10, 100), true);
  progress.stop();
  vi.advanceTimersByTime(1000);
  expect(written).toHaveLength(1);
});
