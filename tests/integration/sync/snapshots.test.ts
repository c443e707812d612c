/**
 * Views that come back from a snapshot: what is read then, what is not, what was left over is done, and what is thrown
 * away. On a real store and a real disk; what the bytes may look like is in sync-server/src/sync/snapshots.test.ts.
 */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { WITHDRAWAL_MS } from '@communitrak/domain/core/rights.ts';
import { createHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { createComment, createRequest, type RequestBody } from '@communitrak/domain/requests/index.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { currentAudience } from '@communitrak/sync-server/access/key-intervals.ts';
import { NoSuchMember } from '@communitrak/sync-server/access/no-such-member.ts';
import {
  SeqRefused,
  type ChangesQuery,
  type Database,
  type DocStore,
  type NewDoc,
} from '@communitrak/sync-server/ports/doc-store.ts';
import { SNAPSHOT_KEPT_MS, type SnapshotStore } from '@communitrak/sync-server/ports/snapshot-store.ts';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import { startServer } from '@communitrak/sync-server/server.ts';
import { clearOldSnapshots } from '@communitrak/sync-server/reactions/old-snapshots.ts';
import { openDiskSnapshotStore } from '@communitrak/sync-server/store/files/disk-snapshot-store.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { v7 } from 'uuid';
import { aProperty, smallAssociation } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device, type ServiceOptions, writeAll } from '../../support/sync-rig.ts';
import { TEST_SECRET } from '../../support/test-accounts.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let folder: string;
let snapshots: SnapshotStore;
let association: string;
let people: ReturnType<typeof smallAssociation>['people'];
let count = 0;

beforeAll(async () => {
  place = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'communitrak-snapshots-'));
  snapshots = await openDiskSnapshotStore(folder, Date.now());
});
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  count += 1;
  association = `saved-${count}`;
  const small = smallAssociation({ local: association });
  people = small.people;
  const writer = aSyncService(place.store);
  await createWith(writer, association, small.documents);
  await writer.close();
});

interface Watched extends DocStore {
  /** `since` of each reading with bodies, in order. */
  readonly readings: string[];
}

/** The store, with what is asked of its feed noted, and perhaps something in its way. */
function watched(change: (inner: Database) => Partial<Database> = () => ({})): Watched {
  const readings: string[] = [];
  return {
    ...place.store,
    topology: place.store.topology,
    readings,
    open: async (name, options) => {
      const inner = await place.store.open(name, options);
      if (inner === undefined) return undefined;
      const read = (query: ChangesQuery) => {
        if (query.bodies) readings.push(query.since ?? '0');
        return inner.feed.read(query);
      };
      return { ...inner, feed: { now: () => inner.feed.now(), read }, ...change(inner) };
    },
  };
}

const saving = (store: DocStore, options: ServiceOptions = {}): RunningSyncService =>
  aSyncService(store, { snapshots, ...options });

