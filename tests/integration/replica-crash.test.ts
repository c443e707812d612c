/**
 * Crashes of the device between two writes, found by the model test: RxDB writes a pulled document and its own record of
 * it apart, and a purge comes a moment after the deletion. Each is a photograph of the disk at that moment, opened again.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PushRow } from '@communitrak/protocol/push.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { aHousehold, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { aPlace, openTestReplica } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';
import { createMemoryDisk, type Contents, type MemoryDisk } from '../support/model-disk.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

const place = aPlace({ id: 'crash-row' });

async function opened(server: ScriptedServer, disk: MemoryDisk): Promise<Replica> {
  const replica = await openTestReplica({ session: place, fetch: server.fetch, storage: disk.storage });
  open.push(replica);
  return replica;
}

async function synced(replica: Replica): Promise<void> {
  replica.parts.sync.ask();
  await replica.parts.sync.settled();
}

/** The disk as it is when RxDB has just written the document (or its deletion), and nothing after that. */
function atWriteOf(
  replica: Replica,
  disk: MemoryDisk,
  operation: 'INSERT' | 'DELETE',
  id: string,
): Promise<Contents> {
  return new Promise((resolve) => {
    replica.parts.database.collections.get('cases')?.$.subscribe((event) => {
      if (event.operation === operation && event.documentId === id) resolve(disk.photograph());
    });
  });
}

async function afterCrash(
  replica: Replica,
  server: ScriptedServer,
  found: Contents,
): Promise<[Replica, MemoryDisk]> {
  open.splice(open.indexOf(replica), 1);
  await replica.close();
  const disk = createMemoryDisk(found);
  return [await opened(server, disk), disk];
}

const pushed = (server: ScriptedServer, id: string): readonly PushRow[] =>
  server.seen
    .filter(({ kind }) => kind === 'push')
    .flatMap(({ body }) => (body as { rows: PushRow[] }).rows)
    .filter(({ next }) => next.id === id);

const aLeak = (device: number): Envelope => aRequest({ title: 'Leak' }, { newId: countingIds(device) });

describe('a device that dies', () => {
  it('between a pulled document and its record sends nothing of it as somebody’s edit', async () => {
    const server = scriptedServer();
    const leak = server.put(aLeak(0x61));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    const photograph = atWriteOf(first, disk, 'INSERT', leak.id);
    await synced(first);
    const [second] = await afterCrash(first, server, await photograph);
    await synced(second);
    expect(pushed(server, leak.id)).toEqual([]);
    expect(await second.parts.unaccepted.all()).toEqual([]);
    expect(await second.parts.documents.get(leak.id)).toMatchObject({ body: { title: 'Leak' } });
  });

  it('between a stub and its record does not delete what its member may see again', async () => {
    const server = scriptedServer();
    const leak = server.put(aLeak(0x62));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    await synced(first);
    const photograph = atWriteOf(first, disk, 'DELETE', leak.id);
    server.revoke(leak.id);
    await synced(first);
    server.unhide(leak.id);
    const [second] = await afterCrash(first, server, await photograph);
    await synced(second);
    expect(pushed(server, leak.id)).toEqual([]);
    expect(server.docs.get(leak.id)).toMatchObject({ _deleted: false });
    await synced(second);
    expect(await second.parts.documents.get(leak.id)).toMatchObject({ body: { title: 'Leak' } });
  });

  it('between a revocation and its purge has nothing of it left after the next start', async () => {
    const server = scriptedServer();
    server.put(aHousehold('h1'));
    const secret = server.put(aLeak(0x63));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    await synced(first);
    const photograph = atWriteOf(first, disk, 'DELETE', secret.id);
    server.revoke(secret.id);
    await synced(first);
    const found = await photograph;
    expect(JSON.stringify([...found])).toContain(secret.id);
    const [second, disk2] = await afterCrash(first, server, found);
    await synced(second);
    await synced(second);
    const left = [...disk2.photograph()].flatMap(([where, docs]) =>
      docs
        .filter((doc) => doc['isCheckpoint'] !== '1' && JSON.stringify(doc).includes(secret.id))
        .map(() => where),
    );
    expect(left).toEqual([]);
  });

  it('purges a document of which it is told twice, known here or not', async () => {
    const server = scriptedServer();
    const disk = createMemoryDisk();
    const replica = await opened(server, disk);
    await synced(replica);
    const never = aLeak(0x64);
    for (let time = 0; time < 2; time += 1) {
      server.put(never);
      server.revoke(never.id);
      await synced(replica);
    }
    const left = [...disk.photograph().values()]
      .flat()
      .filter((doc) => JSON.stringify(doc).includes(never.id));
    expect(left.filter((doc) => doc['isCheckpoint'] !== '1')).toEqual([]);
  });

  it('lets an edit of such a document start from the version its member saw', async () => {
    const server = scriptedServer();
    const leak = server.put(aLeak(0x65));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    const photograph = atWriteOf(first, disk, 'INSERT', leak.id);
    await synced(first);
    server.before = () => Promise.reject(new TypeError('offline'));
    const [second] = await afterCrash(first, server, await photograph);
    const seen = await second.parts.documents.get(leak.id);
    if (seen === undefined) throw new Error('not there');
    const mine = {
      ...seen,
      body: { ...seen.body, title: 'A big leak' },
      stamp: { ...seen.stamp, state: 'waiting' as const },
    };
    await second.parts.documents.write([mine]);
    server.before = () => Promise.resolve();
    server.judge = ({ next }) => ({
      id: next.id,
      verdict: 'refused',
      code: 'not-allowed',
      server: stubOf(next.id),
    });
    await synced(second);
    const assumed: readonly (WireDoc | null)[] = pushed(server, leak.id).map((row) => row.assumed);
    expect(assumed[0]).toMatchObject({ id: leak.id, body: { title: 'Leak' } });
    // Nothing of the document that is not theirs any more is kept with what they wrote.
    expect((await second.parts.unaccepted.all()).map(({ body }) => body)).toEqual([{ title: 'A big leak' }]);
  });
});
