import { expect, it } from 'vitest';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import type { Http } from '../http.ts';
import { listenToEvents, pauseBefore } from './events.ts';
import { createConnectionGate } from './connection-gate.ts';

it('comes back at the time it was told, never in step, and later after each stream that did not last', () => {
  expect([0, 1].map((dice) => pauseBefore(4000, 0, () => dice))).toEqual([2000, 4000]);
  expect([0, 1, 2, 3].map((failures) => pauseBefore(2000, failures, () => 1))).toEqual([
    2000, 4000, 8000, 16_000,
  ]);
  expect(pauseBefore(10_000, 20, () => 1)).toBe(60_000);
});

it('a stream that ends is opened again, after the time that it named last', async () => {
  const opened: number[] = [];
  const pokes: (readonly string[])[] = [];
  const bodies = [
    'retry: 600\n\nevent: poke\ndata: {"collections":["cases"],"epoch":1}\n\nretry: 3000\n\n',
    '',
  ];
  const http = {
    send: () => {
      opened.push(performance.now());
      return Promise.resolve(new Response(bodies[opened.length - 1] ?? null));
    },
  } as unknown as Http;
  const gate = createConnectionGate({ random: () => 0 });
  const events = listenToEvents({
    http,
    association: 'willow',
    gate,
    random: () => 0,
    onPoke: (collections) => void pokes.push(collections),
  });
  await expect.poll(() => opened.length, { timeout: 15_000 }).toBe(2);
  events.stop();
  gate.stop();
  // Doubled after a stream that did not last, halved by the dice. Its own delay would be 2000, the one named first 600.
  const [first = 0, second = 0] = opened;
  expect(second - first).toBeGreaterThanOrEqual(2900);
  expect(pokes).toEqual([COLLECTIONS.filter((name) => name === 'cases')]);
});

it('a session that ends is asked about soon, and the answer may be that this device is to forget everything', async () => {
  const answers = [
    new Response('retry: 60000\n\nevent: signed-out\ndata: {}\n\n'),
    new Response(JSON.stringify({ problem: 'wipe-asked' }), { status: 401 }),
  ];
  const http = {
    send: () => Promise.resolve(answers.shift() ?? new Response(null, { status: 500 })),
  } as unknown as Http;
  let wiped = 0;
  const gate = createConnectionGate({ random: () => 0, onWipe: () => void (wiped += 1) });
  const events = listenToEvents({
    http,
    association: 'willow',
    gate,
    random: () => 0,
    onPoke: () => undefined,
  });
  await expect.poll(() => gate.connection(), { timeout: 5000 }).toBe('signed-out');
  expect(wiped).toBe(1);
  events.stop();
  gate.stop();
});
