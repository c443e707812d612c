/** Traps of the replication itself (shared/docs/sync.md section 6), each on the real RxDB and red without its guard. */
import { collectionsInUse } from '@communitrak/domain/registry.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aHousehold, aRequest } from '@communitrak/testkit/builders.ts';
import { START, countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import {
  aSessionAssociation,
  openTestReplica,
  read,
  until,
  waitFor,
} from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer, type Seen } from '@communitrak/testkit/scripted-server.ts';
import { slowStorage } from '@communitrak/testkit/slow-storage.ts';
import { changeRequest, editRequest, postRequest } from '@communitrak/replica/commands/requests.ts';
import { requestDetail, requestList } from '@communitrak/replica/queries/requests.ts';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { unsent } from '@communitrak/replica/status/unsent.ts';
import type { PullRequest } from '@communitrak/protocol/pull.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

async function opened(server: ScriptedServer, options: Partial<OpenReplicaOptions> = {}): Promise<Replica> {
  const replica = await openTestReplica({ session: aSessionAssociation(), fetch: server.fetch, ...options });
  open.push(replica);
  return replica;
}

/** As a closed tab: what is unsent stays. */
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

const myRequest = () => aRequest({}, { newId: countingIds(0x77) });
const wantsOf = (seen: Seen) => (seen.body as PullRequest).want;
const pulls = (server: ScriptedServer): Seen[] => server.seen.filter((seen) => seen.kind === 'pull');
const tokenOf = (seen: Seen, collection: string): string | null | undefined =>
  wantsOf(seen).find((want) => want.collection === collection)?.token;

