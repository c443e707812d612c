/**
 * T18 on RxDB alone (decision 0027): a write that takes its time while a pulled document overtakes it is never pushed
 * after a restart. If a later RxDB makes this test fail, the guard in collection-sync.ts can go.
 */
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { slowStorage, type HeldWrite, type SlowStorage } from '@communitrak/testkit/slow-storage.ts';
import { until } from '@communitrak/testkit/replica-rig.ts';

interface Doc {
  readonly id: string;
  readonly v: string;
}
type Sent = Doc & { readonly _deleted: boolean };

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 60 }, v: { type: 'string' } },
  required: ['id', 'v'],
} as const;

/** RxDB's own: of the last document it has looked at for pushing. */
interface Position {
  readonly lwt: number;
}

interface Wire {
  log: Sent[];
  online: boolean;
  pushes: string[];
}

async function open(name: string, slow: SlowStorage, wire: Wire) {
  const db = await createRxDatabase({ name, storage: slow.storage, multiInstance: false });
  const { c } = await db.addCollections({ c: { schema } });
  if (c === undefined) throw new Error('no collection');
  const replication = replicateRxCollection<Doc, { at: number }>({
    collection: c,
    replicationIdentifier: 't18',
    retryTime: 5,
    pull: {
      batchSize: 10,
      handler: async (checkpoint) => ({
        documents: wire.log.slice(checkpoint?.at ?? 0),
        checkpoint: { at: wire.log.length },
      }),
    },
    push: {
      handler: async (rows) => {
        if (!wire.online) throw new Error('offline');
        wire.pushes.push(...rows.map((row) => row.newDocumentState.id));
        return [];
      },
    },
  });
  return { db, c, replication };
}

/** @returns what was pushed after the restart */
async function scenario(
  startLog: Sent[],
  isLate: (write: HeldWrite) => boolean,
  overtaken: boolean,
): Promise<readonly string[]> {
  const name = `t18-${randomUUID()}`;
  const slow = slowStorage();
  const wire: Wire = { log: startLog, online: true, pushes: [] };
  const first = await open(name, slow, wire);
  await first.replication.awaitInitialReplication();
  wire.online = false;
  let release = (): void => undefined;
  let held = false;
  slow.hold = async (write) => {
    if (write.collection !== 'c' || !isLate(write)) return;
    held = true;
    await new Promise<void>((resolve) => (release = resolve));
  };
  const writing = first.c.insert({ id: 'mine', v: 'precious' });
  await until(() => held, 'the write is held');
  // Overtaken: pulled, written, and RxDB notes that it has read what to push up to here.
  if (overtaken) {
    wire.log = [...wire.log, { id: 'other', v: 'theirs', _deleted: false }];
    first.replication.reSync();
    await until(async () => (await first.c.findOne('other').exec()) !== null, 'the pulled document');
    const other = await first.c.storageInstance.findDocumentsById(['other'], false);
    const state = first.replication.internalReplicationState;
    const position = (): number =>
      Number((state?.lastCheckpointDoc.up?.checkpointData as Position | undefined)?.lwt ?? 0);
    await until(
      () => position() >= (other[0]?._meta.lwt ?? Infinity),
      'the position up to which RxDB pushes',
    );
  }
  release();
  await writing;
  await first.replication.cancel();
  await first.db.close();
  slow.hold = async () => undefined;
  wire.online = true;
  const second = await open(name, slow, wire);
  await second.replication.awaitInitialReplication();
  await second.replication.awaitInSync();
  expect(await second.c.findOne('mine').exec()).not.toBeNull();
  const pushed = [...wire.pushes];
  await second.db.remove();
  return pushed;
}

const LOG = [{ id: 'mine', v: '', _deleted: true }];
const overDeleted = (write: HeldWrite): boolean => write.overDeleted;
const anyOfMine = (write: HeldWrite): boolean =>
  write.ids.includes('mine') && !write.context.includes('replication');

describe('T18 RxDB by itself', () => {
  it('T18 never pushes an insert over a pulled tombstone that another pulled document overtook', async () => {
    expect(await scenario(LOG, overDeleted, true)).toEqual([]);
  });

  it('T18 never pushes any insert that its storage wrote later than a pulled document', async () => {
    expect(await scenario([], anyOfMine, true)).toEqual([]);
  });

  it.each([
    ['over a tombstone', LOG, overDeleted],
    ['plain', [], anyOfMine],
  ])('pushes the same write when nothing overtook it: %s', async (_name, log, isLate) => {
    expect(await scenario(log, isLate, false)).toEqual(['mine']);
  });
});
