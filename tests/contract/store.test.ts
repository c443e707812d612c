/**
 * The store contract: what every DocStore must do, whatever lies beneath. The same tests run on the embedded store, on
 * it through chaos, and on the CouchDB of COUCHDB_URL. Assertions on ranges and changes wait for late copies, never for
 * the clock.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { startEmbeddedStore } from '@communitrak/sync-server/store/embedded/embedded-store.ts';
import { createChaosStore, leafPlanter } from '../support/chaos-store.ts';
import { openTestStore, testLog, testPrefix } from '../support/test-store.ts';

import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  SeqRefused,
  StoreUnavailable,
  type ChangeRow,
  type Database,
  type DocStore,
  type StoredDoc,
} from '@communitrak/sync-server/ports/doc-store.ts';
import { eventually, patient } from '../support/patient-database.ts';

interface ContractStore {
  readonly store: DocStore;
  /** Ends the store and begins it again on the same data; absent where nothing is kept. */
  readonly restart?: () => Promise<DocStore>;
  /** Looks at the faults that fired, where there are any. */
  readonly check?: () => void;
  close(): Promise<void>;
}

const docs = (count: number, text = 'x'): { _id: string; n: number; text: string }[] =>
  Array.from({ length: count }, (_, n) => ({ _id: `row:${String(n).padStart(4, '0')}`, n, text }));

/** The latest row of each id, from the beginning until nothing more comes. */
async function replay(db: Database, limit?: number): Promise<ReadonlyMap<string, ChangeRow>> {
  const latest = new Map<string, ChangeRow>();
  let since = '0';
  for (let quiet = 0; quiet < 3;) {
    const page = await db.feed.read({ since, bodies: true, ...(limit === undefined ? {} : { limit }) });
    for (const row of page.rows) latest.set(row.id, row);
    since = page.last;
    quiet = page.rows.length === 0 ? quiet + 1 : 0;
  }
  return latest;
}

async function caughtUp(db: Database, expected: ReadonlyMap<string, string>): Promise<void> {
  await eventually(async () => {
    const rows = await replay(db);
    expect(new Map([...rows].map(([id, row]) => [id, row.rev]))).toEqual(expected);
  });
}

