/** Which version a page decides on and sends: the view's, unless that may be older than what the reading named. */
import { expect, test } from 'vitest';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { rightsOf } from '../access/visibility.ts';
import { Page } from './page.ts';
import { SYNC_RULES } from './rules.ts';
import { ViewIndex } from './view-index.ts';

const rights = rightsOf({
  member: 'm',
  name: '',
  epoch: 1,
  state: 'active',
  grants: [{ key: 'all', from: 0, fromEpoch: 1 }],
});

const stored = (generation: number, key: string): StoredDoc => ({
  _id: 'note:1',
  _rev: `${generation}-x`,
  body: { n: generation },
  keys: { [key]: [{ from: 0 }] },
});

/** The view has revision 1, for all; the store what is given. */
async function offered(
  now: StoredDoc,
  rev: string | undefined,
  topology: 'single' | 'clustered',
  evicted = false,
) {
  const index = new ViewIndex(() => 'board');
  index.apply({ id: 'note:1', rev: '1-x', seq: 's', deleted: false, doc: stored(1, 'all') }, true);
  if (evicted) index.evictBodies(1);
  let reads = 0;
  const getMany: Database['getMany'] = () => {
    reads += 1;
    return Promise.resolve(new Map([[now._id, now]]));
  };
  const view = {
    incarnation: '',
    identity: '',
    seq: '',
    head: 0,
    entry: (id: string) => index.entry(id),
    peekBody: (id: string) => index.peekBody(id),
    useBody: (id: string) => index.useBody(id),
    idsAfter: () => [],
    childrenOf: () => [],
    position: () => undefined,
    reachesBack: () => false,
    changesSince: () => [],
    countVisible: () => 0,
  };
  const database = { getMany } as Partial<Database> as Database;
  const page = new Page({ index: view, database, topology, rights, rules: SYNC_RULES, limit: 10 });
  await page.offer([rev === undefined ? { id: 'note:1' } : { id: 'note:1', rev }]);
  return {
    rows: page.rows.map((row) => JSON.parse(row) as { body: { n?: number }; _deleted: boolean }),
    reads,
  };
}

test('one copy: the view’s version goes out, without a read', async () => {
  const { rows, reads } = await offered(stored(2, 'all'), undefined, 'single');
  expect(rows).toMatchObject([{ body: { n: 1 } }]);
  expect(reads).toBe(0);
});

test('one copy, but the reading named a newer revision than the view has: read', async () => {
  expect((await offered(stored(2, 'all'), '2-x', 'single')).rows).toMatchObject([{ body: { n: 2 } }]);
  expect((await offered(stored(2, 'all'), '1-x', 'single')).reads).toBe(0);
});

test('one copy, the body evicted: read, and decided on what was read', async () => {
  expect((await offered(stored(1, 'all'), undefined, 'single', true)).rows).toMatchObject([
    { body: { n: 1 } },
  ]);
  // It has left the member's sight since; whether they may have held it is asked of its keys as they are now.
  expect((await offered(stored(2, 'office'), undefined, 'single', true)).rows).toEqual([]);
});

test('several copies: always read', async () => {
  expect(await offered(stored(2, 'all'), undefined, 'clustered')).toMatchObject({
    rows: [{ body: { n: 2 } }],
    reads: 1,
  });
});
