/** Traps of what lies on the device (shared/docs/sync.md section 6), on real Dexie over fake-indexeddb. */
// First: Dexie looks for IndexedDB when it is loaded.
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import { stubOf, type Envelope } from '@communitrak/domain/core/envelope.ts';
import { collectionsInUse } from '@communitrak/domain/registry.ts';
import { sha256Of } from '@communitrak/replica/files/photos.ts';
import { answerRequest, editRequest, postRequest } from '@communitrak/replica/commands/requests.ts';
import { draft, dropDraft, saveDraft } from '@communitrak/replica/commands/drafts.ts';
import { draftPhotos, keepDraftPhoto } from '@communitrak/replica/files/draft-photos.ts';
import type { PreparedPhoto } from '@communitrak/replica/files/photos.ts';
import { fileView } from '@communitrak/replica/files/view.ts';
import { requestDetail, requestList } from '@communitrak/replica/queries/requests.ts';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import { checkMyData } from '@communitrak/replica/status/check.ts';
import { storageUsed } from '@communitrak/replica/status/storage.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { discard, exportUnsent, sendAgain, unsent } from '@communitrak/replica/status/unsent.ts';
import { deviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { aHousehold, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { deviceDump } from '@communitrak/testkit/device-dump.ts';
import { aSessionAssociation, openTestReplica, until, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';
import { allCases } from '../../support/entity-cases.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

async function opened(server: ScriptedServer, options: Partial<OpenReplicaOptions> = {}): Promise<Replica> {
  const base = { session: aSessionAssociation(), fetch: server.fetch, storage: deviceStorage() };
  const replica = await openTestReplica({ ...base, ...options });
  open.push(replica);
  await replica.parts.sync.settled();
  return replica;
}

async function synced(replica: Replica): Promise<void> {
  replica.parts.sync.ask();
  await replica.parts.sync.settled();
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

/** A document of each collection: the entities' own samples. */
const samples: readonly [string, Envelope][] = collectionsInUse().map((collection) => {
  const sample = allCases.find(({ entity }) => entity.collection === collection)?.samples[0];
  if (sample === undefined) throw new Error(`no sample in ${collection}`);
  return [collection, sample];
});

async function aPhoto(text: string): Promise<PreparedPhoto> {
  const blob = new Blob([text], { type: 'image/jpeg' });
  const sha256 = await sha256Of(await blob.arrayBuffer());
  return {
    blob,
    ref: { sha256, bytes: blob.size, type: 'image/jpeg', width: 4, height: 3, name: `${text}.jpg` },
  };
}

describe('on the device', () => {
  it.each(samples)('T6 a stub removes a document of %s for good', async (collection, sample) => {
    const server = scriptedServer();
    server.put(sample);
    const replica = await opened(server);
    expect(await deviceDump()).toContain(sample.id);
    server.revoke(sample.id);
    await synced(replica);
    const rx = [...replica.parts.database.collections].find(([name]) => name === collection)?.[1];
    expect(await rx?.findOne(sample.id).exec()).toBeNull();
    await replica.parts.sync.settled();
    expect(await deviceDump()).not.toContain(sample.id);
  });

  it('T7 a document that cannot be read skips nothing, is counted, and is read when it is put right', async () => {
    const server = scriptedServer();
    const bad = aRequest({ title: 'bad' }, { newId: countingIds(0x51) });
    server.put({ ...bad, body: { ...bad.body, status: 'a status of the future' } });
    server.put(aRequest({ title: 'good' }, { newId: countingIds(0x52) }));
    server.put({
      id: 'hovercraft:1',
      type: 'hovercraft',
      version: 1,
      parent: '',
      order: '',
      stamp: bad.stamp,
      body: {},
    });
    const replica = await opened(server);
    const list = requestList(replica, { scope: 'all' });
    await waitFor(list, (rows) => rows.length === 1 && rows[0]?.title === 'good');
    const check = await checkMyData(replica, () => undefined, new AbortController().signal);
    expect(check).toMatchObject({ ok: true, newer: 0, damaged: 1, repaired: 0 });
    server.put({ ...bad, body: { ...bad.body, title: 'put right' } });
    await synced(replica);
    await waitFor(list, (rows) => rows.length === 2 && rows.some((row) => row.title === 'put right'));
  });

  it('T7 fields of a newer version survive an edit by this one', async () => {
    const server = scriptedServer();
    const bare = aRequest({}, { newId: countingIds(0x53) });
    const newer = server.put({ ...bare, body: { ...bare.body, mood: 'calm' } });
    const replica = await opened(server, {
      session: aSessionAssociation({ keys: ['all', 'office', 'u:m1'] }),
    });
    const doc = await replica.parts.documents.get(newer.id);
    expect(doc?.body['mood']).toBe('calm');
  });

  it('T10 many revoked at once leave nothing, and what comes after them comes as ever', async () => {
    const server = scriptedServer();
    const newId = countingIds(0x61);
    const many = Array.from({ length: 40 }, (_, at) => aRequest({ title: `secret ${at}` }, { newId }));
    for (const doc of many) server.put(doc);
    const replica = await opened(server);
    await synced(replica);
    expect(await deviceDump()).toContain(many[39]?.id);
    for (const doc of many) server.revoke(doc.id);
    await synced(replica);
    await replica.parts.sync.settled();
    await expect.poll(() => deviceDump(), { timeout: 20_000 }).not.toContain('-0061-');
    // And what is written after that is sent as ever.
    server.put(aRequest({ title: 'the next' }, { newId: countingIds(0x62) }));
    await synced(replica);
    const list = requestList(replica, { scope: 'all' });
    await waitFor(list, (rows) => rows.length === 1 && rows[0]?.title === 'the next');
  });

  it('T10 revoked: neither document, nor RxDB’s record of it, nor a cached file is left', async () => {
    const server = scriptedServer();
    const photo = await aPhoto('a picture of the secret');
    const secret = aRequest({ title: 'the secret itself', files: [photo.ref] }, { newId: countingIds(0x54) });
    server.put(secret);
    server.put(aHousehold('h1'));
    server.files.set(photo.ref.sha256, new TextEncoder().encode('a picture of the secret'));
    const replica = await opened(server);
    await waitFor(fileView(replica, secret.id, photo.ref), (view) => view.kind === 'here');
    expect(await deviceDump()).toContain('the secret itself');
    expect(await deviceDump()).toContain('a picture of the secret');
    server.revoke(secret.id);
    await synced(replica);
    await until(async () => !(await deviceDump()).includes('secret'), 'nothing of it is left');
    expect(await deviceDump()).not.toContain(secret.id);
    expect(await deviceDump()).toContain('household:h1');
  });

  it('T10 given back after it was purged, it is here again', async () => {
    const server = scriptedServer();
    const doc = aRequest({ title: 'mine again' }, { newId: countingIds(0x55) });
    server.put(doc);
    const replica = await opened(server);
    server.revoke(doc.id);
    await synced(replica);
    await until(async () => !(await deviceDump()).includes(doc.id), 'purged');
    server.unhide(doc.id);
    await synced(replica);
    await waitFor(requestDetail(replica, doc.id), (detail) => detail?.title === 'mine again');
  });

  it('T10 signing out wipes all of it', async () => {
    const server = scriptedServer();
    server.put(aRequest({ title: 'private' }, { newId: countingIds(0x56) }));
    const replica = await opened(server);
    await saveDraft(replica, 'new', { title: 'a private draft' });
    await keepDraftPhoto(replica, 'new', await aPhoto('a private photo'));
    expect(await deviceDump()).toContain('a private draft');
    open.splice(open.indexOf(replica), 1);
    await replica.wipe();
    expect(await deviceDump()).not.toContain('private');
  });

  it('T14 all collections there may ever be fit beside `local`, and a realm holds one replica at a time', async () => {
    expect(COLLECTIONS.length + 1).toBeLessThanOrEqual(12);
    const server = scriptedServer();
    await opened(server);
    const second = openTestReplica({ session: aSessionAssociation(), fetch: server.fetch });
    await expect(second).rejects.toThrow(/replica-worker/);
  });

  it('a repair brings what is missing, mends what differs, and removes what should not be here', async () => {
    const server = scriptedServer();
    const kept = aRequest({ title: 'kept' }, { newId: countingIds(0x57) });
    const hidden = aRequest({ title: 'hidden' }, { newId: countingIds(0x58) });
    server.put(kept);
    server.put(hidden);
    const replica = await opened(server);
    // Behind the log's back: no pull will ever tell.
    const missing = aRequest({ title: 'missing' }, { newId: countingIds(0x59) });
    server.docs.set(missing.id, { ...server.put(missing) });
    server.forgetLog();
    const now = server.docs.get(kept.id);
    if (now !== undefined) server.docs.set(kept.id, { ...now, body: { ...now.body, title: 'changed' } });
    server.docs.set(hidden.id, stubOf(hidden.id));
    const check = await checkMyData(replica, () => undefined, new AbortController().signal);
    expect(check).toMatchObject({ ok: true, missing: 1, outdated: 1, extra: 1, repaired: 3 });
    const list = requestList(replica, { scope: 'all' });
    await waitFor(
      list,
      (rows) =>
        rows
          .map((row) => row.title)
          .sort()
          .join() === 'changed,missing',
    );
    await replica.parts.sync.settled();
    const again = await checkMyData(replica, () => undefined, new AbortController().signal);
    expect(again).toMatchObject({ ok: true, missing: 0, outdated: 0, extra: 0, repaired: 0 });
  });

  it('a page that asks for repair gets it, and what is unsent is left alone', async () => {
    const server = scriptedServer();
    const mine = server.put(aRequest({ title: 'mine' }, { newId: countingIds(0x5d) }));
    const replica = await opened(server);
    const missing = aRequest({ title: 'missing' }, { newId: countingIds(0x5a) });
    server.put(missing);
    server.forgetLog();
    // Both wait for another document: RxDB holds them for sent, the server has neither.
    server.judge = ({ next }) => ({ id: next.id, verdict: 'retry' });
    await postRequest(replica, leak, []);
    await editRequest(replica, mine.id, { title: 'mine, edited' });
    await synced(replica);
    server.page = (page) => ({ ...page, repair: page.collection === 'cases' });
    await synced(replica);
    server.page = (page) => page;
    const rows = await waitFor(requestList(replica, { scope: 'all' }), (all) => all.length === 3);
    expect(rows.map((row) => row.title).sort()).toEqual(['Leak in the lift', 'mine, edited', 'missing']);
    const check = await checkMyData(replica, () => undefined, new AbortController().signal);
    expect(check).toMatchObject({ ok: true, missing: 0, outdated: 0, extra: 0, repaired: 0 });
  });
});

describe('files', () => {
  it('photos wait with their document, survive a restart, and follow it', async () => {
    const server = scriptedServer();
    const session = aSessionAssociation();
    const first = await opened(server, { session });
    server.before = offline;
    const photos = [await aPhoto('one'), await aPhoto('two')];
    await postRequest(first, leak, photos);
    const waiting = await waitFor(unsent(first), (items) => items.length === 3);
    expect(waiting.map((item) => item.kind).sort()).toEqual(['document', 'file', 'file']);
    await closed(first);
    server.before = online;
    const second = await opened(server, { session });
    await waitFor(unsent(second), (items) => items.length === 0);
    expect([...server.files.keys()].sort()).toEqual(photos.map(({ ref }) => ref.sha256).sort());
    const order = server.seen
      .filter((seen) => seen.kind === 'push' || seen.kind === 'file')
      .map((seen) => seen.kind);
    expect(order[order.length - 3]).toBe('push');
    await waitFor(syncStatus(second), (status) => status.waiting === 0);
    expect((await storageUsed(second)).files.count).toBe(2);
  });

  it('a file that the server does not take is said, and can be sent again or let go', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    server.fileProblem = { status: 413, problem: 'too-large' };
    const posted = await postRequest(replica, leak, [await aPhoto('big')]);
    // The document may still be on its way when its file has been refused.
    const items = await waitFor(unsent(replica), (all) => all.length === 1 && all[0]?.code === 'too-large');
    expect(items[0]).toMatchObject({ kind: 'file', title: 'big.jpg', delivery: 'attention' });
    server.fileProblem = undefined;
    expect(await sendAgain(replica, items[0]?.key ?? '')).toBe(true);
    await waitFor(unsent(replica), (all) => all.length === 0);
    expect(server.files.size).toBe(1);
    expect(posted.ok).toBe(true);
  });

  it('photos of a refused document stay with it until it is let go', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    server.judge = ({ next }) => ({
      id: next.id,
      verdict: 'refused',
      code: 'closed',
      server: stubOf(next.id),
    });
    await postRequest(replica, leak, [await aPhoto('kept')]);
    await synced(replica);
    const items = await waitFor(
      unsent(replica),
      (all) => all.length === 2 && all.some((one) => one.kind === 'refused'),
    );
    expect(server.files.size).toBe(0);
    const exported = JSON.parse(await (await exportUnsent(replica)).text()) as Record<string, unknown[]>;
    expect(exported['notAccepted']).toHaveLength(1);
    expect(JSON.stringify(exported['files'])).toContain(btoa('kept'));
    await discard(replica, items.find((item) => item.kind === 'refused')?.key ?? '');
    await waitFor(unsent(replica), (all) => all.length === 0);
  });

  it('a photo that is not on the server yet is on its way, and shows when it has arrived', async () => {
    const server = scriptedServer();
    const photo = await aPhoto('later');
    const doc = aRequest({ files: [photo.ref] }, { newId: countingIds(0x5b) });
    server.put(doc);
    const replica = await opened(server);
    const view = fileView(replica, doc.id, photo.ref);
    await waitFor(view, (one) => one.kind === 'on-its-way');
    await until(() => server.seen.some((seen) => seen.kind === 'file'), 'asked once');
    server.files.set(photo.ref.sha256, new TextEncoder().encode('later'));
    // A change of connection makes it ask again.
    server.status = 503;
    replica.parts.sync.ask();
    await waitFor(syncStatus(replica), (status) => status.connection === 'offline');
    server.status = 200;
    await waitFor(view, (one) => one.kind === 'here');
  });

  it('drafts and their photos survive a restart until they are dropped', async () => {
    const server = scriptedServer();
    const session = aSessionAssociation();
    const first = await opened(server, { session });
    await saveDraft(first, 'new', { title: 'half a sen' });
    await keepDraftPhoto(first, 'new', await aPhoto('half'));
    await closed(first);
    const second = await opened(server, { session });
    expect(await waitFor(draft(second, 'new'), (value) => value !== null)).toEqual({ title: 'half a sen' });
    const photos = await waitFor(draftPhotos(second, 'new'), (all) => all.length === 1);
    expect(await photos[0]?.blob.text()).toBe('half');
    await dropDraft(second, 'new');
    await waitFor(draft(second, 'new'), (value) => value === null);
    await waitFor(draftPhotos(second, 'new'), (all) => all.length === 0);
  });

  it('an answer carries photos too', async () => {
    const server = scriptedServer();
    const doc = server.put(aRequest({}, { newId: countingIds(0x5c) }));
    const replica = await opened(server);
    const photo = await aPhoto('answer');
    expect(await answerRequest(replica, doc.id, '', [photo])).toMatchObject({ ok: true });
    await waitFor(unsent(replica), (all) => all.length === 0);
    expect(server.files.has(photo.ref.sha256)).toBe(true);
    const detail = await waitFor(requestDetail(replica, doc.id), (one) => one?.timeline.length === 2);
    expect(detail?.timeline[1]).toMatchObject({ kind: 'comment', delivery: 'sent' });
  });
});