describe('replication', () => {
  it('T1 an update pulled while a push of the same document is on its way is not dropped', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server);
    await replica.parts.sync.settled();
    // The pull's answer is made while the push is unanswered; without the lock RxDB drops what it brings.
    let pushStored = false;
    let pullAnswered = false;
    const moment = (holds: () => boolean): Promise<void> =>
      until(holds, 'the overlap', 250).catch(() => undefined); // under the lock it never comes, and that is right
    server.before = async (seen) => {
      if (seen.kind === 'pull') await moment(() => pushStored);
    };
    server.after = async (seen) => {
      if (seen.kind === 'pull') pullAnswered = true;
      if (seen.kind !== 'push') return;
      server.put({ ...mine, body: { ...mine.body, title: 'by the office' } });
      pushStored = true;
      pullAnswered = false;
      await moment(() => pullAnswered);
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    replica.parts.sync.ask();
    await until(() => pulls(server).length > 1, 'a pull is on its way');
    await editRequest(replica, mine.id, { title: 'by me' });
    await replica.parts.sync.settled();
    server.before = async () => undefined;
    server.after = async () => undefined;
    replica.parts.sync.ask();
    await replica.parts.sync.settled();
    const shown = await waitFor(requestDetail(replica, mine.id), (detail) => detail !== null);
    expect(shown?.title).toBe(server.docs.get(mine.id)?.body['title']);
    expect(shown?.delivery).toBe('sent');
  });

  it('T1 a request that hangs holds its collection for its time limit only', async () => {
    const server = scriptedServer();
    const replica = await opened(server, { requestLimitMs: 150 });
    await replica.parts.sync.settled();
    let hanging = 0;
    server.before = async (seen) => {
      if (seen.kind === 'pull' && hanging === 0) {
        hanging += 1;
        await new Promise(() => undefined);
      }
    };
    replica.parts.sync.ask();
    await until(() => hanging === 1, 'the pull hangs');
    expect((await postRequest(replica, leak, [])).ok).toBe(true);
    await waitFor(requestList(replica, { scope: 'all' }), (rows) => rows[0]?.delivery === 'sent');
  });

  it('T2 an empty page keeps its token: now, and after a restart', async () => {
    const server = scriptedServer();
    server.put(aHousehold('h1'));
    const storage = slowStorage().storage;
    const session = aSessionAssociation();
    const first = await opened(server, { storage, session });
    await first.parts.sync.settled();
    // Quiet in `cases`, busy in `places`: the position moves on in pages that are empty for `cases`.
    for (const name of ['Smith', 'Ruiz', 'Okafor']) {
      server.put(aHousehold('h1', { name }));
      first.parts.sync.ask();
      await first.parts.sync.settled();
    }
    first.parts.sync.ask();
    await first.parts.sync.settled();
    expect(
      pulls(server)
        .map((seen) => tokenOf(seen, 'cases'))
        .at(-1),
    ).toBe('4');
    await closed(first);
    const second = await opened(server, { storage, session });
    await second.parts.sync.settled();
    expect(
      pulls(server)
        .map((seen) => tokenOf(seen, 'cases'))
        .at(-1),
    ).toBe('4');
  });

  it('one request pulls all collections, and with nothing new nothing moves', async () => {
    const server = scriptedServer();
    server.put(aHousehold('h1'));
    const replica = await opened(server);
    await replica.parts.sync.settled();
    server.seen.length = 0;
    replica.parts.sync.ask();
    await replica.parts.sync.settled();
    expect(server.seen.map((seen) => seen.kind)).toEqual(['pull']);
    const [only] = pulls(server);
    expect(
      only &&
        wantsOf(only)
          .map((want) => want.collection)
          .sort(),
    ).toEqual([...collectionsInUse()].sort());
  });

  it('T4 a poke that was missed loses nothing, and one that carries documents is not believed', async () => {
    const server = scriptedServer();
    const replica = await opened(server, { live: true });
    await until(() => server.seen.some((seen) => seen.kind === 'events'), 'the stream');
    await replica.parts.sync.settled();
    const requests = ['a', 'b', 'c'].map((title, index) =>
      server.put(aRequest({ title }, { newId: countingIds(0x10 + index) })),
    );
    const forged = { ...requests[2], id: 'request:forged' };
    const poke = { collections: ['cases'], documents: [forged], checkpoint: { token: '99' } };
    // One poke for three changes; what else it says is not looked at.
    server.pokeRaw(JSON.stringify({ ...poke, epoch: 1 }));
    const rows = await waitFor(requestList(replica, { scope: 'all' }), (all) => all.length >= 3);
    expect(rows.map((row) => row.title).sort()).toEqual(['a', 'b', 'c']);
    await replica.parts.sync.settled();
    expect((await read(requestList(replica, { scope: 'all' }))).some((row) => row.id === forged.id)).toBe(
      false,
    );
  });

  it('T17 a device clock two days off decides nothing', async () => {
    const server = scriptedServer();
    const wrong = START + 2 * 24 * 3600 * 1000;
    const replica = await opened(server, { clock: () => wrong });
    await replica.parts.sync.settled();
    expect((await postRequest(replica, leak, [])).ok).toBe(true);
    await replica.parts.sync.settled();
    server.put(aRequest({ title: 'later, by a right clock' }, { newId: countingIds(0x30), now: START }));
    replica.parts.sync.ask();
    await replica.parts.sync.settled();
    const rows = await waitFor(requestList(replica, { scope: 'all' }), (all) => all.length === 2);
    // The server's number orders; the device's time is shown as what it claims.
    expect(rows.map((row) => row.title)).toEqual(['later, by a right clock', leak.title]);
    expect(rows[1]?.at).toBe(new Date(wrong).toISOString());
    expect(rows[1]?.lastActivity).toBe(server.docs.get(rows[1]?.id ?? '')?.stamp.at);
  });

  it('T18 a write that a pulled document overtook is sent after the restart', async () => {
    const server = scriptedServer();
    const slow = slowStorage();
    const session = aSessionAssociation();
    const first = await opened(server, { storage: slow.storage, session });
    await first.parts.sync.settled();
    let release = (): void => undefined;
    let held = false;
    let positions = 0;
    slow.hold = async (write) => {
      if (write.context === 'replication-set-checkpoint' && write.ids.some((id) => id.startsWith('up')))
        positions += 1;
      if (write.collection !== 'cases' || write.context.includes('replication')) return;
      held = true;
      await new Promise<void>((resolve) => (release = resolve));
    };
    const posting = postRequest(first, leak, []);
    await until(() => held, 'the write is held');
    server.put(aRequest({ title: 'overtakes' }, { newId: countingIds(0x40) }));
    first.parts.sync.ask();
    await until(() => positions === 1, 'RxDB notes that it has read what to push up to the pulled document');
    server.before = async (seen) => {
      if (seen.kind === 'push') throw new TypeError('offline');
    };
    release();
    const posted = await posting;
    await closed(first);
    slow.hold = async () => undefined;
    server.before = async () => undefined;
    const second = await opened(server, { storage: slow.storage, session });
    const id = posted.ok ? posted.id : '';
    await waitFor(requestDetail(second, id), (detail) => detail?.delivery === 'sent');
    expect(server.docs.get(id)?.body['title']).toBe(leak.title);
  });

  it('an accepted version that was dropped as older than a pending edit still arrives (lost answer)', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    await replica.parts.sync.settled();
    // A pull fails while the push waits behind it; the push is stored, its answer lost; then the pull goes first.
    let fail = (): void => undefined;
    const failing = new Promise<void>((resolve) => (fail = resolve));
    const held = server.seen.length;
    let lost = 0;
    server.before = async (seen) => {
      if (seen.kind !== 'pull' || lost > 0) return;
      await failing;
      throw new TypeError('offline');
    };
    server.after = async (seen) => {
      if (seen.kind !== 'push' || lost > 0) return;
      lost += 1;
      throw new TypeError('answer lost');
    };
    replica.parts.sync.ask();
    await until(() => server.seen.length > held, 'a pull is on its way');
    const posted = await postRequest(replica, leak, []);
    await new Promise((resolve) => setTimeout(resolve, 50));
    fail();
    await until(() => lost === 1, 'the answer is lost');
    const id = posted.ok ? posted.id : '';
    await waitFor(requestDetail(replica, id), (detail) => detail?.delivery === 'sent');
    const order = server.seen.map((seen) => seen.kind).slice(held);
    expect(order.slice(0, 4)).toEqual(['pull', 'push', 'pull', 'push']);
    expect([...server.docs.values()].filter((doc) => doc.type === 'request')).toHaveLength(1);
    await waitFor(unsent(replica), (items) => items.length === 0);
  });
});