function storeContract(label: string, open: () => Promise<ContractStore>): void {
  describe(`store contract: ${label}`, () => {
    let context: ContractStore;
    let store: DocStore;
    let counter = 0;
    const fresh = async (): Promise<Database> => {
      const db = await store.open(`association-${++counter}`, { create: true });
      if (db === undefined) throw new Error('not created');
      return patient(db);
    };
    const create = async (db: Database, id: string, fields: object = {}): Promise<string> => {
      const result = await db.put({ _id: id, ...fields });
      if (!result.ok) throw new Error(`${id}: ${result.error}`);
      return result.rev;
    };

    beforeAll(async () => {
      context = await open();
      store = context.store;
    });
    afterAll(async () => {
      await context.close();
    });

    test('a database is opened when there, created only when asked, named, and dropped', async () => {
      expect(await store.open('nowhere', { create: false })).toBeUndefined();
      const both = await Promise.all([1, 2, 3].map(() => store.open('raced', { create: true })));
      expect(both.every((db) => db !== undefined)).toBe(true);
      expect(await store.open('raced', { create: false })).toBeDefined();
      expect(await store.names()).toContain('raced');
      await store.drop('raced');
      await store.drop('raced');
      expect(await store.names()).not.toContain('raced');
      expect(await store.open('raced', { create: false })).toBeUndefined();
      await expect(store.open('Upper', { create: true })).rejects.toThrow('no database name');
    });

    test('the store answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    test('a document is created once, and is read as written', async () => {
      const db = await fresh();
      const body = { text: 'Ein Loch, 🚰', list: [1, { deep: null }], yes: true, none: '' };
      const rev = await create(db, 'request:1', body);
      expect(await db.get('request:1')).toEqual({ _id: 'request:1', _rev: rev, ...body });
      expect(await db.get('request:2')).toBeUndefined();
      expect(await db.put({ _id: 'request:1', other: 1 })).toMatchObject({ ok: false, error: 'conflict' });
      expect(await db.get('request:1')).toMatchObject({ text: 'Ein Loch, 🚰' });
    });

    test('a replacement names the current revision', async () => {
      const db = await fresh();
      const first = await create(db, 'a:1', { v: 1 });
      const second = await db.put({ _id: 'a:1', _rev: first, v: 2 });
      expect(second.ok).toBe(true);
      expect(await db.put({ _id: 'a:1', _rev: first, v: 3 })).toMatchObject({ ok: false, error: 'conflict' });
      expect(await db.put({ _id: 'a:2', _rev: first, v: 3 })).toMatchObject({ ok: false, error: 'conflict' });
      expect(await db.get('a:1')).toMatchObject({ v: 2 });
      expect(await db.get('a:2')).toBeUndefined();
    });

    test('of several that write at once exactly one wins', async () => {
      const db = await fresh();
      const rev = await create(db, 'a:1', { by: 0 });
      const replaced = await Promise.all([1, 2, 3, 4].map((by) => db.put({ _id: 'a:1', _rev: rev, by })));
      expect(replaced.filter((result) => result.ok)).toHaveLength(1);
      const created = await Promise.all([1, 2, 3, 4].map((by) => db.put({ _id: 'no:1', by })));
      expect(created.filter((result) => result.ok)).toHaveLength(1);
      const winner = created.findIndex((result) => result.ok) + 1;
      expect(await db.get('no:1')).toMatchObject({ by: winner });
    });

    test('a tombstone keeps its fields, by get, getMany and changes', async () => {
      const db = await fresh();
      const rev = await create(db, 'a:1', { secret: 'text', keys: { all: [] } });
      const gone = await db.put({
        _id: 'a:1',
        _rev: rev,
        _deleted: true,
        keys: { all: [{ from: 1, to: 2 }] },
      });
      if (!gone.ok) throw new Error(gone.error);
      const tombstone: StoredDoc = {
        _id: 'a:1',
        _rev: gone.rev,
        _deleted: true,
        keys: { all: [{ from: 1, to: 2 }] },
      };
      expect(await db.get('a:1')).toEqual(tombstone);
      expect((await db.getMany(['a:1'])).get('a:1')).toEqual(tombstone);
      await eventually(async () => {
        const row = (await replay(db)).get('a:1');
        expect(row).toMatchObject({ rev: gone.rev, deleted: true, doc: tombstone });
      });
      await eventually(async () => {
        expect(await db.range({ startId: 'a:', endId: 'a:\ufff0' })).toEqual([]);
      });
    });

    test('over a tombstone: created anew without revision, or under its revision; never under an older one', async () => {
      const db = await fresh();
      const bury = async (id: string): Promise<{ first: string; gone: string }> => {
        const first = await create(db, id, { v: 1 });
        const gone = await db.put({ _id: id, _rev: first, _deleted: true, v: 2 });
        if (!gone.ok) throw new Error(gone.error);
        return { first, gone: gone.rev };
      };
      await bury('a:1');
      expect(await db.put({ _id: 'a:1', v: 3 })).toMatchObject({ ok: true });
      expect(await db.get('a:1')).toMatchObject({ v: 3 });
      expect(await db.put({ _id: 'a:1', v: 4 })).toMatchObject({ ok: false, error: 'conflict' });

      const second = await bury('a:2');
      expect(await db.put({ _id: 'a:2', _rev: second.first, v: 3 })).toMatchObject({
        ok: false,
        error: 'conflict',
      });
      expect(await db.put({ _id: 'a:2', _rev: second.gone, v: 4 })).toMatchObject({ ok: true });
      expect(await db.get('a:2')).toMatchObject({ v: 4 });

      const third = await bury('a:3');
      const again = await db.put({ _id: 'a:3', _rev: third.gone, _deleted: true, v: 5 });
      if (!again.ok) throw new Error(again.error);
      expect(await db.get('a:3')).toEqual({ _id: 'a:3', _rev: again.rev, _deleted: true, v: 5 });
      expect(await db.put({ _id: 'a:3', _rev: third.gone, _deleted: true, v: 6 })).toMatchObject({
        ok: false,
      });
      expect(await db.put({ _id: 'a:3', _rev: again.rev, v: 7 })).toMatchObject({ ok: true });
      expect(await db.put({ _id: 'a:3', _rev: again.rev, _deleted: true, v: 8 })).toMatchObject({
        ok: false,
      });
      expect(await db.get('a:3')).toMatchObject({ v: 7 });
    });

    test('a document that begins as a tombstone is one', async () => {
      const db = await fresh();
      expect(await db.put({ _id: 'a:1', _deleted: true, v: 1 })).toMatchObject({ ok: true });
      expect(await db.get('a:1')).toMatchObject({ _deleted: true, v: 1 });
      expect(await db.put({ _id: 'a:1', _deleted: true, v: 2 })).toMatchObject({
        ok: false,
        error: 'conflict',
      });
    });

    test('a batch is not atomic: each document has its own result, in order', async () => {
      const db = await fresh();
      const rev = await create(db, 'b:2', { v: 1 });
      const results = await db.putMany([
        { _id: 'b:1', v: 1 },
        { _id: 'b:2', v: 2 },
        { _id: 'b:3', _rev: rev, v: 1 },
        { _id: 'b:2', _rev: rev, v: 3 },
        { _id: 'b:4', _deleted: true },
      ]);
      expect(results.map((result) => [result.id, result.ok])).toEqual([
        ['b:1', true],
        ['b:2', false],
        ['b:3', false],
        ['b:2', true],
        ['b:4', true],
      ]);
      const stored = await db.getMany(['b:1', 'b:2', 'b:3', 'b:4', 'b:5']);
      expect([...stored.keys()].sort()).toEqual(['b:1', 'b:2', 'b:4']);
      expect(stored.get('b:2')).toMatchObject({ v: 3 });
      expect(await db.putMany([])).toEqual([]);
    });

    test('getMany reads living ones and tombstones, each once, and leaves out what never was', async () => {
      const db = await fresh();
      for (const doc of docs(8)) await create(db, doc._id, { n: doc.n });
      const deletions = ['row:0001', 'row:0006'];
      for (const id of deletions) {
        const doc = await db.get(id);
        await db.put({
          _id: id,
          ...(doc === undefined ? {} : { _rev: doc._rev }),
          _deleted: true,
          why: 'old',
        });
      }
      const found = await db.getMany(['row:0007', 'row:0001', 'row:0001', 'nothing', 'row:0006', 'row:0000']);
      expect([...found.keys()].sort()).toEqual(['row:0000', 'row:0001', 'row:0006', 'row:0007']);
      expect(found.get('row:0001')).toMatchObject({ _deleted: true, why: 'old' });
      expect((await db.getMany([])).size).toBe(0);
    });

    test('a range has its ends, its limit and its order', async () => {
      const db = await fresh();
      for (const doc of docs(12)) await create(db, doc._id, { n: doc.n });
      const ids = (rows: readonly StoredDoc[]): string[] => rows.map((row) => row._id);
      await eventually(async () => {
        const rows = await db.range({ startId: 'row:0003', endId: 'row:0005' });
        expect(rows.map((row) => row['n'])).toEqual([3, 4, 5]);
      });
      expect(ids(await db.range({ startId: 'row:', endId: 'row:\ufff0', limit: 2 }))).toEqual([
        'row:0000',
        'row:0001',
      ]);
      const backwards = { startId: 'row:', endId: 'row:\ufff0', limit: 2, descending: true };
      expect(ids(await db.range(backwards))).toEqual(['row:0011', 'row:0010']);
      expect(await db.range({ startId: 'row:0005', endId: 'row:0003' })).toEqual([]);
      expect(await db.range({ startId: 'other:', endId: 'other:\ufff0' })).toEqual([]);
    });

    test('a range shows, in the end, the latest versions', async () => {
      const db = await fresh();
      const expected = new Map<string, unknown>();
      for (const doc of docs(6)) {
        const rev = await create(db, doc._id, { v: 1 });
        const result = await db.put({
          _id: doc._id,
          _rev: rev,
          v: 2,
          ...(doc.n === 3 ? { _deleted: true } : {}),
        });
        if (result.ok && doc.n !== 3) expected.set(doc._id, result.rev);
      }
      // Several times: a copy that has caught up once may be asked after one that has not.
      for (let times = 0; times < 5; times++) {
        await eventually(async () => {
          const rows = await db.range({ startId: 'row:', endId: 'row:\ufff0' });
          expect(new Map(rows.map((row) => [row._id, row._rev]))).toEqual(expected);
        });
      }
    });

    test('ids with every character that ids have survive', async () => {
      const db = await fresh();
      const ids = [
        'vote:motion-1.member-2',
        'a:b.c-d',
        'with space',
        'slash/inside',
        'percent%2F',
        'plus+&=?#',
        'ü',
      ];
      for (const id of ids) await create(db, id, { id });
      for (const id of ids) expect(await db.get(id)).toMatchObject({ _id: id, id });
      expect([...(await db.getMany(ids)).keys()].sort()).toEqual([...ids].sort());
      await expect(db.get('_design/x')).rejects.toThrow('no document id');
      await expect(db.get('')).rejects.toThrow('no document id');
    });

    test('changes lead to the current state of every document, whatever the page size', async () => {
      const db = await fresh();
      const expected = new Map<string, string>();
      for (const doc of docs(15)) expected.set(doc._id, await create(db, doc._id, { n: doc.n }));
      for (const id of ['row:0002', 'row:0009']) {
        const result = await db.put({ _id: id, _rev: expected.get(id) ?? '', v: 2 });
        if (result.ok) expected.set(id, result.rev);
      }
      await caughtUp(db, expected);
      await eventually(async () => {
        const rows = await replay(db, 4);
        expect(new Map([...rows].map(([id, row]) => [id, row.rev]))).toEqual(expected);
        expect(rows.get('row:0002')?.doc).toMatchObject({ v: 2 });
      });
      const bodiless = await db.feed.read({ bodies: false });
      expect(bodiless.rows.every((row) => row.doc === undefined)).toBe(true);
    });

    test('the seq of any row continues after it, and loses nothing', async () => {
      const db = await fresh();
      const expected = new Set<string>();
      for (const doc of docs(10)) {
        await create(db, doc._id);
        expected.add(doc._id);
      }
      const page = await db.feed.read({ bodies: false });
      const seen = new Set<string>();
      for (const row of page.rows) {
        seen.add(row.id);
        await eventually(async () => {
          const rest = new Set<string>();
          let since = row.seq;
          for (let turns = 0; turns < 4; turns++) {
            const next = await db.feed.read({ since, bodies: false });
            for (const { id } of next.rows) rest.add(id);
            since = next.last;
          }
          expect(new Set([...seen, ...rest])).toEqual(expected);
        });
      }
    });

    test('now is where only what comes is read', async () => {
      const db = await fresh();
      for (const doc of docs(5)) await create(db, doc._id);
      const now = await db.feed.now();
      await create(db, 'later:1');
      await eventually(async () => {
        const { rows } = await db.feed.read({ since: now, bodies: false });
        expect(rows.map((row) => row.id)).toContain('later:1');
      });
    });

    test('a longpoll wakes at a write', async () => {
      const db = await fresh();
      await create(db, 'a:1');
      let since = await db.feed.now();
      const heard = new Set<string>();
      const listening = (async () => {
        while (!heard.has('b:1')) {
          const page = await db.feed.read({ since, bodies: true, waitMs: 15_000 });
          for (const row of page.rows) heard.add(row.id);
          since = page.last;
        }
      })();
      await nextTurn();
      await create(db, 'b:1');
      await listening;
      expect(heard.has('b:1')).toBe(true);
    });

    test('a longpoll ends by itself when nothing happens', async () => {
      const db = await fresh();
      const page = await db.feed.read({ since: await db.feed.now(), bodies: false, waitMs: 60 });
      const next = await db.feed.read({ since: page.last, bodies: false, waitMs: 60 });
      expect([...page.rows, ...next.rows]).toEqual([]);
    });

    test('a longpoll is given up by its signal, at once and also before it began', async () => {
      const db = await fresh();
      const since = await db.feed.now();
      const controller = new AbortController();
      const reading = db.feed.read({ since, bodies: false, waitMs: 50_000, signal: controller.signal });
      await nextTurn();
      controller.abort(new Error('enough'));
      await expect(reading).rejects.toThrow('enough');
      await expect(
        db.feed.read({ since, bodies: false, waitMs: 50_000, signal: controller.signal }),
      ).rejects.toThrow('enough');
    });

    test('an unknown seq and one of another database are refused', async () => {
      const [one, two] = [await fresh(), await fresh()];
      await create(one, 'a:1');
      await create(two, 'a:1');
      const last = await one.feed.now();
      await expect(two.feed.read({ since: last, bodies: false })).rejects.toBeInstanceOf(SeqRefused);
      for (const since of ['nonsense', '17', '-1', '3-abcdefgh', `${last}x`.replace(/^./, 'z')]) {
        await expect(one.feed.read({ since, bodies: false })).rejects.toBeInstanceOf(SeqRefused);
      }
    });

    test('a dropped database is unavailable, and one created again under its name is another one', async () => {
      const before = await store.open('again', { create: true });
      if (before === undefined) throw new Error('not created');
      await create(patient(before), 'a:1');
      const last = await patient(before).feed.now();
      await store.drop('again');
      await expect(before.get('a:1')).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(before.put({ _id: 'a:1' })).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(before.feed.read({ bodies: false })).rejects.toBeInstanceOf(StoreUnavailable);
      const after = await store.open('again', { create: true });
      if (after === undefined) throw new Error('not created');
      expect(await patient(after).get('a:1')).toBeUndefined();
      await expect(patient(after).feed.read({ since: last, bodies: false })).rejects.toBeInstanceOf(
        SeqRefused,
      );
    });

    test('two that are open on the same database see the same', async () => {
      const db = await fresh();
      const same = await store.open(db.name, { create: false });
      if (same === undefined) throw new Error('not there');
      const rev = await create(db, 'a:1');
      expect(await patient(same).get('a:1')).toMatchObject({ _rev: rev });
      const last = await db.feed.now();
      await expect(patient(same).feed.read({ since: last, bodies: false })).resolves.toBeDefined();
    });

    test('large batches go through in pieces', async () => {
      const db = await store.open(`association-${++counter}`, { create: true });
      if (db === undefined) throw new Error('not created');
      const many = docs(2500, 'y'.repeat(200));
      await eventually(async () => {
        await db.putMany(many);
        expect((await db.getMany(many.map((doc) => doc._id))).size).toBe(2500);
      });
    });

    test('data, tombstones and seqs are there after a restart', async () => {
      const db = await fresh();
      const { restart } = context;
      const rev = await create(db, 'a:1', { v: 1 });
      await create(db, 'a:2', { v: 2 });
      await db.put({ _id: 'a:1', _rev: rev, _deleted: true, why: 'kept' });
      const since = await db.feed.now();
      await create(db, 'a:3');
      if (restart !== undefined) store = await restart();
      const reopened = await store.open(db.name, { create: false });
      if (reopened === undefined) throw new Error('lost');
      const after = patient(reopened);
      expect(await after.get('a:1')).toMatchObject({ _deleted: true, why: 'kept' });
      expect(await after.get('a:2')).toMatchObject({ v: 2 });
      await eventually(async () => {
        const { rows } = await after.feed.read({ since, bodies: false });
        expect(rows.map((row) => row.id)).toContain('a:3');
      });
      await create(after, 'a:4');
    });

    test('every fault that this store can have has happened', () => {
      expect(() => context.check?.()).not.toThrow();
    });
  });
}