async function ended<T>(store: DocStore, work: (service: RunningSyncService) => Promise<T>): Promise<T> {
  const service = saving(store);
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

const names = async (): Promise<readonly string[]> => (await snapshots.list()).map(({ name }) => name);

const audienceOf = async (id: string): Promise<readonly string[]> => {
  const database = await place.store.open(`association-${association}`, { create: false });
  const doc = await database?.get(id);
  return doc === undefined ? [] : [...currentAudience(readStored(doc).keys)].sort();
};

test('a process begins where another ended: nothing is read from the beginning, nothing is missed', async () => {
  const old = new Device(association, 'm-head');
  await ended(place.store, (service) => old.sync(service));
  expect(await names()).toContain(association);
  const between = aSyncService(place.store);
  await writeAll(between, association, [aProperty('late')]);
  await between.close();
  const store = watched();
  const fresh = new Device(association, 'm-head', 'device-new');
  await ended(store, async (service) => {
    await old.sync(service);
    await fresh.sync(service);
  });
  expect(store.readings).not.toContain('0');
  expect(old.rows).toBeLessThanOrEqual(2);
  expect(old.held.has('property:late')).toBe(true);
  const cold = new Device(association, 'm-head', 'device-cold');
  const reader = aSyncService(place.store);
  await cold.sync(reader);
  await reader.close();
  expect(new Map(fresh.held)).toEqual(cold.held);
  expect(new Map(old.held)).toEqual(cold.held);
});

test('a view let go because it was idle comes back, and one that did not change is not written again', async () => {
  const clock = { now: Date.now() };
  const store = watched();
  const service = saving(store, { clock: () => clock.now });
  const device = new Device(association, 'm-head');
  const go = async (): Promise<number> => {
    clock.now += 3600_000;
    service.sweep();
    await service.settled();
    return (await stat(join(folder, 'views', association))).ino;
  };
  await device.sync(service);
  const first = await go();
  const before = store.readings.length;
  await device.sync(service);
  expect(store.readings.slice(before)).not.toContain('0');
  expect(await go()).toBe(first);
  await writeAll(service, association, [aProperty('more')]);
  await device.sync(service);
  expect(device.held.has('property:more')).toBe(true);
  expect(await go()).not.toBe(first);
  await service.close();
});

const KILLED = 'killed here';

/** A process that dies at the first write that `last` recognises, before it. */
function dyingAt(last: (doc: NewDoc) => boolean): DocStore {
  let dead = false;
  const put = (inner: Database, doc: NewDoc) => {
    dead ||= last(doc);
    return dead ? Promise.reject(new Error(KILLED)) : inner.put(doc);
  };
  return watched((inner) => ({
    put: (doc) => put(inner, doc),
    putMany: async (docs) => {
      const results = [];
      for (const doc of docs) results.push(await put(inner, doc));
      return results;
    },
  }));
}

test('dependants that another process left unfinished are rewritten by one that begins from a snapshot', async () => {
  const request = createRequest(
    {
      by: people.member.principal,
      kind: 'maintenance',
      title: 'Leak',
      description: '',
      priority: 'normal',
      place: '',
      household: 'h1',
      files: [],
    },
    Date.now(),
    v7,
  );
  const made = { request, by: people.member.principal, text: 'Hello', files: [] };
  const comment = createComment(made, Date.now(), v7);
  const body: RequestBody = { ...request.body, assignee: 'm-board', assigneeName: people.board.name };
  await ended(place.store, async (service) => {
    await writeAll(service, association, [request, comment]);
    await new Device(association, 'm-board').sync(service);
    const dying = aSyncService(dyingAt(({ _id }) => _id.startsWith('request-event:')));
    await writeAll(dying, association, [{ ...request, body }]);
    await dying.settled();
    await dying.close();
    // This one has seen what is to be done, waits for the other to do it, and ends.
    await new Device(association, 'm-board').sync(service);
  });
  expect(await audienceOf(comment.id)).toEqual(['hh:h1', 'office']);
  const store = watched();
  const next = saving(store);
  await new Device(association, 'm-board').page(next, 'cases');
  await expect
    .poll(() => audienceOf(comment.id), { timeout: 15_000 })
    .toEqual(['hh:h1', 'office', 'u:m-board']);
  await next.close();
  expect(store.readings).not.toContain('0');
});

test('rights taken by a process that died are given back by one that begins from a snapshot', async () => {
  const link = createHouseholdLink({
    association,
    member: 'm-member',
    household: 'h1',
    role: 'member',
    from: '2019-05-01',
  });
  const over: Envelope = { ...link, body: { ...link.body, to: '2026-01-31' } };
  const office = new Device(association, 'm-office');
  const keys = async (): Promise<readonly string[]> => {
    const reader = aSyncService(place.store);
    const found = await reader.member(association, 'm-member');
    await reader.close();
    return [...(found?.principal.keys ?? [])].sort();
  };
  await ended(place.store, async (service) => {
    await office.sync(service);
    const dying = aSyncService(dyingAt(({ _id }) => _id.startsWith('household-link:')));
    await expect(office.push(dying, [over])).rejects.toThrow(KILLED);
    await dying.close();
    // So many changes later that nothing of it is among the last ones.
    const more = Array.from({ length: 10 }, (_, n) => aProperty(`more-${n}`));
    await writeAll(service, association, more);
    await office.sync(service);
  });
  expect(await keys()).toEqual(['u:m-member']);
  const store = watched();
  // Whoever takes rights is given time to write what takes them.
  const next = saving(store, { clock: () => Date.now() + WITHDRAWAL_MS });
  await office.page(next, 'places');
  await next.settled();
  await next.close();
  expect(store.readings).not.toContain('0');
  expect(await keys()).toEqual(['all', 'hh:h1', 'u:m-member']);
});

test('rights remembered while nobody followed the association are read anew when its view comes from a snapshot', async () => {
  const clock = { now: Date.now() };
  const here = saving(place.store, { clock: () => clock.now });
  expect((await here.member(association, 'm-member'))?.principal.keys).toContain('hh:h1');
  const link = createHouseholdLink({
    association,
    member: 'm-member',
    household: 'h1',
    role: 'member',
    from: '2019-05-01',
  });
  await ended(place.store, async (elsewhere) => {
    await writeAll(elsewhere, association, [{ ...link, body: { ...link.body, to: '2026-01-31' } }]);
    await new Device(association, 'm-office').sync(elsewhere);
  });
  // Longer than rights are remembered where nothing is followed.
  clock.now += 10_000;
  const device = new Device(association, 'm-member');
  await device.sync(here);
  await here.close();
  expect(device.held.has('household:h1')).toBe(false);
});

test('nothing new, of all collections, asks the store once, however long ago the rights were read', async () => {
  if (place.store.topology !== 'single') return;
  const asked: string[] = [];
  const note = <A extends unknown[], R>(what: string, call: (...args: A) => R) => {
    return (...args: A): R => {
      asked.push(what);
      return call(...args);
    };
  };
  const store = watched((inner) => ({
    get: note('get', (id) => inner.get(id)),
    getMany: note('getMany', (ids) => inner.getMany(ids)),
    range: note('range', (query) => inner.range(query)),
    feed: { now: () => inner.feed.now(), read: note('feed', (query) => inner.feed.read(query)) },
  }));
  const clock = { now: Date.now() };
  const service = saving(store, { clock: () => clock.now });
  const device = new Device(association, 'm-head');
  await device.sync(service);
  await device.sync(service);
  await service.settled();
  clock.now += 60_000;
  asked.length = 0;
  const want = COLLECTIONS.map((collection) => {
    const token = device.tokens.get(collection) ?? null;
    return { collection, token, limit: 50, holds: true };
  });
  const { pages } = await service.pull(device.who, { protocol: PROTOCOL_VERSION, want });
  expect(pages.flatMap(({ documents }) => documents)).toEqual([]);
  expect(asked).toEqual(['feed']);
  await service.close();
});

test('in a store put back to an earlier day it is thrown away, though name and identity are the same', async () => {
  const device = new Device(association, 'm-head');
  await ended(place.store, async (service) => {
    await device.sync(service);
    await writeAll(service, association, [aProperty('lost')]);
    await device.sync(service);
  });
  const without = watched((inner) => ({
    getMany: async (ids) => new Map([...(await inner.getMany(ids))].filter(([id]) => id !== 'property:lost')),
  }));
  await ended(without, (service) => new Device(association, 'm-head', 'device-2').page(service, 'places'));
  expect(without.readings).toContain('0');
});

test('of a database that was made anew under the same name it is thrown away', async () => {
  await ended(place.store, async (service) => {
    await writeAll(service, association, [aProperty('once')]);
    await new Device(association, 'm-head').sync(service);
  });
  await place.store.drop(`association-${association}`);
  const small = smallAssociation({ local: association });
  const writer = aSyncService(place.store);
  await createWith(writer, association, small.documents);
  await writer.close();
  const store = watched();
  const device = new Device(association, 'm-head');
  await ended(store, (service) => device.sync(service));
  expect(store.readings).toContain('0');
  expect(device.held.has('property:once')).toBe(false);
  expect(device.held.has('household:h1')).toBe(true);
});

test('a seq that the store refuses throws it away', async () => {
  await ended(place.store, (service) => new Device(association, 'm-head').sync(service));
  let refusals = 0;
  const forgetful = watched((inner) => ({
    feed: {
      now: () => inner.feed.now(),
      read: (query) => {
        if (query.since === '0' || query.since === undefined || refusals > 0) return inner.feed.read(query);
        refusals += 1;
        return Promise.reject(new SeqRefused('forgotten'));
      },
    },
  }));
  const device = new Device(association, 'm-head', 'device-2');
  await ended(forgetful, (service) => device.sync(service));
  expect(refusals).toBe(1);
  expect(device.held.has('household:h1')).toBe(true);
  const after = watched();
  await ended(after, (service) => device.sync(service));
  expect(after.readings).not.toContain('0');
});

test('it goes with its association, and with age', async () => {
  await ended(place.store, (service) => new Device(association, 'm-head').sync(service));
  const clock = Date.now;
  expect(await names()).toContain(association);
  await clearOldSnapshots({ store: place.store, snapshots, clock });
  expect(await names()).toContain(association);
  await place.store.drop(`association-${association}`);
  expect(await clearOldSnapshots({ store: place.store, snapshots, clock })).toBeGreaterThan(0);
  expect(await names()).not.toContain(association);

  await snapshots.write(association, [Buffer.from('of an association that is gone')]);
  await ended(place.store, async (service) => {
    await expect(new Device(association, 'm-head').sync(service)).rejects.toBeInstanceOf(NoSuchMember);
  });
  await place.store.open(`association-${association}`, { create: true });
  await snapshots.write(association, [Buffer.from('old')]);
  const later = (): number => Date.now() + SNAPSHOT_KEPT_MS + 60_000;
  await clearOldSnapshots({ store: place.store, snapshots, clock: later });
  expect(await names()).toEqual([]);
});

test('on disk it is this account’s alone, whole or not there, and never outside its folder', async () => {
  await snapshots.write('one', [Buffer.from('a'), Buffer.from('b')]);
  expect((await stat(join(folder, 'views'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'views', 'one'))).mode & 0o777).toBe(0o600);
  const broken = function* () {
    yield Buffer.from('half');
    throw new Error('disk full');
  };
  await expect(snapshots.write('one', broken())).rejects.toThrow('disk full');
  const pieces: Uint8Array[] = [];
  for await (const piece of (await snapshots.read('one')) ?? []) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe('ab');
  expect(await readdir(join(folder, 'views'))).not.toContainEqual(expect.stringMatching(/unfinished/));
  for (const name of ['../one', '.unfinished-x', 'One', 'a/b', '']) {
    await expect(snapshots.read(name)).rejects.toThrow(TypeError);
    await expect(snapshots.write(name, [])).rejects.toThrow(TypeError);
  }
  expect(await snapshots.read('two')).toBeUndefined();
  await writeFile(join(folder, 'views', '.unfinished-crashed'), 'half');
  await openDiskSnapshotStore(folder, Date.now() + 7200_000);
  expect(await readdir(join(folder, 'views'))).not.toContain('.unfinished-crashed');
});

/** As it is written: fetch would tidy the path up. */
function asked(url: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = get({ hostname, port, path, headers: { accept: '*/*' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve(text));
    });
    sent.on('error', reject);
  });
}

test('no address leads to it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'communitrak-unserved-'));
  const appDir = join(dataDir, 'app');
  await mkdir(appDir);
  const env = { PORT: '0', DATA_DIR: dataDir, SESSION_SECRET: TEST_SECRET };
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const server = await startServer(parsed.config, {
    log: pino({ level: 'silent' }),
    store: place.store,
    appDir,
  });
  await writeFile(join(dataDir, 'views', 'maple'), 'of residents');
  await writeFile(join(appDir, 'served.txt'), 'of the app');
  expect(await asked(server.url, '/app/served.txt')).toBe('of the app');
  for (const path of [
    '',
    '/app',
    '/app/..',
    '/app/%2e%2e',
    '/app/..%2f..',
    '/a/maple',
    '/a/maple/files/..',
    '/api',
  ]) {
    for (const end of ['/views/maple', '%2fviews%2fmaple', '/..%2fviews/maple', '/../views/maple']) {
      expect(await asked(server.url, path + end)).not.toContain('of residents');
    }
  }
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});
