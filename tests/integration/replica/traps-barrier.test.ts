/**
 * What a push was answered, and RxDB has not written yet: a page that comes in between must not be dropped (decision
 * 0027). Each on the real RxDB and red without its guard.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { door } from '@communitrak/testkit/door.ts';
import { aSessionAssociation, openTestReplica, until, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';
import { slowStorage, type SlowStorage } from '@communitrak/testkit/slow-storage.ts';
import { editRequest, postRequest } from '@communitrak/replica/commands/requests.ts';
import { requestDetail } from '@communitrak/replica/queries/requests.ts';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import { unsent } from '@communitrak/replica/status/unsent.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

/** Long enough for a page that nothing holds up. */
const PAGE_MS = 150;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAGE_MS));

const leak = {
  kind: 'maintenance',
  title: 'by me',
  description: 'It drips.',
  priority: 'normal',
  place: 'Lift',
  household: 'h1',
} as const;

type Rig = Pick<OpenReplicaOptions, 'session' | 'fetch' | 'storage'>;

/** A device that was closed before it could send an edit: at the next start it sends and asks at the same time. */
async function leftUnsent(rig: Rig, server: ScriptedServer, id: string): Promise<void> {
  const replica = await openTestReplica(rig);
  await replica.parts.sync.settled();
  server.before = async ({ kind }) => {
    if (kind === 'push') throw new TypeError('offline');
  };
  expect(await editRequest(replica, id, { title: 'by me' })).toMatchObject({ ok: true });
  await replica.close();
  server.before = async () => undefined;
}

interface Held {
  isHeld: boolean;
  release: () => void;
}

/**
 * Writes of that kind wait; and longer than they, what the replica writes anew at its start, which would hide the gap.
 */
function hold(slow: SlowStorage, context: string): Held {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const held: Held = { isHeld: false, release };
  slow.hold = async (write) => {
    if (write.context === context) held.isHeld = true;
    else if (write.context !== 'incremental-write' || write.collection !== 'cases') return;
    await released;
    if (write.context !== context) await pause();
  };
  return held;
}

function retitled(server: ScriptedServer, id: string, title: string): void {
  const doc = server.docs.get(id) as WireDoc;
  server.put({ ...doc, body: { ...doc.body, title } });
}

describe('a page that comes while RxDB writes what a push was answered', () => {
  it.each([
    { answered: 'accepted', context: 'replication-up-write-meta' },
    { answered: 'a conflict', context: 'replication-up-write-conflict' },
  ])('is not dropped: $answered, before $context', async ({ answered, context }) => {
    const server = scriptedServer();
    const slow = slowStorage();
    const { id } = server.put(aRequest({}, { newId: countingIds(0x77) }));
    const rig = { session: aSessionAssociation(), fetch: server.fetch, storage: slow.storage };
    await leftUnsent(rig, server, id);
    const held = hold(slow, context);
    const replica = await openTestReplica(rig);
    open.push(replica);
    let pushes = 0;
    server.before = async ({ kind }) => {
      if (kind !== 'push' || pushes > 0) return;
      pushes += 1;
      if (answered === 'a conflict') retitled(server, id, 'by the office');
      // It waits for the push to be answered, and then comes at once.
      replica.parts.sync.ask();
      await pause();
    };
    server.after = async ({ kind }) => {
      if (kind === 'push' && pushes === 1) retitled(server, id, 'the last word');
    };
    await until(() => held.isHeld, 'the write is held');
    await pause();
    held.release();
    for (let round = 0; round < 2; round += 1) {
      replica.parts.sync.ask();
      await replica.parts.sync.settled();
    }
    await waitFor(requestDetail(replica, id), (shown) => shown?.title === 'the last word');
    const kinds = answered === 'a conflict' ? ['conflict'] : [];
    await waitFor(unsent(replica), (items) => items.map(({ kind }) => kind).join() === kinds.join());
  });
});

describe('a page that is still being written while its document is pushed', () => {
  it('leaves the record of the push standing: what comes later is taken, a revocation too', async () => {
    const server = scriptedServer();
    const slow = slowStorage();
    const { id } = server.put(aRequest({}, { newId: countingIds(0x77) }));
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    slow.hold = async ({ context }) => {
      if (context === 'replication-down-write-meta') await released;
    };
    const rig = { session: aSessionAssociation(), fetch: server.fetch, storage: slow.storage };
    const replica = await openTestReplica(rig);
    open.push(replica);
    await waitFor(requestDetail(replica, id), (shown) => shown !== null);
    server.before = async ({ kind }) => {
      if (kind !== 'push') return;
      // RxDB has read that there is no record; now the page writes one.
      release();
      await pause();
    };
    expect(await editRequest(replica, id, { title: 'by me' })).toMatchObject({ ok: true });
    await replica.parts.sync.settled();
    await waitFor(requestDetail(replica, id), (shown) => shown?.delivery === 'sent');
    expect(server.docs.get(id)?.body['title']).toBe('by me');
    server.revoke(id);
    replica.parts.sync.ask();
    await replica.parts.sync.settled();
    await waitFor(requestDetail(replica, id), (shown) => shown === null);
    await waitFor(unsent(replica), (items) => items.length === 0);
  });
});

