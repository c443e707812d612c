/** What a row of the feed does to the index, and what a repeated, older or foreign one does not. */
import { expect, test } from 'vitest';
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import type { ChangeRow } from '../ports/doc-store.ts';
import { ViewIndex } from './view-index.ts';

const row = (id: string, generation: number, keys: KeyIntervals, over: object = {}): ChangeRow => {
  const rev = `${generation}-x`;
  const doc = { _id: id, _rev: rev, parent: '', body: { n: generation }, keys, ...over };
  return { id, rev, seq: `s${generation}`, deleted: false, doc };
};
const anIndex = () => new ViewIndex((id) => (id.startsWith('note:') ? 'board' : undefined));
const ids = (index: ViewIndex, ...keys: readonly string[]) => [...index.idsAfter('board', keys, '')];
const open = [{ from: 0 }];
const shut = [{ from: 0, to: 1 }];

test('an older or repeated row changes nothing, not even the ring', () => {
  const index = anIndex();
  index.apply(row('note:1', 12, { all: open }), false);
  expect(index.apply(row('note:1', 9, { office: open }), false).after).toBeUndefined();
  expect(index.apply(row('note:1', 12, { all: open }), false).after).toBeUndefined();
  expect(index.entry('note:1')?.rev).toBe('12-x');
  expect(index.ring.head).toBe(1);
  expect(ids(index, 'office')).toEqual([]);
});

test('an id stays with a key whose interval ended, and leaves with one that was forgotten', () => {
  const index = anIndex();
  index.apply(row('note:1', 1, { all: open, board: open }), false);
  index.apply(row('note:1', 2, { all: open, board: shut }), false);
  expect(ids(index, 'board')).toEqual(['note:1']);
  index.apply(row('note:1', 3, { all: open }), false);
  expect(ids(index, 'board')).toEqual([]);
  expect(ids(index, 'all', 'board')).toEqual(['note:1']);
});

test('counts what is visible: once a document, current keys only, nothing deleted', () => {
  const index = anIndex();
  index.apply(row('note:1', 1, { all: open, office: open }), true);
  index.apply(row('note:2', 1, { all: shut }), true);
  index.apply({ ...row('note:3', 1, { all: open }), deleted: true }, true);
  index.apply(row('note:4', 1, { office: open }), true);
  expect(index.countVisible('board', new Set(['all', 'office']))).toBe(2);
  expect(index.countVisible('board', new Set(['all']))).toBe(1);
  expect(index.countVisible('cases', new Set(['all']))).toBe(0);
});

test('children follow their parent', () => {
  const index = anIndex();
  index.apply(row('note:c', 1, { all: open }, { parent: 'note:a' }), true);
  expect(index.childrenOf('note:a')).toEqual(['note:c']);
  index.apply(row('note:c', 2, { all: open }, { parent: 'note:b' }), false);
  expect(index.childrenOf('note:a')).toEqual([]);
  expect(index.childrenOf('note:b')).toEqual(['note:c']);
});

test('what is not replicated enters neither index nor ring', () => {
  const index = anIndex();
  const change = index.apply(row('acl:m', 1, {}), false);
  expect(change.after).toBeUndefined();
  expect(index.size).toBe(0);
  expect(index.ring.head).toBe(0);
});

test('evicted bodies are gone from the count of bytes, the rest stays', () => {
  const index = anIndex();
  for (let n = 0; n < 10; n += 1) index.apply(row(`note:${n}`, 1, { all: open }), true);
  const before = index.bytes;
  const freed = index.evictBodies(1);
  expect(freed).toBeGreaterThan(0);
  expect(index.bytes).toBe(before - freed);
  expect([index.entry('note:0')?.rev, index.peekBody('note:0')]).toEqual(['1-x', undefined]);
  expect(index.peekBody('note:9')).toBeDefined();
  index.apply(row('note:0', 2, { all: open }), false);
  expect(index.peekBody('note:0')).toContain('"n":2');
});

test('what was sent lately is evicted last, what was only looked at is not', () => {
  const index = anIndex();
  for (let n = 0; n < 4; n += 1) index.apply(row(`note:${n}`, 1, { all: open }), true);
  index.useBody('note:0');
  index.peekBody('note:1');
  index.evictBodies(1);
  expect([0, 1, 2, 3].map((n) => index.peekBody(`note:${n}`) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('a count is remembered until something of its collection changes', () => {
  const index = anIndex();
  const keys = new Set(['all']);
  index.apply(row('note:1', 1, { all: open }), true);
  expect(index.countVisible('board', keys)).toBe(1);
  index.apply(row('note:2', 1, { all: open }), false);
  expect(index.countVisible('board', keys)).toBe(2);
  index.apply(row('note:2', 2, { all: shut }), false);
  expect(index.countVisible('board', keys)).toBe(1);
});

test('what changed last is known, the last at the end', () => {
  const index = anIndex();
  for (let n = 0; n < 12; n += 1) index.apply(row(`note:${n}`, 1, { all: open }), true);
  index.apply(row('note:8', 2, { all: open }), false);
  expect(index.latest().map(({ id, rev }) => `${id} ${rev}`)).toEqual([
    ...[4, 5, 6, 7, 9, 10, 11].map((n) => `note:${n} 1-x`),
    'note:8 2-x',
  ]);
});

test('the wire’s JSON has nothing server-only in it', () => {
  const index = anIndex();
  index.apply(row('note:1', 1, { all: open }, { hash: 'h', secret: 'server-only' }), true);
  const sent: unknown = JSON.parse(index.peekBody('note:1') ?? '{}');
  expect(Object.keys(Object(sent)).sort()).toEqual([
    '_deleted',
    'body',
    'id',
    'order',
    'parent',
    'stamp',
    'type',
    'version',
  ]);
});
