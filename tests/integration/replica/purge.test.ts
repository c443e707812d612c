/** The purge beside a member who deletes at that very moment: real RxDB, its replication at rest. */
import { randomUUID } from 'node:crypto';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, it } from 'vitest';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { DocCollection, LocalCollection } from '@communitrak/replica/database.ts';
import { createLock } from '@communitrak/replica/replication/lock.ts';
import type { Checkpoint } from '@communitrak/replica/replication/shared.ts';
import { atRest, purge, serverVersions, type Replication } from '@communitrak/replica/replication/purge.ts';
import { ENVELOPE_SCHEMA } from '@communitrak/replica/schemas.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';

const accepted = (doc: Envelope): WireDoc =>
  toWire({ ...doc, stamp: { ...doc.stamp, state: 'accepted' } }, false);

/** A collection that has taken one document from its server, and then the stub of it. */
async function afterStub(secret: Envelope, push: () => Promise<WireDoc[]> = () => Promise.resolve([])) {
  const db = await createRxDatabase({ name: `purge-${randomUUID()}`, storage: getRxStorageMemory() });
  const made = await db.addCollections({
    docs: { schema: ENVELOPE_SCHEMA },
    local: { schema: ENVELOPE_SCHEMA },
  });
  const rx = made.docs as unknown as DocCollection;
  const pages: WireDoc[][] = [[accepted(secret)]];
  const replication: Replication = replicateRxCollection<Envelope, Checkpoint>({
    replicationIdentifier: 'purge',
    collection: rx,
    pull: {
      handler: (before) => {
        const documents = pages.shift() ?? [];
        return Promise.resolve({ documents, checkpoint: { token: `${before?.token ?? ''}+` } });
      },
    },
    push: { handler: push },
  });
  await replication.awaitInSync();
  pages.push([stubOf(secret.id)]);
  replication.reSync();
  await replication.awaitInSync();
  return { db, rx, local: made.local as unknown as LocalCollection, replication };
}

it('leaves what is deleted while it looks', async () => {
  const newId = countingIds(0x71);
  const [secret, mine] = [aRequest({ title: 'Secret' }, { newId }), aRequest({ title: 'Mine' }, { newId })];
  const { db, rx, local, replication } = await afterStub(secret);
  const own = await rx.insert(mine);
  await replication.awaitInSync();
  const purged: string[] = [];
  let removed = false;
  const noted = async (): Promise<readonly string[]> => {
    if (!removed) await own.incrementalRemove();
    removed = true;
    return [secret.id];
  };
  const onPurged = (ids: readonly string[]): Promise<void> => {
    purged.push(...ids);
    return Promise.resolve();
  };
  const options = { rx, local, replication, lock: createLock(), noted, onPurged };
  // RxDB has something to send meanwhile: what it read before could come back, so the list stays for another time.
  expect(await purge(options)).toBe(false);
  expect(purged).toEqual([]);
  const left = await rx.storageInstance.findDocumentsById([secret.id, mine.id], true);
  expect(left.map(({ id }) => id)).toEqual([mine.id]);
  await atRest(replication);
  expect(await purge(options)).toBe(true);
  expect(purged).toEqual([secret.id]);
  await db.remove();
});

it('waits while RxDB looks again for what to send, of which its own “active” says nothing', async () => {
  const newId = countingIds(0x72);
  const [secret, mine] = [aRequest({ title: 'Secret' }, { newId }), aRequest({ title: 'Mine' }, { newId })];
  let answer: ((docs: WireDoc[]) => void) | undefined;
  const held = (): Promise<WireDoc[]> =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const { db, rx, local, replication } = await afterStub(secret, held);
  const purged: string[] = [];
  const noted = (): Promise<readonly string[]> => Promise.resolve([secret.id]);
  const onPurged = (ids: readonly string[]): Promise<void> => Promise.resolve(void purged.push(...ids));
  const options = { rx, local, replication, lock: createLock(), noted, onPurged };
  const stream = replication.internalReplicationState?.events.active.up;
  await rx.insert(mine);
  await expect.poll(() => answer).toBeDefined();
  stream?.next(false);
  expect(await purge(options)).toBe(false);
  answer?.([]);
  await atRest(replication);
  expect(await purge(options)).toBe(true);
  expect(purged).toEqual([secret.id]);
  await db.remove();
});

it('leaves no record of what is not here any more, though it says that it lives: RxDB’s later one was refused', async () => {
  const secret = aRequest({ title: 'Secret' }, { newId: countingIds(0x72) });
  const { db, rx, local, replication } = await afterStub(secret);
  const meta = replication.metaInstance;
  const record = (await serverVersions(replication, [secret.id]))[secret.id]?.metaDocument;
  if (meta === undefined || record === undefined) throw new Error('no record of it');
  const older = { ...record, docData: accepted(secret), _rev: '9-older' };
  expect((await meta.bulkWrite([{ previous: record, document: older }], 'test')).error).toEqual([]);
  while (!(await rx.storageInstance.cleanup(0)));
  const purged: string[] = [];
  const onPurged = async (ids: readonly string[]): Promise<void> => void purged.push(...ids);
  const noted = async (): Promise<readonly string[]> => [secret.id];
  expect(await purge({ rx, local, replication, lock: createLock(), noted, onPurged })).toBe(true);
  expect(purged).toEqual([secret.id]);
  expect(await serverVersions(replication, [secret.id])).toEqual({});
  await db.remove();
});
