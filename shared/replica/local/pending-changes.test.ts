import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, describe, expect, it } from 'vitest';
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { openDatabase, type ReplicaDatabase } from '../database.ts';
import { conflictHandler, createResolutions } from '../replication/resolutions.ts';
import type { DeviceStorage } from '../storage/device-storage.ts';
import { createLocalDocs } from './local-docs.ts';
import {
  createPendingChanges,
  type Deferred,
  type PendingChange,
  type PendingChanges,
} from './pending-changes.ts';

const databases: ReplicaDatabase[] = [];
afterEach(async () => {
  for (const { rx } of databases.splice(0)) await rx.remove();
});

async function opened(): Promise<PendingChanges> {
  const database = await openDatabase({
    name: `pending-changes-${databases.length}`,
    storage: getRxStorageMemory() as unknown as DeviceStorage,
    multiInstance: false,
    collections: [],
    conflictHandler: conflictHandler(createResolutions()),
  });
  databases.push(database);
  return createPendingChanges(createLocalDocs(database.local), Math.random);
}

const pending: PendingChange = {
  documentId: 'request:1',
  collection: 'cases',
  at: '2026-03-02T14:05:00.000Z',
  base: null,
  fields: ['title'],
};
const written: PendingChange = { ...pending, fields: ['title', 'status'] };

describe('pending changes that are about to be forgotten', () => {
  it('are there until they are', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    const leaving = await pendingChanges.leave([pending]);
    expect(leaving.pendingChanges).toEqual([pending]);
    expect(await pendingChanges.get('request:1')).toEqual(pending);
    expect(await pendingChanges.all()).toEqual([pending]);
    expect(await leaving.forget([pending])).toEqual([pending]);
    expect(await pendingChanges.all()).toEqual([]);
  });

  it('stay when their document has been written meanwhile', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    const leaving = await pendingChanges.leave([pending]);
    await pendingChanges.keep(pending);
    expect(await leaving.forget([pending])).toEqual([]);
    expect(await pendingChanges.all()).toEqual([pending]);
  });

  it('stay when they are written anew, before that is said or after', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(written);
    expect((await pendingChanges.leave([pending])).pendingChanges).toEqual([]);
    const leaving = await pendingChanges.leave([written]);
    await pendingChanges.change('request:1', (current) => ({ ...current, fields: ['place'] }));
    expect(await leaving.forget([written])).toEqual([]);
    expect(await pendingChanges.all()).toEqual([{ ...pending, fields: ['place'] }]);
  });

  it('stay for who says so last: they have yet to look at the document', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    const first = await pendingChanges.leave([pending]);
    await pendingChanges.keep(pending);
    const second = await pendingChanges.leave([pending]);
    expect(await first.forget([pending])).toEqual([]);
    expect(await pendingChanges.all()).toEqual([pending]);
    expect(await second.forget([pending])).toEqual([pending]);
  });

  it('are there again once their document is written, if they have gone', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    await (await pendingChanges.leave([pending])).forget([pending]);
    await pendingChanges.keep(pending);
    expect(await pendingChanges.all()).toEqual([pending]);
  });

  it('are not overwritten by being kept: somebody may have written more', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(written);
    await pendingChanges.keep(pending);
    expect(await pendingChanges.all()).toEqual([written]);
    const leaving = await pendingChanges.leave([written]);
    await pendingChanges.keep(pending);
    expect(await leaving.forget([written])).toEqual([]);
    expect(await pendingChanges.all()).toEqual([written]);
  });

  it('are forgotten after a start that found them so', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    await pendingChanges.leave([pending]);
    // The app was closed here; who reads it next sees the pending change as it was.
    const found = await pendingChanges.all();
    expect(await (await pendingChanges.leave(found)).forget(found)).toHaveLength(1);
    expect(await pendingChanges.all()).toEqual([]);
  });

  it('leave nothing behind that is written once more after it has been cleared up', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    const leaving = await pendingChanges.leave([pending]);
    await leaving.forget([pending]);
    const local = databases.at(-1)?.local;
    while (!(await local?.storageInstance.cleanup(0)));
    await leaving.forget([pending]);
    await pendingChanges.leave([pending]);
    expect(await local?.storageInstance.findDocumentsById(['mark:request:1'], true)).toEqual([]);
  });
});

describe('pending changes on the disk of a device', () => {
  const deferred: Deferred = { assumed: null, next: stubOf('request:1'), attempts: 2, notBefore: 5 };

  it('keep the names of the first version, which older apps read too', async () => {
    const pendingChanges = await opened();
    await pendingChanges.put(pending);
    await pendingChanges.change('request:1', (current) => ({ ...current, deferred }));
    const [stored] =
      (await databases.at(-1)?.local.storageInstance.findDocumentsById(['mark:request:1'], false)) ?? [];
    expect(stored).toMatchObject({ kind: 'mark', data: { ...pending, parked: deferred } });
    expect(stored?.data).not.toHaveProperty('deferred');
  });

  it('are read as an older app left them', async () => {
    const pendingChanges = await opened();
    const database = databases.at(-1);
    if (database === undefined) throw new Error('no database');
    const older = {
      id: 'mark:request:1',
      kind: 'mark',
      at: pending.at,
      data: { ...pending, parked: deferred },
    };
    await createLocalDocs(database.local).put(older);
    expect(await pendingChanges.all()).toEqual([{ ...pending, deferred }]);
    const leaving = await pendingChanges.leave(await pendingChanges.all());
    expect(await leaving.forget(await pendingChanges.all())).toHaveLength(1);
  });
});