const inMemory = () => startEmbeddedStore({ dataDir: 'memory', log: testLog });

storeContract('embedded, in memory', async () => {
  const endpoint = await inMemory();
  const store = await openCouchStore({ url: endpoint.url, prefix: '' });
  return { store, close: () => endpoint.close() };
});

storeContract('embedded, on disk', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'store-contract-'));
  let endpoint = await startEmbeddedStore({ dataDir, log: testLog });
  const open = () => openCouchStore({ url: endpoint.url, prefix: 'p/q-' });
  return {
    store: await open(),
    async restart() {
      await endpoint.close();
      endpoint = await startEmbeddedStore({ dataDir, log: testLog });
      return open();
    },
    async close() {
      await endpoint.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});

for (const seed of [1, 2, 3]) {
  storeContract(`through chaos, seed ${seed}`, async () => {
    const opened = await openTestStore();
    const chaos = createChaosStore(opened.store, { seed, plantLeaf: leafPlanter(opened.url, opened.prefix) });
    return { store: chaos.store, check: () => chaos.assertEachFired(), close: () => opened.close() };
  });
}

const couchdbUrl = process.env['COUCHDB_URL'] ?? '';
if (couchdbUrl !== '') {
  storeContract('the CouchDB of COUCHDB_URL', async () => {
    const prefix = testPrefix();
    const open = () => openCouchStore({ url: couchdbUrl, prefix });
    const store = await open();
    return {
      store,
      restart: open,
      async close() {
        for (const name of await store.names()) await store.drop(name);
      },
    };
  });
}
