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

/** A page over a view, and a store that answers every read with what is given. */
function pageOver(index: ViewIndex, topology: 'single' | 'clustered', read: () => StoredDoc): Page {
  const getMany: Database['getMany'] = () => Promise.resolve(new Map([['note:1', read()]]));
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
  return new Page({ index: view, database, topology, rights, rules: SYNC_RULES, limit: 10 });
}

const rowsOf = (page: Page) =>
  page.rows.map((row) => JSON.parse(row) as { body: { n?: number }; _deleted: boolean });

const viewOf = (doc: StoredDoc): ViewIndex => {
  const index = new ViewIndex(() => 'board');
  index.apply({ id: doc._id, rev: doc._rev, seq: 's', deleted: false, doc }, true);
  return index;
};

/** The view has revision 1, for all; the store what is given. */
async function offered(
  now: StoredDoc,
  rev: string | undefined,
  topology: 'single' | 'clustered',
  evicted = false,
) {
  const index = viewOf(stored(1, 'all'));
  if (evicted) index.evictBodies(1);
  let reads = 0;
  const page = pageOver(index, topology, () => {
    reads += 1;
    return now;
  });
  await page.offer([rev === undefined ? { id: 'note:1' } : { id: 'note:1', rev }]);
  return { rows: rowsOf(page), reads };
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

/** A walk offers it, it changes, and the reading of what has changed since offers it again: the token covers both. */
test.each(['single', 'clustered'] as const)(
  '%s: what changes between two readings of one page goes out as it is then, or as a stub',
  async (topology) => {
    for (const [key, expected] of [
      ['all', { body: { n: 2 }, _deleted: false }],
      ['office', { _deleted: true }],
    ] as const) {
      const index = viewOf(stored(1, 'all'));
      let now = stored(1, 'all');
      const page = pageOver(index, topology, () => now);
      await page.offer([{ id: 'note:1' }]);
      now = stored(2, key);
      index.apply({ id: now._id, rev: now._rev, seq: 't', deleted: false, doc: now }, false);
      await page.offer([{ id: 'note:1', rev: now._rev }]);
      expect(rowsOf(page)).toMatchObject([expected]);
    }
  },
);
