/**
 * Apps and servers of two versions of an entity together, each with a real replica or the real sync room: what the
 * older one wrote is read by the newer one; what the newer one wrote is kept by the older one, whole, and refused with
 * words where it would be harmed.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { WAITING_STAMP, type Envelope } from '@communitrak/domain/core/envelope.ts';
import type { PullRequest } from '@communitrak/protocol/pull.ts';
import type { PushRequest } from '@communitrak/protocol/push.ts';
import type { VerifyRequest } from '@communitrak/protocol/verify.ts';
import { openReplica, type Replica } from '@communitrak/replica/replica.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { aSessionAssociation, memoryStorage } from '@communitrak/testkit/replica-rig.ts';
import { openTestStore, testLog, type TestStore } from '../../support/test-store.ts';
import { grant, letter, letterEntity, letterRegistry } from '../../support/toy-entities.ts';
import { demandWritten } from '@communitrak/sync-server/ports/server-writes.ts';

type Version = 1 | 2;
const ASSOCIATION = 'maple';

let opened: TestStore;
const services: RunningSyncService[] = [];
const replicas: Replica[] = [];

beforeEach(async () => {
  opened = await openTestStore();
  const docs = ['old', 'new'].map((member) => ({
    doc: grant(member, ['all']),
    by: SYSTEM,
    byName: 'Import',
  }));
  const service = serverOf(2);
  await service.createAssociation(ASSOCIATION);
  demandWritten(await service.write(ASSOCIATION, docs));
});
afterEach(async () => {
  for (const replica of replicas.splice(0)) await replica.wipe();
  for (const service of services.splice(0)) await service.close();
  await opened.close();
});

function serverOf(version: Version): RunningSyncService {
  const { store } = opened;
  const registry = letterRegistry(version);
  const service = createSyncService({
    store,
    clock: Date.now,
    newId: v7,
    registry,
    secret: 's',
    log: testLog,
  });
  services.push(service);
  return service;
}

/** An app of that version, talking to that server. */
async function appOf(member: string, version: Version, service: RunningSyncService): Promise<Replica> {
  const who = { association: ASSOCIATION, member, device: `device-${member}` };
  const replica = await openReplica({
    platform: fakePlatform(),
    session: aSessionAssociation({ id: ASSOCIATION, member, keys: ['all', `u:${member}`] }),
    accountId: member,
    baseUrl: '',
    storage: memoryStorage(),
    multiInstance: false,
    live: false,
    entities: letterRegistry(version).entities,
    fetch: async (path, init) => {
      const body: unknown = JSON.parse(typeof init?.body === 'string' ? init.body : '{}');
      if (path.endsWith('/pull')) return Response.json(await service.pull(who, body as PullRequest));
      if (path.endsWith('/push')) return Response.json(await service.push(who, body as PushRequest));
      if (path.endsWith('/verify')) return Response.json(await service.verify(who, body as VerifyRequest));
      throw new TypeError(`no ${path} here`);
    },
  });
  replicas.push(replica);
  return replica;
}

async function synced(replica: Replica): Promise<void> {
  replica.parts.sync.ask();
  await replica.parts.sync.settled();
}

const write = (replica: Replica, doc: Envelope): Promise<void> =>
  replica.parts.documents.write([{ ...doc, stamp: WAITING_STAMP }]);

async function stored(id: string): Promise<unknown> {
  const db = await opened.store.open(`association-${ASSOCIATION}`, { create: false });
  return db?.get(id);
}

