/** A whole replica on the device's own storage: moved over from Dexie, above the ceiling, damaged, full. */
// First: Dexie looks for IndexedDB when it is loaded.
import 'fake-indexeddb/auto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveDraft, draft } from '@communitrak/replica/commands/drafts.ts';
import { editRequest, postRequest } from '@communitrak/replica/commands/requests.ts';
import { requestList } from '@communitrak/replica/queries/requests.ts';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { unsent } from '@communitrak/replica/status/unsent.ts';
import { deviceStorage, type DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { logDatabaseName } from '@communitrak/replica/storage/log/connection.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { aSessionAssociation, openTestReplica, until, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { atEachRecord, diskFullFor } from '../../support/log-faults.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';

const open: Replica[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const replica of open.splice(0)) await replica.wipe();
});

const dexie = (): DeviceStorage => getRxStorageDexie() as unknown as DeviceStorage;

async function opened(server: ScriptedServer, options: Partial<OpenReplicaOptions>): Promise<Replica> {
  const replica = await openTestReplica({ session: aSessionAssociation(), fetch: server.fetch, ...options });
  open.push(replica);
  return replica;
}

async function closed(replica: Replica): Promise<void> {
  open.splice(open.indexOf(replica), 1);
  await replica.close();
}

const leak = {
  kind: 'maintenance',
  title: 'Leak in the lift',
  description: 'It drips.',
  priority: 'normal',
  place: 'Lift',
  household: 'h1',
} as const;
const offline = async (): Promise<void> => {
  throw new TypeError('offline');
};
const online = async (): Promise<void> => undefined;

const databases = async (): Promise<string[]> =>
  (await indexedDB.databases()).map(({ name = '' }) => name).sort();

const titles = (replica: Replica, count: number): Promise<string[]> =>
  waitFor(requestList(replica, { scope: 'all' }), (rows) => rows.length === count).then((rows) =>
    rows.map((row) => row.title).sort(),
  );

/** A replica with one request of the server's edited offline, one made offline, a draft. Closed. */
async function withUnsent(server: ScriptedServer, storage: DeviceStorage, session = aSessionAssociation()) {
  const theirs = server.put(aRequest({ title: 'theirs' }, { newId: countingIds(0x61) }));
  const replica = await opened(server, { session, storage });
  await replica.parts.sync.settled();
  server.before = offline;
  expect(await postRequest(replica, leak, [])).toMatchObject({ ok: true });
  expect(await editRequest(replica, theirs.id, { title: 'theirs, edited' })).toMatchObject({ ok: true });
  await saveDraft(replica, 'new', { title: 'half a sen' });
  await closed(replica);
  return { session, theirs };
}

async function sentOnce(server: ScriptedServer, replica: Replica): Promise<void> {
  server.before = online;
  replica.parts.sync.ask();
  await waitFor(unsent(replica), (items) => items.length === 0);
  expect([...server.docs.values()].map((doc) => String(doc.body['title'])).sort()).toEqual([
    'Leak in the lift',
    'theirs, edited',
  ]);
}

describe('a replica that began on Dexie', () => {
  it('moves over without a connection and loses nothing; what is unsent goes out once; Dexie is gone', async () => {
    const server = scriptedServer();
    const { session } = await withUnsent(server, dexie());
    expect((await databases()).some((name) => name.startsWith('rxdb-dexie-'))).toBe(true);
    const replica = await opened(server, { session, storage: deviceStorage() });
    expect(await titles(replica, 2)).toEqual(['Leak in the lift', 'theirs, edited']);
    expect(await waitFor(draft(replica, 'new'), (value) => value !== null)).toEqual({ title: 'half a sen' });
    expect(await waitFor(unsent(replica), (items) => items.length === 2)).toHaveLength(2);
    expect((await databases()).filter((name) => name.startsWith('rxdb-dexie-'))).toEqual([]);
    const before = server.seen.length;
    await sentOnce(server, replica);
    // It still knows what the server has: it goes on from its token instead of pulling everything again.
    const pulls = server.seen.slice(before).filter((seen) => seen.kind === 'pull');
    expect(JSON.stringify(pulls[0]?.body)).not.toContain('"token":null');
  });

  it('a move that was cut off is begun again, and what was in Dexie is all there', async () => {
    const server = scriptedServer();
    const { session } = await withUnsent(server, dexie());
    let records = 0;
    atEachRecord(() => {
      records += 1;
      if (records > 3) throw new DOMException('cut off', 'UnknownError');
    });
    await expect(opened(server, { session, storage: deviceStorage() })).rejects.toThrow(/cut off/);
    vi.restoreAllMocks();
    const replica = await opened(server, { session, storage: deviceStorage() });
    expect(await titles(replica, 2)).toEqual(['Leak in the lift', 'theirs, edited']);
    await sentOnce(server, replica);
  });
});

