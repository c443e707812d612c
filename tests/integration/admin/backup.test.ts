/**
 * A backup restores to an identical association: every document, file and sign-in; and a real replica that had unsent
 * work goes on with it. What cannot be restored is said, and changes nothing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup } from '@communitrak/sync-server/admin/backup.ts';
import { restore } from '@communitrak/sync-server/admin/restore.ts';
import { verifyAssociation } from '@communitrak/sync-server/admin/verify.ts';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import { createLog } from '@communitrak/sync-server/server-log.ts';
import { startServer, type Server } from '@communitrak/sync-server/server.ts';
import { createDatabases } from '@communitrak/sync-server/sync/databases.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import { toStore } from '@communitrak/sync-server/sync/stored-document.ts';
import { postRequest } from '@communitrak/replica/commands/requests.ts';
import type { PreparedPhoto } from '@communitrak/replica/files/photos.ts';
import type { Fetch } from '@communitrak/replica/http.ts';
import { requestList } from '@communitrak/replica/queries/requests.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { checkMyData } from '@communitrak/replica/status/check.ts';
import { unsent } from '@communitrak/replica/status/unsent.ts';
import { aSessionAssociation, openTestReplica, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { adminRig, contentsOf, databaseOf, type AdminRig } from '../../support/admin-rig.ts';
import { TEST_SECRET } from '../../support/test-accounts.ts';
import { openTestServer, PASSWORD, signInAt, type TestServer } from '../../support/test-server.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const LIMIT_MS = 60_000;

let server: TestServer;
let here: AdminRig;
let file: string;
let device: Replica;
let association: string;
const line: { url: string; cookie: string; offline: boolean } = { url: '', cookie: '', offline: false };

const reach: Fetch = (path, init) => {
  if (line.offline) return Promise.reject(new TypeError('Failed to fetch'));
  const headers = new Headers(init?.headers);
  headers.set('cookie', line.cookie);
  return fetch(line.url + path, { ...init, headers });
};

const leak = (title: string) =>
  ({
    kind: 'maintenance',
    title,
    description: 'It drips.',
    priority: 'normal',
    place: 'Lift',
    household: 'h1',
  }) as const;

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function aPhoto(): PreparedPhoto {
  const picture = new PNG({ width: 400, height: 300 });
  // more than one piece of a file
  randomBytes(picture.data.length).copy(picture.data);
  const bytes = new Uint8Array(PNG.sync.write(picture));
  const sha256 = sha256Of(bytes);
  const ref = { sha256, bytes: bytes.length, type: 'image/png', width: 400, height: 300, name: 'leak.png' };
  return { blob: new Blob([bytes], { type: 'image/png' }), ref };
}

beforeAll(async () => {
  server = await openTestServer();
  ({ association } = server.small);
  here = await adminRig(server.opened.store, server.server.files);
  file = join(here.folder, 'willow.backup');
  const { cookie } = await server.as('head');
  await server.as('office');
  Object.assign(line, { url: server.url, cookie });
  const { member, name, principal } = server.small.people.head;
  device = await openTestReplica({
    session: aSessionAssociation({ id: association, member, memberName: name, keys: [...principal.keys] }),
    fetch: reach,
    clock: Date.now,
  });
  await device.parts.sync.settled();
  await postRequest(device, leak('With a photo'), [aPhoto()]);
  await postRequest(device, leak('Soon deleted'), []);
  const sent = (count: number) =>
    waitFor(
      requestList(device, { scope: 'mine' }),
      (rows) => rows.filter((row) => row.delivery === 'sent').length === count,
      LIMIT_MS,
    );
  const rows = await sent(2);
  await waitFor(unsent(device), (items) => items.length === 0, LIMIT_MS);
  const gone = rows.find(({ title }) => title === 'Soon deleted');
  const database = await databaseOf(server.opened.store, association);
  const stored = await database.get(gone?.id ?? '');
  if (stored === undefined) throw new Error('not stored');
  const { doc, rev } = readStored(stored);
  await database.put(toStore({ doc, deleted: true, keys: { office: [{ from: 1, to: 2 }] }, rev }));
  line.offline = true;
  await postRequest(device, leak('Written while the server was lost'), []);
}, 180_000);

afterAll(async () => {
  await device.wipe();
  await here.close();
  await server.close();
});

describe('a backup', () => {
  it('restores to an identical association: documents, tombstones, server-only ones, files, sign-ins', async () => {
    const { docs, files } = await backup(here.parts, [association], file);
    expect(files).toBe(1);
    expect(docs).toBeGreaterThan(20);
    const other = await openTestStore();
    const there = await adminRig(other.store);
    let second: Server | undefined;
    try {
      expect(await restore(there.parts, file)).toEqual([association]);
      const contents = await contentsOf(other.store, association);
      expect(contents).toEqual(await contentsOf(server.opened.store, association));
      expect(contents.filter((doc) => '_deleted' in doc)).not.toEqual([]);
      for (const kind of ['acl:', 'no:request.']) {
        expect(contents.some((doc) => '_id' in doc && String(doc._id).startsWith(kind))).toBe(true);
      }
      const bytes = async ({ parts }: AdminRig) => {
        const found = [];
        for await (const { sha256 } of parts.files.list(association)) {
          const stored = await parts.files.get(association, sha256);
          const chunks = await (stored === undefined ? [] : stored.open().toArray());
          found.push([sha256, sha256Of(Buffer.concat(chunks as Buffer[]))]);
        }
        return found;
      };
      expect(await bytes(there)).toEqual(await bytes(here));
      expect((await verifyAssociation(there.parts, association, { repair: false })).findings).toEqual([]);
      second = await serverOn(other, there.folder);
      await goesOn(second);
    } finally {
      await second?.close();
      await there.close();
      await other.close();
    }
  }, 180_000);

  it('takes what is written while it is made', async () => {
    const { parts } = here;
    const path = join(here.folder, 'busy.backup');
    const database = await databaseOf(parts.store, association);
    const busy = {
      ...parts.files,
      async *list(one: string) {
        await database.put({ _id: 'late:just-now', first: 1 });
        yield* parts.files.list(one);
      },
    };
    await backup({ ...parts, files: busy }, [association], path);
    await database.put({ _id: 'late:too-late', first: 1 });
    const text = gunzipSync(await readFile(path)).toString();
    expect(text).toContain('late:just-now');
    expect(text).not.toContain('late:too-late');
  });

  it('under another id is whole there too', async () => {
    const path = join(here.folder, 'as.backup');
    await backup(here.parts, [association], path);
    await restore(here.parts, path, 'another-name');
    const { findings } = await verifyAssociation(here.parts, 'another-name', { repair: false });
    expect(findings).toEqual([]);
    const contents = JSON.stringify(await contentsOf(here.parts.store, 'another-name'));
    expect(contents).toContain('"association:another-name"');
    expect(contents).not.toContain(`"association:${association}"`);
  });
});

async function serverOn({ store }: TestStore, dataDir: string): Promise<Server> {
  const parsed = parseConfig({ PORT: '0', DATA_DIR: dataDir, SESSION_SECRET: TEST_SECRET });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  return startServer(parsed.config, { log: createLog('silent'), store, appDir: dataDir });
}

/** The device, back on line, finds the restored server under its old address. */
async function goesOn({ url }: Server): Promise<void> {
  const cookie = await signInAt(url, 'head@example.org', PASSWORD);
  Object.assign(line, { url, cookie, offline: false });
  device.parts.sync.ask();
  await device.parts.sync.settled();
  const rows = await waitFor(
    requestList(device, { scope: 'mine' }),
    (all) => all.length === 2 && all.every((row) => row.delivery === 'sent'),
    LIMIT_MS,
  );
  expect(rows.map(({ title }) => title).toSorted()).toEqual([
    'With a photo',
    'Written while the server was lost',
  ]);
  expect(new Set(rows.map(({ number }) => number)).size).toBe(2);
  await waitFor(unsent(device), (items) => items.length === 0, LIMIT_MS);
  const check = await checkMyData(device, () => undefined, new AbortController().signal);
  expect(check).toMatchObject({ ok: true, missing: 0, outdated: 0, extra: 0, newer: 0, damaged: 0 });
}

