/** Rights are remembered for two seconds, never beyond an epoch that the reader has seen, never across a drop. */
import { expect, test } from 'vitest';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { createPrincipals } from './principals.ts';

function place() {
  let now = 1000;
  let epoch = 1;
  let reads = 0;
  let before: () => void = () => undefined;
  const acl = (): StoredDoc => ({
    _id: 'acl:m',
    _rev: `${epoch}-x`,
    name: 'M',
    epoch,
    state: 'active',
    grants: [{ key: 'u:m', from: 0, fromEpoch: 1 }],
    sources: {},
  });
  const get = (id: string): Promise<StoredDoc | undefined> => {
    reads += 1;
    const found = id === 'acl:m' ? acl() : undefined;
    before();
    return Promise.resolve(found);
  };
  const database: Pick<Database, 'get'> = { get };
  const principals = createPrincipals(
    (association) => Promise.resolve(association === 'a' ? (database as Database) : undefined),
    () => now,
  );
  return {
    principals,
    reads: () => reads,
    advance: (ms: number) => void (now += ms),
    bump: () => void (epoch += 1),
    duringRead: (act: () => void) => void (before = act),
  };
}

test('remembered for less than two seconds', async () => {
  const { principals, reads, advance, bump } = place();
  expect((await principals.read('a', 'm', 0))?.acl.epoch).toBe(1);
  bump();
  advance(1999);
  expect((await principals.read('a', 'm', 0))?.acl.epoch).toBe(1);
  expect(reads()).toBe(1);
  advance(1);
  expect((await principals.read('a', 'm', 0))?.acl.epoch).toBe(2);
  // A clock that was set back does not make memories young.
  advance(-60_000);
  await principals.read('a', 'm', 0);
  expect(reads()).toBe(3);
});

test('a reader that has seen a newer epoch is not answered from memory', async () => {
  const { principals, bump } = place();
  await principals.read('a', 'm', 1);
  bump();
  expect((await principals.read('a', 'm', 2))?.acl.epoch).toBe(2);
});

test('dropped means read again, also when dropped while it was being read', async () => {
  const { principals, reads, duringRead } = place();
  await principals.read('a', 'm', 0);
  principals.drop('a', 'm');
  await principals.read('a', 'm', 0);
  expect(reads()).toBe(2);
  principals.drop('a', 'm');
  duringRead(() => principals.drop('a', 'm'));
  await principals.read('a', 'm', 0);
  duringRead(() => undefined);
  await principals.read('a', 'm', 0);
  expect(reads()).toBe(4);
});

test('no such member, no such association: the same', async () => {
  const { principals } = place();
  expect(await principals.read('a', 'nobody', 0)).toBeUndefined();
  expect(await principals.read('b', 'm', 0)).toBeUndefined();
});