describe('above the ceiling', () => {
  it('goes on, moves to Dexie at the next start with what is unsent, and stays there', async () => {
    const server = scriptedServer();
    const small = () => deviceStorage({ ceiling: { documents: 2, bytes: 1e9 } });
    const { session } = await withUnsent(server, small());
    const replica = await opened(server, { session, storage: small() });
    expect(await titles(replica, 2)).toEqual(['Leak in the lift', 'theirs, edited']);
    const { name } = replica.parts.database;
    expect(await databases()).not.toContain(logDatabaseName(name));
    expect(await databases()).toContain(`rxdb-dexie-${name}--0--cases`);
    await sentOnce(server, replica);
    await closed(replica);
    const again = await opened(server, { session, storage: small() });
    expect(await titles(again, 2)).toEqual(['Leak in the lift', 'theirs, edited']);
    expect(await databases()).not.toContain(logDatabaseName(name));
  });

  it('moves back, with what is unsent, once it is well below it; at the ceiling it stays', async () => {
    const server = scriptedServer();
    const withCeiling = (documents: number) => deviceStorage({ ceiling: { documents, bytes: 1e9 } });
    const { session } = await withUnsent(server, withCeiling(2));
    const large = await opened(server, { session, storage: withCeiling(2) });
    const { name } = large.parts.database;
    const inLog = async (): Promise<boolean> => (await databases()).includes(logDatabaseName(name));
    expect(await inLog()).toBe(false);
    await closed(large);
    // Two requests, an event of each, and what the device keeps for itself.
    const same = await opened(server, { session, storage: withCeiling(14) });
    expect(await inLog()).toBe(false);
    await closed(same);
    // It is counted once a week.
    const day = 24 * 3600 * 1000;
    const now = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 8 * day);
    const small = await opened(server, { session, storage: withCeiling(1000) });
    expect(await inLog()).toBe(true);
    expect((await databases()).filter((one) => one.startsWith('rxdb-dexie-'))).toEqual([]);
    expect(await titles(small, 2)).toEqual(['Leak in the lift', 'theirs, edited']);
    expect(await waitFor(unsent(small), (items) => items.length === 2)).toHaveLength(2);
    await sentOnce(server, small);
  });
});

describe('signing out', () => {
  it.each([
    ['the log', () => deviceStorage()],
    ['Dexie', dexie],
  ])('leaves no database of the member’s: %s', async (_name, storage) => {
    const server = scriptedServer();
    const { session } = await withUnsent(server, storage());
    const replica = await opened(server, { session, storage: storage() });
    open.splice(0);
    await replica.wipe();
    expect((await databases()).filter((name) => name.includes(session.id))).toEqual([]);
  });
});

describe('a damaged record', () => {
  it('stops nothing: what it held comes back from the server', async () => {
    const server = scriptedServer();
    const session = aSessionAssociation();
    for (const [at, title] of ['one', 'two', 'three'].entries())
      server.put(aRequest({ title }, { newId: countingIds(0x70 + at) }));
    const first = await opened(server, { session, storage: deviceStorage() });
    await first.parts.sync.settled();
    const { name } = first.parts.database;
    await closed(first);
    expect(await damage(name, 'cases|0')).toBeGreaterThan(0);
    const second = await opened(server, { session, storage: deviceStorage() });
    expect(await titles(second, 3)).toEqual(['one', 'three', 'two']);
    await waitFor(syncStatus(second), (status) => status.fault === '');
  });

  it('loses nothing unsent: what was made and what was edited here is sent all the same', async () => {
    const server = scriptedServer();
    const session = aSessionAssociation();
    const held = aRequest({ title: 'from the server' }, { newId: countingIds(0x70) });
    server.put(held);
    const first = await opened(server, { session, storage: deviceStorage() });
    await first.parts.sync.settled();
    server.before = offline;
    await postRequest(first, leak, []);
    await editRequest(first, held.id, { title: 'edited here' });
    const { name } = first.parts.database;
    await closed(first);
    expect(await damage(name, 'cases|0')).toBeGreaterThan(0);
    const second = await opened(server, { session, storage: deviceStorage() });
    const items = await waitFor(unsent(second), (all) => all.length === 2);
    expect(items.map((item) => item.title).sort()).toEqual(['Leak in the lift', 'edited here']);
    server.before = online;
    second.parts.sync.ask();
    await until(() => server.docs.size >= 2, 'sent');
    expect(await titles(second, 2)).toEqual(['Leak in the lift', 'edited here']);
    await waitFor(unsent(second), (all) => all.length === 0);
  });

  /** Turns a bit in every record of the collection. */
  async function damage(database: string, collection: string): Promise<number> {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(logDatabaseName(database));
      request.onsuccess = () => resolve(request.result);
    });
    const tx = db.transaction('log', 'readwrite');
    let count = 0;
    await new Promise<void>((resolve) => {
      tx.oncomplete = () => resolve();
      tx.objectStore('log').openCursor().onsuccess = function () {
        const cursor = this.result;
        if (cursor === null) return;
        const record = cursor.value as { c: string; d: Uint8Array };
        if (record.c === collection) {
          count += 1;
          cursor.update({ ...record, d: record.d.map((byte) => byte ^ 1) });
        }
        cursor.continue();
      };
    });
    db.close();
    return count;
  }
});

describe('a full disk', () => {
  it('is said by the command, and what was there stays', async () => {
    const server = scriptedServer();
    const session = aSessionAssociation();
    const replica = await opened(server, { session, storage: deviceStorage() });
    await replica.parts.sync.settled();
    diskFullFor(() => true);
    expect(await postRequest(replica, leak, [])).toMatchObject({ ok: false, code: 'quota-exceeded' });
    vi.restoreAllMocks();
    expect(await postRequest(replica, leak, [])).toMatchObject({ ok: true });
    expect(await titles(replica, 1)).toEqual(['Leak in the lift']);
    await until(() => server.docs.size === 1, 'sent');
  });
});