describe('an older app and a newer one', () => {
  it('what the older one writes is taken, judged and read by its migration, and stays readable to both', async () => {
    const server = serverOf(2);
    const [older, newer] = [await appOf('old', 1, server), await appOf('new', 2, server)];
    await write(older, letter('a', 1, 'Hello', { colour: 'red' }));
    await write(older, letter('b', 1, 'not allowed!'));
    await synced(older);
    // the rule of today's server read what was written: its field has another name there
    expect(await older.parts.unaccepted.all()).toMatchObject([
      { documentId: 'letter:b', code: 'not-allowed' },
    ]);
    expect(await stored('letter:a')).toMatchObject({ version: 1, order: 'Hello', body: { v: 'Hello' } });
    await synced(newer);
    const doc = await newer.parts.documents.get('letter:a');
    if (doc === undefined) throw new Error('not pulled');
    expect(letterEntity(2).parse(doc)).toMatchObject({
      ok: true,
      doc: { version: 2, body: { words: 'Hello', colour: 'red', audience: ['all'] } },
    });
    expect((await older.parts.documents.get('letter:a'))?.stamp.state).toBe('accepted');
  });

  it('what the newer one wrote is kept whole by the older one, is not read, and an edit of it is refused with words', async () => {
    const server = serverOf(2);
    const [older, newer] = [await appOf('old', 1, server), await appOf('new', 2, server)];
    await write(older, letter('a', 1, 'Hello', { colour: 'red' }));
    await synced(older);
    await synced(newer);
    await write(newer, letter('a', 2, 'Good day', { colour: 'red', seal: 'wax' }));
    await synced(newer);
    expect(await newer.parts.unaccepted.all()).toEqual([]);
    await synced(older);
    const kept = await older.parts.documents.get('letter:a');
    expect(kept).toMatchObject({ version: 2, body: { words: 'Good day', colour: 'red', seal: 'wax' } });
    if (kept === undefined) throw new Error('not kept');
    expect(letterEntity(1).parse(kept)).toMatchObject({ ok: false, newer: true });
    // no screen of ours does this; an app with a fault would
    await write(older, letter('a', 1, 'Overwritten'));
    await synced(older);
    const [refused] = await older.parts.unaccepted.all();
    expect(refused).toMatchObject({
      documentId: 'letter:a',
      code: 'newer-version',
      body: { v: 'Overwritten' },
    });
    const now = { version: 2, body: { words: 'Good day', colour: 'red', seal: 'wax' } };
    expect(await stored('letter:a')).toMatchObject(now);
    expect(await older.parts.documents.get('letter:a')).toMatchObject(now);
  });

  it('both at once: the older side of the conflict is kept for its member, and nothing is merged blindly', async () => {
    const server = serverOf(2);
    const [older, newer] = [await appOf('old', 1, server), await appOf('new', 2, server)];
    await write(older, letter('a', 1, 'Hello'));
    await synced(older);
    await synced(newer);
    // in this order: each is sent as soon as it is written
    await write(newer, letter('a', 2, 'Good day'));
    await synced(newer);
    await write(older, letter('a', 1, 'Hi'));
    await synced(older);
    expect(await older.parts.unaccepted.all()).toMatchObject([{ kind: 'conflict', body: { v: 'Hi' } }]);
    expect(await stored('letter:a')).toMatchObject({ version: 2, body: { words: 'Good day' } });
  });
});

describe('an older server', () => {
  it('refuses what it cannot read, with words, and keeps what a newer one stored', async () => {
    const newer = await appOf('new', 2, serverOf(2));
    await write(newer, letter('a', 2, 'Good day'));
    await synced(newer);
    const behind = await appOf('old', 2, serverOf(1));
    await synced(behind);
    expect(await behind.parts.documents.get('letter:a')).toMatchObject({ body: { words: 'Good day' } });
    await write(behind, letter('b', 2, 'Hello'));
    await write(behind, letter('a', 2, 'Changed'));
    await synced(behind);
    const refused = await behind.parts.unaccepted.all();
    const codes = Object.fromEntries(refused.map(({ documentId, code }) => [documentId, code]));
    expect(codes).toEqual({ 'letter:a': 'newer-version', 'letter:b': 'newer-version' });
    expect(await stored('letter:a')).toMatchObject({ body: { words: 'Good day' } });
  });
});
