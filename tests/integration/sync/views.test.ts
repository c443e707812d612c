/** Views under pressure: what is dropped when idle or over budget, and that nothing of it changes an answer. */
import { expect, test } from 'vitest';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { StoreUnavailable } from '@communitrak/sync-server/ports/doc-store.ts';
import { createDatabases } from '@communitrak/sync-server/sync/databases.ts';
import { createForeignFeeds, TooFarBehind } from '@communitrak/sync-server/sync/foreign-feed.ts';
import { IDLE_MS, Views } from '@communitrak/sync-server/sync/views.ts';
import { countingIds, testClock } from '../../../shared/testkit/clock-and-ids.ts';
import { smallAssociation } from '../../../shared/testkit/builders.ts';
import { LateCopies } from '../../support/late-copies-store.ts';
import { aSyncService, createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore } from '../../support/test-store.ts';

/** One database under every name, counting how often it is read from the beginning. */
function place(budgetBytes: number) {
  const copies = new LateCopies();
  for (let n = 0; n < 50; n += 1) {
    copies.put({
      _id: `note:${n}`,
      type: 'note',
      keys: { all: [{ from: 0 }] },
      body: { v: 'x'.repeat(100) },
    });
  }
  const clock = testClock();
  const handle = copies.handle(0, 'single');
  let builds = 0;
  const store: DocStore = {
    ...handle,
    topology: 'single',
    open: async () => {
      const database = await handle.open('association-a', { create: false });
      return (
        database && {
          ...database,
          feed: {
            ...database.feed,
            read: (query) => {
              if (query.since === '0') builds += 1;
              return database.feed.read(query);
            },
          },
        }
      );
    },
  };
  const sizes: [number, number][] = [];
  const evicted: string[] = [];
  const views = new Views({
    databases: createDatabases(store),
    collectionOf: (id) => (id.startsWith('note:') ? 'board' : undefined),
    clock: clock.now,
    newId: countingIds(),
    budgetBytes,
    isShownAtStart: () => false,
    snapshots: undefined,
    onChanges: () => undefined,
    onSize: (count, bytes) => sizes.push([count, bytes]),
    onEvicted: (what) => evicted.push(what),
  });
  return { views, clock, sizes, evicted, builds: () => builds };
}

async function bytesOfOne(): Promise<number> {
  const { views } = place(1e9);
  await visit(views, 'a');
  const bytes = views.active('a')?.bytes ?? 0;
  await views.close();
  return bytes;
}

const visit = (views: Views, association: string) => views.using(association, () => Promise.resolve());

test('a view is built once and shared by all who come while it is built', async () => {
  const { views, builds } = place(1e9);
  await Promise.all(Array.from({ length: 5 }, () => visit(views, 'a')));
  expect(builds()).toBe(1);
  await views.close();
});

test('dropped when idle, not while held', async () => {
  const { views, clock, sizes } = place(1e9);
  await visit(views, 'a');
  const held = await views.hold('b');
  clock.advance(IDLE_MS - 1);
  views.sweep();
  expect(sizes.at(-1)?.[0]).toBe(2);
  clock.advance(1);
  views.sweep();
  expect(views.active('a')).toBeUndefined();
  expect(views.active('b')).toBe(held.view);
  held.release();
  held.release();
  clock.advance(IDLE_MS);
  views.sweep();
  expect(sizes.at(-1)).toEqual([0, 0]);
  await views.close();
});

test('over budget the least recently used goes first, and what is held loses bodies only', async () => {
  const one = await bytesOfOne();
  const { views, evicted } = place(one * 2.3);
  await visit(views, 'a');
  await visit(views, 'b');
  await visit(views, 'a');
  await visit(views, 'c');
  expect(views.active('b')).toBeUndefined();
  expect(views.active('a')).toBeDefined();
  expect(views.active('c')).toBeDefined();
  expect(evicted).toEqual(['view']);
  await views.close();

  const tight = place(one * 0.8);
  const held = await tight.views.hold('a');
  await visit(tight.views, 'a');
  expect(held.view.bytes).toBeLessThanOrEqual(one * 0.8);
  expect(held.view.entry('note:0')?.keys).toEqual({ all: [{ from: 0 }] });
  expect(held.view.peekBody('note:0')).toBeUndefined();
  held.release();
  await tight.views.close();
});

test('a store that does not answer fails the visit, and the next one succeeds', async () => {
  const testStore = await openTestStore();
  const { store } = testStore;
  const { association, documents } = smallAssociation();
  const writer = aSyncService(store);
  await createWith(writer, association, documents);
  await writer.close();
  let away = true;
  const wavering: DocStore = {
    ...store,
    topology: store.topology,
    open: async (name, options) => {
      const database = await store.open(name, options);
      if (database === undefined) return undefined;
      const read = (query: Parameters<typeof database.feed.read>[0]) =>
        away ? Promise.reject(new StoreUnavailable('away')) : database.feed.read(query);
      return {
        name: database.name,
        get: (id) => database.get(id),
        getMany: (ids) => database.getMany(ids),
        put: (doc) => database.put(doc),
        putMany: (docs) => database.putMany(docs),
        range: (query) => database.range(query),
        feed: { read, now: () => database.feed.now() },
      };
    },
  };
  const service = aSyncService(wavering);
  const device = new Device(association, 'm-head');
  await expect(device.sync(service)).rejects.toBeInstanceOf(StoreUnavailable);
  away = false;
  await device.sync(service);
  expect(device.held.has('household:h1')).toBe(true);
  away = true;
  await expect(device.sync(service)).rejects.toBeInstanceOf(StoreUnavailable);
  await service.close();
  await testStore.close();
});

test('reading on from a foreign seq stops where a walk is cheaper, and reads each stretch once', async () => {
  const copies = new LateCopies();
  for (let n = 0; n < 2500; n += 1) copies.put({ _id: `note:${n}` });
  const database = await copies.handle(0).open('association-a', { create: false });
  if (database === undefined) throw new Error('no database');
  const feeds = createForeignFeeds(database.feed, 2000);
  const [first, again] = [await feeds.stretch('0', 0), await feeds.stretch('0', 0)];
  expect(again).toBe(first);
  expect(first.end).toBe(false);
  await feeds.stretch('0', 1);
  expect(copies.foreignReads).toBe(2);
  await expect(feeds.stretch('0', 2)).rejects.toBeInstanceOf(TooFarBehind);
  const all = createForeignFeeds(database.feed);
  expect((await all.stretch('0', 2)).end).toBe(true);
});