describe('a page that names what the one before it named, before that has been noted', () => {
  it('is taken, and the note that was made for it meanwhile is no fault', async () => {
    const server = scriptedServer();
    const slow = slowStorage();
    const { id } = server.put(aRequest({}, { newId: countingIds(0x77) }));
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    slow.hold = async ({ context }) => {
      if (context === 'replication-down-write-meta') await released;
    };
    let pages = 0;
    server.page = (page) => {
      if (page.collection !== 'cases') return page;
      pages += 1;
      const doc = server.docs.get(id) as WireDoc;
      return pages === 2 ? { ...page, documents: [doc] } : page;
    };
    server.before = async ({ kind }) => {
      // The first page lies there by now, and RxDB has not noted it.
      if (kind === 'pull' && pages === 1) await pause();
    };
    const rig = { session: aSessionAssociation(), fetch: server.fetch, storage: slow.storage };
    const replica = await openTestReplica({ ...rig, batch: { pull: 1, push: 4 } });
    open.push(replica);
    await until(() => pages > 2, 'both pages have come');
    await pause();
    release();
    await replica.parts.sync.settled();
    expect(replica.parts.fault$.value).toBe('');
    retitled(server, id, 'by the office');
    replica.parts.sync.ask();
    await waitFor(requestDetail(replica, id), (shown) => shown?.title === 'by the office');
  });
});

describe('an edit of a document that goes in that moment', () => {
  it('is sent with its pending change: of what is refused only the member’s own words are kept', async () => {
    const server = scriptedServer();
    const slow = slowStorage();
    const { id } = server.put(aRequest({}, { newId: countingIds(0x77) }));
    const rig = { session: aSessionAssociation(), fetch: server.fetch, storage: slow.storage };
    const replica = await openTestReplica(rig);
    open.push(replica);
    await replica.parts.sync.settled();
    let isHeld = false;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    slow.hold = async ({ context, collection, ids }) => {
      if (context === 'incremental-write' && collection === 'cases') {
        isHeld = true;
        await released;
      }
      // The pending change that is put back once the document is written.
      if (isHeld && collection === 'local' && ids.includes(`mark:${id}`) && context === 'write-over')
        await pause();
    };
    const editing = editRequest(replica, id, { title: 'by me' });
    await until(() => isHeld, 'the document is about to be written');
    server.revoke(id);
    replica.parts.sync.ask();
    await expect.poll(() => replica.parts.pendingChanges.all()).toEqual([]);
    release();
    expect(await editing).toMatchObject({ ok: true });
    await replica.parts.sync.settled();
    await waitFor(unsent(replica), (items) => items.length === 1 && items[0]?.kind === 'refused');
    const [item] = await replica.parts.unaccepted.all();
    expect(item).toMatchObject({ whole: false, body: { title: 'by me' } });
    expect(Object.keys(item?.body ?? {})).not.toContain('description');
  });
});

describe('a write that took longer than a later one', () => {
  it.each([
    { live: true, when: 'soon' },
    { live: false, when: 'when everything is to be sent' },
  ])('is sent though RxDB leaves it aside, $when (T18)', async ({ live }) => {
    const server = scriptedServer();
    const slow = slowStorage();
    const { id } = server.put(aRequest({}, { newId: countingIds(0x77) }));
    const rig = { session: aSessionAssociation(), fetch: server.fetch, storage: slow.storage };
    const replica = await openTestReplica({ ...rig, live });
    open.push(replica);
    await replica.parts.sync.settled();
    const [write, push] = [door(), door()];
    let isHeld = false;
    slow.hold = async ({ collection, context }) => {
      if (collection !== 'cases' || context !== 'write-over') return;
      isHeld = true;
      await write.opened;
    };
    let pushes = 0;
    server.before = async ({ kind }) => {
      if (kind !== 'push') return;
      pushes += 1;
      await push.opened;
    };
    const posting = postRequest(replica, leak, []);
    await until(() => isHeld, 'the new document is about to be written');
    expect(await editRequest(replica, id, { title: 'later, and sooner there' })).toMatchObject({ ok: true });
    await until(() => pushes > 0, 'the later one is on its way');
    write.open();
    expect(await posting).toMatchObject({ ok: true });
    // Told of it, RxDB is asked to look again, and does that instead, from a position after it.
    replica.parts.sync.ask();
    push.open();
    if (!live) await replica.parts.sync.settled();
    const titles = (): readonly unknown[] => [...server.docs.values()].map(({ body }) => body['title']);
    await until(() => titles().includes('by me'), 'it has arrived');
    await waitFor(unsent(replica), (items) => items.length === 0);
  });
});