describe('connection', () => {
  it('401 pauses, wipes nothing, and goes on after signing in again', async () => {
    const server = scriptedServer();
    server.put(myRequest());
    const replica = await opened(server);
    await replica.parts.sync.settled();
    server.status = 401;
    await postRequest(replica, leak, []);
    await waitFor(syncStatus(replica), (status) => status.connection === 'signed-out');
    const rows = await waitFor(requestList(replica, { scope: 'all' }), (all) => all.length === 2);
    expect(rows.map((row) => row.delivery)).toEqual(['saved', 'sent']);
    const asked = server.seen.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.seen.length).toBe(asked);
    server.status = 200;
    replica.parts.sync.ask();
    await waitFor(requestList(replica, { scope: 'all' }), (all) =>
      all.every((row) => row.delivery === 'sent'),
    );
    await waitFor(syncStatus(replica), (status) => status.connection === 'online' && status.waiting === 0);
  });

  it('426 says that the app is too old and keeps what was written', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    await replica.parts.sync.settled();
    server.status = 426;
    await postRequest(replica, leak, []);
    await waitFor(
      syncStatus(replica),
      (status) => status.connection === 'app-too-old' && status.waiting === 1,
    );
  });

  it('a server in trouble is left alone, longer each time', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    await replica.parts.sync.settled();
    server.status = 503;
    server.seen.length = 0;
    replica.parts.sync.ask();
    await waitFor(syncStatus(replica), (status) => status.connection === 'offline');
    // One request for all collections, then silence until the wait is over.
    expect(server.seen).toHaveLength(1);
    server.status = 200;
    await waitFor(syncStatus(replica), (status) => status.connection === 'online');
    expect(server.seen.length).toBeLessThan(5);
  });

  it('several changes made offline arrive as events and one last state', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server, {
      session: aSessionAssociation({ keys: ['all', 'office', 'u:m1'] }),
    });
    await replica.parts.sync.settled();
    server.before = async () => {
      throw new TypeError('offline');
    };
    for (const status of ['in-progress', 'waiting', 'done'] as const) {
      expect(await changeRequest(replica, mine.id, { status }, `now ${status}`)).toMatchObject({ ok: true });
    }
    server.before = async () => undefined;
    replica.parts.sync.ask();
    await waitFor(requestDetail(replica, mine.id), (detail) => detail?.delivery === 'sent');
    const events = [...server.docs.values()].filter((doc) => doc.type === 'request-event');
    expect(events.map((event) => String(event.body['text'])).sort()).toEqual([
      'now done',
      'now in-progress',
      'now waiting',
    ]);
    expect(server.docs.get(mine.id)?.body['status']).toBe('done');
  });
});
