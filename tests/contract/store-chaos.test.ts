/** The chaos layer is itself a thing that can be wrong: it must bite, tell when it did not, and never lie for good. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAULTS, type Fault } from '../support/chaos-faults.ts';
import { createChaosStore, leafPlanter, type Rates } from '../support/chaos-store.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';
import { StoreUnavailable, type Database } from '@communitrak/sync-server/ports/doc-store.ts';

const NEVER: Rates = {
  'opaque-seq': 0,
  'reordered-rows': 0,
  'repeated-row': 0,
  'rewound-changes': 0,
  'late-change': 0,
  'late-range': 0,
  'lost-request': 0,
  'lost-answer': 0,
  'conflict-leaf': 0,
};

let opened: TestStore;
let counter = 0;
beforeEach(async () => {
  opened = await openTestStore();
});
afterEach(() => opened.close());

/** A database in which exactly this fault always happens. */
async function always(
  fault: Fault | undefined,
): Promise<{ db: Database; plain: Database; assert: () => void }> {
  const rates = fault === undefined ? NEVER : { ...NEVER, [fault]: 1000 };
  const plantLeaf = leafPlanter(opened.url, opened.prefix);
  const chaos = createChaosStore(opened.store, { seed: 7, rates, plantLeaf });
  const name = `db-${++counter}`;
  const db = await chaos.store.open(name, { create: true });
  const plain = await opened.store.open(name, { create: true });
  if (db === undefined || plain === undefined) throw new Error('not created');
  return { db, plain, assert: () => chaos.assertEachFired() };
}

async function write(db: Database): Promise<void> {
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const first = await db.put({ _id: id, v: 1 });
    if (first.ok) await db.put({ _id: id, _rev: first.rev, v: 2 });
  }
}

const ids = async (db: Database): Promise<string[]> =>
  (await db.feed.read({ bodies: true })).rows.map((row) => `${row.id}${String(row.doc?.['v'])}`);

test('a run without faults is told, naming each', async () => {
  const { db, assert } = await always(undefined);
  await write(db);
  expect(await ids(db)).toEqual(['a2', 'b2', 'c2', 'd2', 'e2', 'f2']);
  expect(assert).toThrow(FAULTS.join(', '));
});

test('lost requests do nothing, lost answers have done it', async () => {
  const request = await always('lost-request');
  await expect(request.db.put({ _id: 'a' })).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await request.plain.get('a')).toBeUndefined();
  const answer = await always('lost-answer');
  await expect(answer.db.put({ _id: 'a' })).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await answer.plain.get('a')).toBeDefined();
});

test('opaque seqs differ each time they are given for one place', async () => {
  const { db } = await always('opaque-seq');
  await write(db);
  expect(await db.feed.now()).not.toBe(await db.feed.now());
  const { rows } = await db.feed.read({ since: await db.feed.now(), bodies: false });
  expect(rows).toEqual([]);
});

test('reordered rows, and each seq still leads to everything after it', async () => {
  const { db } = await always('reordered-rows');
  await write(db);
  const { rows } = await db.feed.read({ bodies: false });
  const order = rows.map((row) => row.id);
  expect(order).not.toEqual(order.toSorted());
  const seen = new Set<string>();
  for (const row of rows) {
    seen.add(row.id);
    const rest = (await db.feed.read({ since: row.seq, bodies: false })).rows.map((each) => each.id);
    expect([...new Set([...seen, ...rest])].sort()).toEqual(order.toSorted());
  }
});

test('a row comes again, and changes are rewound', async () => {
  const repeated = await always('repeated-row');
  await write(repeated.db);
  expect(await ids(repeated.db)).toHaveLength(7);
  const rewound = await always('rewound-changes');
  await write(rewound.db);
  const since = await rewound.db.feed.now();
  expect((await rewound.db.feed.read({ since, bodies: false })).rows).toHaveLength(6);
});

test('late copies: an older version or none, in ranges and changes; by id never', async () => {
  const range = await always('late-range');
  await write(range.db);
  const rows = await range.db.range({ startId: 'a', endId: 'z' });
  expect(rows.map((row) => row['v'])).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await range.db.get('a')).toMatchObject({ v: 2 });
  expect((await range.db.getMany(['a'])).get('a')).toMatchObject({ v: 2 });
  const changes = await always('late-change');
  await write(changes.db);
  const page = await changes.db.feed.read({ bodies: true });
  expect(page.rows.at(-1)?.doc).toMatchObject({ v: 1 });
  expect(page.rows.length).toBeLessThan(7);
  // The late row is not behind the reader for good.
  const late = page.rows.at(-1)?.id ?? '';
  const rest = await changes.plain.feed.read({ bodies: true });
  expect(rest.rows.map((row) => row.id)).toContain(late);
});

test('a losing leaf lies beside a document, and does not rise when it is deleted', async () => {
  const { db, plain } = await always('conflict-leaf');
  const leavesOf = async (id: string): Promise<number> => {
    const path = `${opened.url}/${encodeURIComponent(`${opened.prefix}${db.name}`)}/${id}?open_revs=all`;
    const answer: unknown = await (await fetch(path, { headers: { accept: 'application/json' } })).json();
    return Array.isArray(answer) ? answer.length : 0;
  };
  const first = await db.put({ _id: 'a', v: 1 });
  const second = await db.put({ _id: 'a', ...(first.ok ? { _rev: first.rev } : {}), v: 2 });
  if (!second.ok) throw new Error(second.error);
  expect(await leavesOf('a')).toBe(3);
  expect(await plain.get('a')).toEqual({ _id: 'a', _rev: second.rev, v: 2 });
  const gone = await db.put({ _id: 'a', _rev: second.rev, _deleted: true, why: 'moved' });
  if (!gone.ok) throw new Error(gone.error);
  expect(await plain.get('a')).toEqual({ _id: 'a', _rev: gone.rev, _deleted: true, why: 'moved' });
  const back = await db.put({ _id: 'a', _rev: gone.rev, v: 3 });
  expect(back.ok).toBe(true);
  expect(await plain.get('a')).toMatchObject({ v: 3 });
});

test('a seed does the same each time, and another seed something else', async () => {
  const run = async (seed: number): Promise<string> => {
    const chaos = createChaosStore(opened.store, { seed });
    const name = 'seeded';
    const db = await chaos.store.open(name, { create: true });
    if (db === undefined) throw new Error('not created');
    const trace: string[] = [];
    for (let n = 0; n < 60; n++) {
      const done = await db.put({ _id: `a:${n}` }).then(
        (result) => String(result.ok),
        () => 'lost',
      );
      trace.push(done, ...(await ids(db).catch(() => ['lost'])));
    }
    await opened.store.drop(name);
    return `${trace.join()} ${JSON.stringify([...chaos.fired])}`;
  };
  const first = await run(3);
  expect(await run(3)).toBe(first);
  expect(await run(4)).not.toBe(first);
});
