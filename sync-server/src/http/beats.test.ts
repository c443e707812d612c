import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBeats } from './beats.ts';
import type { Stream } from './streams.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const log = pino({ level: 'silent' });
const session = (n: number): string => n.toString(16).padStart(64, '0');

function aStream() {
  const heard: string[] = [];
  const stream: Stream = {
    poke: () => undefined,
    beat: () => void heard.push('beat'),
    end: (reason) => void heard.push(reason ?? 'end'),
    moveOn: () => undefined,
  };
  return { heard, stream };
}

const hashed = (n: number): string =>
  `${(n * 2654435761).toString(16).slice(-8).padStart(8, '0')}${session(n).slice(8)}`;

it('every stream has one beat in twenty seconds, and the store one question a second at most', async () => {
  const asked: (readonly string[])[] = [];
  const beats = createBeats(
    {
      openAmong: (ids) => {
        asked.push(ids);
        return Promise.resolve(new Set(ids));
      },
    },
    log,
  );
  const streams = Array.from({ length: 500 }, aStream);
  streams.forEach(({ stream }, n) => beats.add(hashed(n), stream));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(streams.every(({ heard }) => heard.length === 1 && heard[0] === 'beat')).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(20);
  expect(asked.flat()).toHaveLength(500);
});

it('ends what is no longer open, not who came while the store answered, and nothing when it does not answer', async () => {
  let answer: (open: ReadonlySet<string>) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const openAmong = () =>
    new Promise<ReadonlySet<string>>((resolve, reject) => {
      answer = resolve;
      fail = reject;
    });
  const beats = createBeats({ openAmong }, log);
  const [gone, stays, late] = [aStream(), aStream(), aStream()];
  // All in the same part.
  beats.add(session(1) + 'a', gone.stream);
  beats.add(session(1) + 'b', stays.stream);
  await vi.advanceTimersByTimeAsync(20_000);
  fail(new Error('away'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(gone.heard).toEqual(['beat', 'beat']);
  beats.add(session(1) + 'c', late.stream);
  answer(new Set([session(1) + 'b']));
  await vi.advanceTimersByTimeAsync(1);
  expect(gone.heard).toEqual(['beat', 'beat', 'signed-out']);
  expect(stays.heard).toEqual(['beat', 'beat']);
  expect(late.heard).toEqual([]);
});
