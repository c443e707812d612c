/** Traps of refusals, conflicts and revocation (shared/docs/sync.md section 6), each red without its guard. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aHousehold, aMember, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import {
  aSessionAssociation,
  memoryStorage,
  openTestReplica,
  until,
  waitFor,
} from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';
import {
  addInternalNote,
  changeRequest,
  editRequest,
  postRequest,
} from '@communitrak/replica/commands/requests.ts';
import { StaleWrite } from '@communitrak/replica/documents.ts';
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PushRow } from '@communitrak/protocol/push.ts';
import { ownWriting } from '@communitrak/replica/local/own-writing.ts';
import { requestDetail, requestList } from '@communitrak/replica/queries/requests.ts';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import { discard, sendAgain, unsent } from '@communitrak/replica/status/unsent.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

const office = { keys: ['all', 'office', 'u:m1'] };

async function opened(server: ScriptedServer, options: Partial<OpenReplicaOptions> = {}): Promise<Replica> {
  const replica = await openTestReplica({ session: aSessionAssociation(), fetch: server.fetch, ...options });
  open.push(replica);
  await replica.parts.sync.settled();
  return replica;
}

async function synced(replica: Replica): Promise<void> {
  replica.parts.sync.ask();
  await replica.parts.sync.settled();
}

function leak(title = 'Leak in the lift') {
  return {
    kind: 'maintenance',
    title,
    description: 'It drips.',
    priority: 'normal',
    place: 'Lift',
    household: 'h1',
  } as const;
}

const myRequest = (title = 'Leak') => aRequest({ title }, { newId: countingIds(0x77) });
const pushes = (server: ScriptedServer): number => server.seen.filter((seen) => seen.kind === 'push').length;
const pushedRows = (server: ScriptedServer): readonly PushRow[] =>
  server.seen.flatMap((seen) => (seen.kind === 'push' ? (seen.body as { rows: PushRow[] }).rows : []));
const offline = async (): Promise<void> => {
  throw new TypeError('offline');
};
const online = async (): Promise<void> => undefined;

describe('verdicts', () => {
  it('T5 one refused row blocks no other, repeats nothing, and stays with its reason', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    server.judge = ({ next }) =>
      next.body['title'] === 'bad'
        ? { id: next.id, verdict: 'refused', code: 'closed', detail: 'body.title', server: stubOf(next.id) }
        : undefined;
    server.before = offline;
    for (const title of ['one', 'bad', 'three']) await postRequest(replica, leak(title), []);
    server.before = online;
    await synced(replica);
    const rows = await waitFor(requestList(replica, { scope: 'all' }), (all) => all.length === 2);
    expect(rows.map((row) => row.title).sort()).toEqual(['one', 'three']);
    expect(rows.every((row) => row.delivery === 'sent')).toBe(true);
    const items = await waitFor(unsent(replica), (all) => all.length === 1);
    expect(items[0]).toMatchObject({
      kind: 'refused',
      title: 'bad',
      lines: [{ field: '', value: 'It drips.' }],
      code: 'closed',
      delivery: 'attention',
    });
    const before = pushes(server);
    await synced(replica);
    expect(pushes(server)).toBe(before);
    // What was taken from the server is not sent back to it, though RxDB would.
    expect(pushedRows(server).filter(({ next }) => next._deleted)).toEqual([]);
  });

  it('T5 the refused version is kept before RxDB takes the server’s', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    const listed: number[] = [];
    const cases = replica.parts.database.collections.get('cases');
    const watching = cases?.$.subscribe((event) => {
      if (event.operation !== 'DELETE') return;
      void replica.parts.unaccepted.all().then((items) => listed.push(items.length));
    });
    server.judge = ({ next }) => ({
      id: next.id,
      verdict: 'refused',
      code: 'not-allowed',
      server: stubOf(next.id),
    });
    await postRequest(replica, leak(), []);
    await until(() => listed.length === 1, 'RxDB takes the stub');
    watching?.unsubscribe();
    expect(listed).toEqual([1]);
  });

  it('T5 a refused edit takes the server’s version even where it could be merged', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server);
    const theirs = server.put({ ...mine, body: { ...mine.body, description: 'by the office' } });
    server.judge = ({ next }) => ({ id: next.id, verdict: 'refused', code: 'closed', server: theirs });
    await editRequest(replica, mine.id, { title: 'my title' });
    await synced(replica);
    const detail = await waitFor(requestDetail(replica, mine.id), (one) => one?.delivery === 'attention');
    expect(detail).toMatchObject({ title: 'Leak', description: 'by the office' });
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1);
    expect(item).toMatchObject({ kind: 'refused', code: 'closed', title: 'my title' });
    expect(pushes(server)).toBe(1);
  });

  it('merges a conflict of different fields and sends the result', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server);
    server.before = offline;
    await editRequest(replica, mine.id, { title: 'my title' });
    server.put({ ...mine, body: { ...mine.body, description: 'by the office' } });
    server.before = online;
    await synced(replica);
    const detail = await waitFor(requestDetail(replica, mine.id), (one) => one?.delivery === 'sent');
    expect(detail).toMatchObject({ title: 'my title', description: 'by the office' });
    expect(server.docs.get(mine.id)?.body).toMatchObject({ title: 'my title', description: 'by the office' });
    await waitFor(unsent(replica), (all) => all.length === 0);
  });

  it('a change is made on the version that is here, when a page has brought another since it was read', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server);
    const { documents } = replica.parts;
    const read = await documents.get(mine.id);
    if (read === undefined) throw new Error('not here');
    const get = vi.spyOn(documents, 'get').mockImplementationOnce(async () => {
      server.put({ ...mine, body: { ...mine.body, description: 'by the office' } });
      await synced(replica);
      return read;
    });
    await expect(documents.write([{ ...read, body: { ...read.body, title: 'x' } }])).resolves.toBe(undefined);
    await discard(replica, `document:${mine.id}`);
    expect(await editRequest(replica, mine.id, { title: 'my title' })).toMatchObject({ ok: true });
    get.mockRestore();
    await expect(documents.write([read])).rejects.toThrow(StaleWrite);
    await synced(replica);
    expect(server.docs.get(mine.id)?.body).toMatchObject({ title: 'my title', description: 'by the office' });
    expect(await replica.parts.unaccepted.all()).toEqual([]);
  });

  it('an edit of what goes in that very moment keeps only what its member wrote', async () => {
    const server = scriptedServer();
    const other = aRequest({ title: 'Lamp' }, { newId: countingIds(0x78) });
    const [first, second] = [server.put(myRequest()), server.put(other)];
    const replica = await opened(server);
    const { documents, pendingChanges, unaccepted } = replica.parts;
    const read = await Promise.all([first, second].map(({ id }) => documents.get(id)));
    const edits = read.flatMap((doc) =>
      doc === undefined ? [] : [{ ...doc, body: { ...doc.body, title: `mine ${doc.id}` } }],
    );
    const waiting = edits.map((doc) => ({ ...doc, stamp: { ...doc.stamp, state: 'waiting' as const } }));
    const put = vi.spyOn(pendingChanges, 'put').mockImplementationOnce(async (pending) => {
      put.mockRestore();
      server.revoke(second.id);
      await synced(replica);
      await pendingChanges.put(pending);
    });
    await documents.write(waiting);
    await synced(replica);
    expect(await documents.get(second.id)).toBeUndefined();
    expect((await unaccepted.all()).map(({ documentId, body }) => [documentId, body])).toEqual([
      [second.id, { title: `mine ${second.id}` }],
    ]);
  });

  it('what was edited, went, and was written anew is known for what it is, whichever of the two is sent', async () => {
    const server = scriptedServer();
    const theirs = { ...myRequest().body, description: 'a neighbour’s words' };
    const mine = server.put({ ...myRequest(), body: theirs });
    const replica = await opened(server);
    const { database, documents, pendingChanges } = replica.parts;
    server.before = offline;
    await editRequest(replica, mine.id, { title: 'my title' });
    const edit = await documents.get(mine.id);
    // As a page does that takes it away.
    await database.collections.get('cases')?.findOne(mine.id).remove();
    const anew = { ...myRequest('anew'), stamp: { ...stubOf(mine.id).stamp, state: 'waiting' as const } };
    await documents.write([anew]);
    const pending = await pendingChanges.get(mine.id);
    const own = edit && ownWriting(edit, null, pending);
    expect(own).toMatchObject({ whole: false, body: { title: 'my title' } });
    expect(own?.body).not.toHaveProperty('description');
    expect(ownWriting(anew, null, pending)).toEqual({ whole: true, body: anew.body });
  });

  it('an edit made while an earlier one was being answered is not forgotten by the answer', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server);
    server.before = offline;
    await editRequest(replica, mine.id, { title: 'my title' });
    server.put({ ...mine, body: { ...mine.body, description: 'by the office' } });
    let answered = 0;
    server.judge = ({ next }) => {
      answered += 1;
      // The first is a conflict that can be merged; whatever comes after it is refused.
      return answered === 1
        ? undefined
        : {
            id: next.id,
            verdict: 'refused',
            code: 'closed',
            server: server.docs.get(next.id) ?? stubOf(next.id),
          };
    };
    let edited = false;
    server.before = async () => {
      if (edited) return;
      edited = true;
      await editRequest(replica, mine.id, { place: 'my place' });
    };
    await synced(replica);
    const [item] = await waitFor(unsent(replica), (all) => all.some(({ kind }) => kind === 'refused'));
    expect(item?.kind).toBe('refused');
    const kept = await replica.parts.unaccepted.all();
    expect(Object.assign({}, ...kept.map(({ body }) => body))).toMatchObject({
      title: 'my title',
      place: 'my place',
    });
    expect(JSON.stringify(kept)).not.toContain('by the office');
  });

  it('keeps both sides of a conflict in one field, and can send mine again or let it go', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const replica = await opened(server);
    for (const choice of ['send', 'drop'] as const) {
      server.before = offline;
      await editRequest(replica, mine.id, { title: `mine, ${choice}` });
      const current = server.docs.get(mine.id) ?? mine;
      server.put({ ...current, body: { ...current.body, title: `theirs, ${choice}` } });
      server.before = online;
      await synced(replica);
      const [item] = await waitFor(unsent(replica), (all) => all.length === 1 && all[0]?.kind === 'conflict');
      expect(item).toMatchObject({
        lines: [{ field: 'title', value: `mine, ${choice}` }],
        serverLines: [{ field: 'title', value: `theirs, ${choice}` }],
      });
      if (choice === 'send') expect(await sendAgain(replica, item?.key ?? '')).toBe(true);
      else await discard(replica, item?.key ?? '');
      await synced(replica);
      await waitFor(unsent(replica), (all) => all.length === 0);
      const kept = choice === 'send' ? 'mine, send' : 'theirs, drop';
      await waitFor(requestDetail(replica, mine.id), (one) => one?.title === kept && one.delivery === 'sent');
      expect(server.docs.get(mine.id)?.body['title']).toBe(kept);
    }
  });

  it('T8 what must wait for another document waits alone, also through a restart, and arrives', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    server.put(aMember('m1'));
    const storage = memoryStorage();
    const session = aSessionAssociation(office);
    const first = await opened(server, { storage, session });
    let ready = false;
    server.judge = ({ next }) =>
      next.type === 'request' && next.body['event'] !== '' && !ready
        ? { id: next.id, verdict: 'retry' }
        : undefined;
    expect((await changeRequest(first, mine.id, { priority: 'high' })).ok).toBe(true);
    await synced(first);
    // The rest of the collection goes on meanwhile.
    expect((await addInternalNote(first, mine.id, 'call the plumber')).ok).toBe(true);
    await synced(first);
    await waitFor(unsent(first), (all) => all.length === 1 && all[0]?.documentId === mine.id);
    expect([...server.docs.values()].filter((doc) => doc.type === 'internal-note')).toHaveLength(1);
    open.splice(open.indexOf(first), 1);
    await first.close();
    ready = true;
    const second = await openTestReplica({
      session,
      storage,
      fetch: server.fetch,
      clock: () => Date.now() * 2,
    });
    open.push(second);
    await waitFor(unsent(second), (all) => all.length === 0);
    await waitFor(requestDetail(second, mine.id), (one) => one?.delivery === 'sent');
    expect(server.docs.get(mine.id)?.body['priority']).toBe('high');
  });

  it('a row that was to wait and is then refused takes the server’s version and is listed', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest());
    const clock = { now: 1_800_000_000_000 };
    const replica = await opened(server, { session: aSessionAssociation(office), clock: () => clock.now });
    let final = false;
    server.judge = ({ next }: PushRow) => {
      if (next.type !== 'request') return undefined;
      const server_ = server.docs.get(next.id) as WireDoc;
      return final
        ? { id: next.id, verdict: 'refused', code: 'missing-document', server: server_ }
        : { id: next.id, verdict: 'retry' };
    };
    await changeRequest(replica, mine.id, { priority: 'high' });
    await synced(replica);
    final = true;
    clock.now += 3600_000;
    await synced(replica);
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1 && all[0]?.kind === 'refused');
    expect(item).toMatchObject({ code: 'missing-document' });
    await waitFor(requestDetail(replica, mine.id), (one) => one?.priority === 'normal');
  });

  it('T9 a revoked document with an edit on its way goes when the push is answered; the edit is kept, the rest is not', async () => {
    const server = scriptedServer();
    const mine = server.put({
      ...myRequest(),
      body: { ...myRequest().body, description: 'the neighbour’s secret' },
    });
    const replica = await opened(server);
    // The stub arrives while the edit waits behind the pull: RxDB drops it, and no pull brings it again.
    let go = (): void => undefined;
    const going = new Promise<void>((resolve) => (go = resolve));
    const held = server.seen.length;
    server.before = async (seen) => {
      if (seen.kind === 'pull') await going;
    };
    replica.parts.sync.ask();
    await until(() => server.seen.length > held, 'a pull is on its way');
    await editRequest(replica, mine.id, { title: 'my words' });
    server.revoke(mine.id);
    await new Promise((resolve) => setTimeout(resolve, 50));
    go();
    await replica.parts.sync.settled();
    expect(server.seen.slice(held).map((seen) => seen.kind)).toEqual(['pull', 'push']);
    await waitFor(requestDetail(replica, mine.id), (one) => one === null);
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1);
    expect(item).toMatchObject({ kind: 'refused', code: 'not-allowed', title: 'my words' });
    const kept = JSON.stringify([
      await replica.parts.unaccepted.all(),
      await replica.parts.pendingChanges.all(),
    ]);
    expect(kept).not.toContain('secret');
  });

  it('gone: stored, and not for its author to see; it is not listed as refused', async () => {
    const server = scriptedServer();
    server.put(aHousehold('h1'));
    const replica = await opened(server);
    server.judge = ({ next }) => ({ id: next.id, verdict: 'gone', server: stubOf(next.id) });
    const posted = await postRequest(replica, leak(), []);
    await synced(replica);
    await waitFor(requestDetail(replica, posted.ok ? posted.id : ''), (one) => one === null);
    await waitFor(unsent(replica), (all) => all.length === 0);
  });

  it('a document that no request can carry is refused here, the others go', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    server.before = offline;
    const small = await postRequest(replica, leak('small'), []);
    const big = aRequest({}, { newId: countingIds(0x99) });
    await replica.parts.documents.write([{ ...big, body: { ...big.body, later: 'x'.repeat(1_100_000) } }]);
    server.before = online;
    await synced(replica);
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1 && all[0]?.kind === 'refused');
    expect(item).toMatchObject({ documentId: big.id, code: 'too-large' });
    await waitFor(requestDetail(replica, small.ok ? small.id : ''), (one) => one?.delivery === 'sent');
  });
});
