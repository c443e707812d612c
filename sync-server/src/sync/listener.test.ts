/** Pokes of one stream and of a room: at once, merged, spread over a crowd but not for those who look at the screen. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Poke } from '@communitrak/protocol/events.ts';
import { rightsOf } from '../access/visibility.ts';
import { AudienceRoom, CROWD, JITTER_MS } from './audience-room.ts';
import type { Entry } from './change-index.ts';
import { Listener, MERGE_MS } from './listener.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function aListener(member: string, ...keys: readonly string[]) {
  const pokes: Poke[] = [];
  const sink = { poke: (poke: Poke) => void pokes.push(poke), end: () => undefined };
  const rights = { keys: new Set([`u:${member}`, ...keys]), epoch: 7 };
  return { listener: new Listener(member, rights, sink, () => Date.now()), pokes };
}

test('the first at once, those within 50 ms after it merged', () => {
  const { listener, pokes } = aListener('m');
  listener.poke('cases', 0);
  expect(pokes).toEqual([{ collections: ['cases'], epoch: 7 }]);
  listener.poke('places', 0);
  listener.poke('people', 0);
  listener.poke('places', 0);
  vi.advanceTimersByTime(MERGE_MS - 1);
  expect(pokes).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(pokes.slice(1)).toEqual([{ collections: ['places', 'people'], epoch: 7 }]);
  vi.advanceTimersByTime(10_000);
  expect(pokes).toHaveLength(2);
});

test('one that may wait goes with one that may not', () => {
  const { listener, pokes } = aListener('m');
  listener.poke('cases', 1500);
  expect(pokes).toEqual([]);
  listener.poke('places', 0);
  expect(pokes).toEqual([{ collections: ['cases', 'places'], epoch: 7 }]);
  vi.advanceTimersByTime(5000);
  expect(pokes).toHaveLength(1);
});

test('“sync all” swallows what waits; an ended stream is silent', () => {
  const { listener, pokes } = aListener('m');
  listener.poke('cases', 500);
  listener.pokeAll();
  expect(pokes).toEqual([{ collections: [], epoch: 7 }]);
  listener.poke('cases', 0);
  listener.end();
  vi.advanceTimersByTime(5000);
  expect(pokes).toHaveLength(1);
});

const entry = (audience: readonly string[], by = 'writer'): Entry => ({
  id: 'request:1',
  collection: 'cases',
  rev: '1-a',
  parent: '',
  hash: '',
  by,
  deleted: false,
  keys: Object.fromEntries(audience.map((key) => [key, [{ from: 0 }]])),
});
const row = { id: 'request:1', seq: 's', rev: '1-a', deleted: false, doc: undefined };

test('a change reaches who sees it now and who saw it before, and nobody else', () => {
  const room = new AudienceRoom({ random: () => 0, rightsOf: () => undefined });
  const people = {
    before: aListener('a', 'hh:1'),
    now: aListener('b', 'hh:2'),
    never: aListener('c', 'hh:3'),
  };
  for (const { listener } of Object.values(people)) room.add(listener);
  room.announce({ row, before: entry(['hh:1']), after: entry(['hh:2']) });
  expect(people.before.pokes).toHaveLength(1);
  expect(people.now.pokes).toHaveLength(1);
  expect(people.never.pokes).toHaveLength(0);
  room.announce({ row, before: entry(['hh:1']), after: undefined });
  vi.advanceTimersByTime(1000);
  expect(people.before.pokes).toHaveLength(1);
});

test('new rights move a listener; the same epoch again says nothing', () => {
  const room = new AudienceRoom({ random: () => 0, rightsOf: () => undefined });
  const { listener, pokes } = aListener('a', 'hh:1');
  room.add(listener);
  room.move(listener, { keys: new Set(['hh:2']), epoch: 8 });
  expect(pokes).toEqual([{ collections: [], epoch: 8 }]);
  room.move(listener, { keys: new Set(['hh:2']), epoch: 8 });
  vi.advanceTimersByTime(1000);
  expect(pokes).toHaveLength(1);
  room.announce({ row, before: undefined, after: entry(['hh:1']) });
  expect(pokes).toHaveLength(1);
  room.announce({ row, before: undefined, after: entry(['hh:2']) });
  expect(pokes).toHaveLength(2);
  room.delete(listener);
  expect(room.size).toBe(0);
});

test('a crowd is spread, the writer’s household and the office are not', () => {
  const acl = {
    member: 'writer',
    name: '',
    epoch: 1,
    state: 'active',
    grants: [{ key: 'hh:1', from: 0, fromEpoch: 1 }],
  } as const;
  const room = new AudienceRoom({ random: () => 0.5, rightsOf: () => rightsOf(acl) });
  const crowd = Array.from({ length: CROWD + 1 }, (_, n) => aListener(`c${n}`, 'all'));
  const writer = aListener('writer', 'all', 'hh:1');
  const wife = aListener('wife', 'all', 'hh:1');
  const office = aListener('office', 'all', 'office');
  for (const { listener } of [...crowd, writer, wife, office]) room.add(listener);
  room.announce({ row, before: undefined, after: entry(['all']) });
  for (const { pokes } of [writer, wife, office]) expect(pokes).toHaveLength(1);
  expect(crowd.every(({ pokes }) => pokes.length === 0)).toBe(true);
  vi.advanceTimersByTime(JITTER_MS);
  expect(crowd.every(({ pokes }) => pokes.length === 1)).toBe(true);
});