describe('what cannot be', () => {
  let whole: Buffer;
  let empty: TestStore;
  let there: AdminRig;
  beforeAll(async () => {
    const path = join(here.folder, 'good.backup');
    await backup(here.parts, [association], path);
    whole = await readFile(path);
    empty = await openTestStore();
    there = await adminRig(empty.store);
  });
  afterAll(async () => {
    await there.close();
    await empty.close();
  });

  const lines = (): string[] => gunzipSync(whole).toString().split('\n');
  const flipped = (): Buffer => {
    const bytes = Buffer.from(whole);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    return bytes;
  };

  it.each<[string, () => Buffer | string, RegExp]>([
    ['cut short', () => whole.subarray(0, whole.length - 500), /is damaged \(cut short\)/],
    [
      'cut short between two lines',
      () => gzipSync(`${lines().slice(0, 9).join('\n')}\n`),
      /is damaged \(cut short\)/,
    ],
    ['changed by a bit', flipped, /is damaged/],
    [
      'changed in a line',
      () => gzipSync(lines().join('\n').replace('Soon', 'Late').replace('photo', 'fhoto')),
      /its checksum differs/,
    ],
    [
      'with a line more',
      () => gzipSync(`${lines().join('\n')}{"kind":"association","id":"x"}\n`),
      /is damaged/,
    ],
    [
      'of another version',
      () => gzipSync(lines().join('\n').replace('"version":1', '"version":2')),
      /another version/,
    ],
    ['that is no backup', () => gzipSync('{"hello":1}\n'), /is no backup/],
    ['that is not packed', () => 'hello', /is damaged/],
    ['that is empty', () => '', /is no backup|is damaged/],
  ])('a file %s is refused, and nothing is written', async (_what, bytes, words) => {
    const path = join(there.folder, 'bad.backup');
    await writeFile(path, bytes());
    const before = await empty.store.names();
    await expect(restore(there.parts, path)).rejects.toMatchObject({
      name: 'AdminProblem',
      message: expect.stringMatching(words) as string,
    });
    expect(await empty.store.names()).toEqual(before);
  });

  it('nothing is put where something is, or from a file that is not there', async () => {
    const path = join(here.folder, 'good.backup');
    const before = await contentsOf(here.parts.store, association);
    await expect(restore(here.parts, path)).rejects.toThrow(/already, and it is left as it is/);
    await expect(restore(here.parts, path, 'Willow!')).rejects.toThrow(/cannot be an association's id/);
    await expect(restore(here.parts, join(here.folder, 'none'))).rejects.toThrow(/There is no file/);
    expect(await contentsOf(here.parts.store, association)).toEqual(before);
  });

  it('a backup overwrites nothing, and leaves nothing when it fails', async () => {
    const path = join(here.folder, 'good.backup');
    await expect(backup(here.parts, [association], path)).rejects.toThrow(/is not overwritten/);
    expect((await readFile(path)).equals(whole)).toBe(true);
    const other = join(here.folder, 'none.backup');
    await expect(backup(here.parts, ['nowhere'], other)).rejects.toThrow(/There is no association nowhere/);
    const files = {
      ...here.parts.files,
      list: () => {
        throw new Error('disk gone');
      },
    };
    await expect(backup({ ...here.parts, files }, [association], other)).rejects.toThrow('disk gone');
    expect((await readdir(here.folder)).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('a restore that is cut off is nobody’s association, and the next one begins anew', async () => {
    const path = join(here.folder, 'good.backup');
    const accounts = { ...there.parts.accounts, put: () => Promise.reject(new Error('cut off')) };
    await expect(restore({ ...there.parts, accounts }, path)).rejects.toThrow('cut off');
    expect(await createDatabases(empty.store).of(association)).toBeUndefined();
    expect(await restore(there.parts, path)).toEqual([association]);
    expect(await createDatabases(empty.store).of(association)).toBeDefined();
    expect(there.told.join('\n')).toContain('cut off had left is removed');
    expect(await contentsOf(empty.store, association)).toEqual(
      await contentsOf(here.parts.store, association),
    );
  });
});
