/**
 * Crashes of the device between two writes, found by the model test: RxDB writes a pulled document and its own record
 * of it apart, and a purge comes a moment after the deletion. Each is a photograph of the disk at that moment, opened
 * again.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PushRow } from '@communitrak/protocol/push.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { aHousehold, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { aSessionAssociation, openTestReplica } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';
import { createMemoryDisk, type Contents, type MemoryDisk } from '../../support/model-disk.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

const place = aSessionAssociation({ id: 'crash-row' });

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

/** As RxDB's position of what it has looked at to send lies after everything that is there: a write of the device's own
 * came between the pulled document and the crash. */
function withAllLookedAt(found: Contents): Contents {
  let moved = 0;
  const after = [...found].map(([where, docs]) => {
    const changed = docs.map((doc) => {
      if (doc['isCheckpoint'] !== '1' || doc['itemId'] !== 'up') return doc;
      moved += 1;
      return { ...doc, checkpointData: { id: '', lwt: Date.now() + 60_000 } };
    });
    return [where, changed] as const;
  });
  if (moved === 0) throw new Error('no such position on the disk');
  return new Map(after);
}

/** As if what lies there of this document had been the first that RxDB was told of it: an insert has no flag of its. */
const withoutRecordOf = (found: Contents, id: string): Contents =>
  new Map(
    [...found].map(([where, docs]) => {
      const others = docs.filter((doc) => doc['itemId'] !== id);
      const unmarked = ({ _meta: { lwt }, ...doc }: (typeof docs)[number]) => ({ ...doc, _meta: { lwt } });
      return [where, others.map((doc) => (doc['id'] === id ? unmarked(doc) : doc))] as const;
    }),
  );

/** Where the document or its id still lies, apart from RxDB's positions. */
const idsLeftOn = (disk: MemoryDisk, id: string): readonly string[] =>
  [...disk.photograph()].flatMap(([where, docs]) =>
    docs.filter((doc) => doc['isCheckpoint'] !== '1' && JSON.stringify(doc).includes(id)).map(() => where),
  );

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

  it.each(['changed', 'revoked'] as const)(
    'between a pulled document and its record still takes it when it is %s, though nothing of it is looked at any more',
    async (what) => {
      const server = scriptedServer();
      server.put(aLeak(0x66));
      const disk = createMemoryDisk();
      const first = await opened(server, disk);
      await synced(first);
      const leak = server.put(aLeak(0x67));
      const photograph = atWriteOf(first, disk, 'INSERT', leak.id);
      await synced(first);
      const [second, disk2] = await afterCrash(first, server, withAllLookedAt(await photograph));
      if (what === 'changed') server.put({ ...leak, body: { ...leak.body, title: 'A big leak' } });
      else server.revoke(leak.id);
      await synced(second);
      await synced(second);
      const now = await second.parts.documents.get(leak.id);
      if (what === 'changed') expect(now).toMatchObject({ body: { title: 'A big leak' } });
      else expect(now).toBeUndefined();
      expect(pushed(server, leak.id)).toEqual([]);
      if (what === 'revoked') expect(idsLeftOn(disk2, leak.id)).toEqual([]);
    },
  );

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

  it('between a stub and its record takes the document again that RxDB has no record of', async () => {
    const server = scriptedServer();
    const leak = server.put(aLeak(0x6a));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    await synced(first);
    const photograph = atWriteOf(first, disk, 'DELETE', leak.id);
    server.revoke(leak.id);
    await synced(first);
    server.unhide(leak.id);
    const found = withAllLookedAt(withoutRecordOf(await photograph, leak.id));
    const [second] = await afterCrash(first, server, found);
    await synced(second);
    await synced(second);
    expect(await second.parts.documents.get(leak.id)).toMatchObject({ body: { title: 'Leak' } });
  });

  it('between the stub that answered its edit and the record of that takes the document again as it was', async () => {
    const server = scriptedServer();
    const leak = server.put(aLeak(0x6b));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    await synced(first);
    const seen = await first.parts.documents.get(leak.id);
    if (seen === undefined) throw new Error('not there');
    const photograph = atWriteOf(first, disk, 'DELETE', leak.id);
    server.judge = ({ next }) => ({
      id: next.id,
      verdict: 'refused',
      code: 'not-allowed',
      server: stubOf(next.id),
    });
    const mine = { ...seen.body, title: 'A big leak' };
    await first.parts.documents.write([
      { ...seen, body: mine, stamp: { ...seen.stamp, state: 'waiting' as const } },
    ]);
    await synced(first);
    server.revoke(leak.id);
    server.unhide(leak.id);
    const [second] = await afterCrash(first, server, withAllLookedAt(await photograph));
    await synced(second);
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
    expect(idsLeftOn(disk2, secret.id)).toEqual([]);
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
    expect(idsLeftOn(disk, never.id)).toEqual([]);
  });

  it('sends a deletion that RxDB passes over, and clears nothing up before it has', async () => {
    const server = scriptedServer();
    const secret = server.put(aLeak(0x68));
    const disk = createMemoryDisk();
    const first = await opened(server, disk);
    await synced(first);
    server.before = ({ kind }) =>
      kind === 'push' ? Promise.reject(new TypeError('no answer')) : Promise.resolve();
    // Of its own, never sent; then deleted.
    const mine = { ...aLeak(0x69), stamp: { ...secret.stamp, state: 'waiting' as const, at: '' } };
    await first.parts.documents.write([mine]);
    const rx = first.parts.database.collections.get('cases');
    await (await rx?.findOne(mine.id).exec())?.incrementalRemove();
    await expect.poll(() => JSON.stringify([...disk.photograph()])).toContain('gone:cases');
    const [second, disk2] = await afterCrash(first, server, withAllLookedAt(disk.photograph()));
    server.before = () => Promise.resolve();
    server.revoke(secret.id);
    await synced(second);
    await expect.poll(() => pushed(server, mine.id).at(-1)?.next).toMatchObject({ _deleted: true });
    await expect.poll(() => idsLeftOn(disk2, secret.id)).toEqual([]);
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
