/** Traps of what is discarded while it waits (decision 0027), each red without its guard. */
import { afterEach, describe, expect, it } from 'vitest';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PushRow } from '@communitrak/protocol/push.ts';
import { postRequest, editRequest } from '@communitrak/replica/commands/requests.ts';
import { requestDetail } from '@communitrak/replica/queries/requests.ts';
import type { OpenReplicaOptions, Replica } from '@communitrak/replica/replica.ts';
import { discard, unsent } from '@communitrak/replica/status/unsent.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { door } from '@communitrak/testkit/door.ts';
import { aSessionAssociation, openTestReplica, until, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer, type ScriptedServer } from '@communitrak/testkit/scripted-server.ts';
import { slowStorage } from '@communitrak/testkit/slow-storage.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

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

const newId = countingIds(0x77);
const myRequest = (title: string) => aRequest({ title }, { newId });
const pushes = (server: ScriptedServer): number => server.seen.filter((seen) => seen.kind === 'push').length;
const pushedRows = (server: ScriptedServer): readonly PushRow[] =>
  server.seen.flatMap((seen) => (seen.kind === 'push' ? (seen.body as { rows: PushRow[] }).rows : []));
const pushedTitles = (server: ScriptedServer): readonly unknown[] =>
  pushedRows(server).map(({ next }) => next.body['title']);
const offline = async (): Promise<void> => {
  throw new TypeError('offline');
};
const online = async (): Promise<void> => undefined;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('discarding', () => {
  it('what was never sent leaves nothing of it', async () => {
    const server = scriptedServer();
    const replica = await opened(server);
    server.before = offline;
    const slip = {
      kind: 'maintenance',
      title: 'a slip of the tongue',
      description: 'It drips.',
      priority: 'normal',
      place: 'Lift',
      household: 'h1',
    } as const;
    const posted = await postRequest(replica, slip, []);
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1);
    expect(item).toMatchObject({ kind: 'document', title: 'a slip of the tongue', delivery: 'waiting' });
    await discard(replica, item?.key ?? '');
    await waitFor(unsent(replica), (all) => all.length === 0);
    await waitFor(requestDetail(replica, posted.ok ? posted.id : ''), (one) => one === null);
    server.before = online;
    await synced(replica);
    const stored = [...server.docs.values()].filter((doc) => !doc._deleted);
    expect(stored).toEqual([]);
  });

  it('an edit that waits shows the server’s version again, and sends nothing', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest('as it was'));
    const replica = await opened(server);
    server.before = offline;
    await editRequest(replica, mine.id, { title: 'on second thought' });
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1);
    await discard(replica, item?.key ?? '');
    await waitFor(
      requestDetail(replica, mine.id),
      (one) => one?.title === 'as it was' && one.delivery === 'sent',
    );
    server.before = online;
    await synced(replica);
    await waitFor(unsent(replica), (all) => all.length === 0);
    expect(server.docs.get(mine.id)).toEqual(mine);
    // And what comes later from elsewhere is taken as ever.
    server.put({ ...mine, body: { ...mine.body, title: 'by the office' } });
    await synced(replica);
    await waitFor(requestDetail(replica, mine.id), (one) => one?.title === 'by the office');
  });

  it('an edit that waits sends nothing of it with the next one either', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest('as it was'));
    const replica = await opened(server);
    server.before = offline;
    await editRequest(replica, mine.id, { title: 'on second thought' });
    // The row lies with RxDB, which goes on sending it.
    await until(() => pushes(server) > 0, 'it was tried');
    const [item] = await waitFor(unsent(replica), (all) => all.length === 1);
    await discard(replica, item?.key ?? '');
    await waitFor(requestDetail(replica, mine.id), (one) => one?.title === 'as it was');
    await editRequest(replica, mine.id, { place: 'Pool' });
    const tried = pushedRows(server).length;
    server.before = online;
    await synced(replica);
    await waitFor(unsent(replica), (all) => all.length === 0);
    expect(server.docs.get(mine.id)?.body).toMatchObject({ title: 'as it was', place: 'Pool' });
    const sent = pushedRows(server).slice(tried);
    expect(sent.map(({ next }) => next.body['title'])).not.toContain('on second thought');
  });

  it('an edit that was to be sent again shows what has come meanwhile', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest('as it was'));
    const replica = await opened(server);
    server.judge = ({ next }: PushRow) => ({ id: next.id, verdict: 'retry' });
    await editRequest(replica, mine.id, { title: 'on second thought' });
    await synced(replica);
    server.put({ ...mine, body: { ...mine.body, title: 'by the office' } });
    await synced(replica);
    await discard(replica, `document:${mine.id}`);
    await synced(replica);
    await waitFor(requestDetail(replica, mine.id), (one) => one?.title === 'by the office');
    expect(await replica.parts.discarded.all()).toEqual([]);
  });

  it.each(['changed', 'revoked'])(
    'an edit that a page was passed over for shows what that said: %s',
    async (what) => {
      const server = scriptedServer();
      const mine = server.put(myRequest('as it was'));
      const replica = await opened(server);
      // The page comes, and the push that would tell of it does not get through.
      let go = (): void => undefined;
      const going = new Promise<void>((resolve) => (go = resolve));
      const held = server.seen.length;
      server.before = async ({ kind }) => {
        if (kind === 'push') throw new TypeError('offline');
        await going;
      };
      replica.parts.sync.ask();
      await until(() => server.seen.length > held, 'a pull is on its way');
      await editRequest(replica, mine.id, { title: 'on second thought' });
      if (what === 'changed') server.put({ ...mine, body: { ...mine.body, title: 'by the office' } });
      else server.revoke(mine.id);
      await new Promise((resolve) => setTimeout(resolve, 50));
      go();
      await until(() => pushes(server) > 0, 'the page has come');
      await discard(replica, `document:${mine.id}`);
      server.before = online;
      await synced(replica);
      const title = what === 'changed' ? 'by the office' : undefined;
      await waitFor(requestDetail(replica, mine.id), (one) => one?.title === title);
      expect(await replica.parts.discarded.all()).toEqual([]);
    },
  );

  it('an edit whose push waits for the pending change of another one sends nothing of it', async () => {
    const server = scriptedServer();
    const docs = ['first', 'another', 'as it was'].map((title) => server.put(myRequest(title)));
    const [first, other, mine] = docs.map(({ id }) => id) as [string, string, string];
    const replica = await opened(server);
    server.before = offline;
    await editRequest(replica, first, { title: 'the first one' });
    await until(() => pushes(server) > 0, 'it was tried');
    // RxDB sends these two together, after it.
    await editRequest(replica, other, { title: 'the other one' });
    await editRequest(replica, mine, { title: 'on second thought' });
    const [pending] = (await replica.parts.pendingChanges.all()).filter(
      ({ documentId }) => documentId === other,
    );
    if (pending !== undefined) await replica.parts.pendingChanges.forget(pending);
    const tried = pushedTitles(server).length;
    server.before = online;
    replica.parts.sync.ask();
    await pause(300);
    expect(pushedTitles(server).slice(tried)).toEqual(['the first one']);
    await discard(replica, `document:${mine}`);
    await synced(replica);
    expect(pushedTitles(server).slice(tried)).toEqual(['the first one', 'the other one']);
  });

  it('an edit on its way that is then to be sent later: it is not', async () => {
    const server = scriptedServer();
    const mine = server.put(myRequest('as it was'));
    const clock = { now: 1_800_000_000_000 };
    const replica = await opened(server, { clock: () => clock.now });
    server.judge = ({ next }: PushRow) => ({ id: next.id, verdict: 'retry' });
    const held = door();
    server.before = ({ kind }) => (kind === 'push' ? held.opened : online());
    await editRequest(replica, mine.id, { title: 'on second thought' });
    await until(() => pushes(server) > 0, 'it is on its way');
    await discard(replica, `document:${mine.id}`);
    held.open();
    await synced(replica);
    expect(await replica.parts.pendingChanges.all()).toEqual([]);
    clock.now += 3600_000;
    await synced(replica);
    expect(pushedTitles(server)).toEqual(['on second thought']);
  });

  it('an edit that waits to be sent later, while another is being sent: it is not', async () => {
    const server = scriptedServer();
    const both = [server.put(myRequest('one')), server.put(myRequest('two'))];
    const clock = { now: 1_800_000_000_000 };
    const replica = await opened(server, { clock: () => clock.now });
    server.judge = ({ next }: PushRow) => ({ id: next.id, verdict: 'retry' });
    const later = ({ body }: WireDoc): string => `${String(body['title'])} later`;
    for (const doc of both) await editRequest(replica, doc.id, { title: later(doc) });
    await synced(replica);
    clock.now += 3600_000;
    const held = door();
    server.before = ({ kind }) => (kind === 'push' ? held.opened : online());
    const tried = pushedTitles(server).length;
    const syncing = synced(replica);
    await until(() => pushedTitles(server).length > tried, 'one is being sent');
    const [first] = pushedTitles(server).slice(tried);
    const second = both.find((doc) => later(doc) !== first);
    await discard(replica, `document:${second?.id ?? ''}`);
    held.open();
    await syncing;
    expect(pushedTitles(server).slice(tried)).toEqual([first]);
  });

  it('an edit that is written anew in another tab at that moment leaves what was written', async () => {
    const server = scriptedServer();
    const slow = slowStorage();
    const mine = server.put(myRequest('as it was'));
    const replica = await opened(server, { storage: slow.storage });
    server.before = offline;
    await editRequest(replica, mine.id, { title: 'on second thought' });
    const noted = door();
    let isNoting = false;
    slow.hold = async ({ ids }) => {
      if (!ids.includes('taken-back')) return;
      isNoting = true;
      await noted.opened;
    };
    const discarding = discard(replica, `document:${mine.id}`);
    await until(() => isNoting, 'it is being discarded');
    await editRequest(replica, mine.id, { title: 'after all' });
    noted.open();
    await discarding;
    await waitFor(unsent(replica), (items) => items.some(({ title }) => title === 'after all'));
    server.before = online;
    await synced(replica);
    expect(server.docs.get(mine.id)?.body['title']).toBe('after all');
    await waitFor(unsent(replica), (items) => items.length === 0);
  });

  it('does not drop a page that comes before RxDB has noted that the document was put back', async () => {
    const server = scriptedServer();
    const slow = slowStorage();
    const mine = server.put(myRequest('as it was'));
    const replica = await opened(server, { storage: slow.storage, batch: { pull: 1, push: 4 } });
    const [page, echo] = [door(), door()];
    let records = 0;
    slow.hold = async ({ context }) => {
      if (!context.startsWith('replication-up-write')) return;
      records += 1;
      // The first is of the edit, which was not sent; then RxDB notes what lies there now.
      if (records > 1) await echo.opened;
    };
    let pulls = 0;
    server.page = (answer) => {
      if (answer.collection !== 'cases') return answer;
      pulls += 1;
      return pulls === 1 ? { ...answer, documents: [server.docs.get(mine.id) ?? mine] } : answer;
    };
    server.before = ({ kind }) => (kind === 'pull' ? page.opened : online());
    const seen = server.seen.length;
    replica.parts.sync.ask();
    await until(() => server.seen.length > seen, 'a pull is on its way');
    await editRequest(replica, mine.id, { title: 'on second thought' });
    await pause(100);
    await discard(replica, `document:${mine.id}`);
    let isChanged = false;
    server.after = async ({ kind }) => {
      if (kind !== 'verify' || isChanged) return;
      isChanged = true;
      // It was as the server has it, and now comes something else.
      server.put({ ...mine, body: { ...mine.body, title: 'by the office' } });
    };
    await pause(100);
    page.open();
    await until(() => isChanged && pulls > 1, 'the next page is there');
    await pause(200);
    echo.open();
    await synced(replica);
    expect(pushes(server)).toBe(0);
    await waitFor(requestDetail(replica, mine.id), (one) => one?.title === 'by the office');
  });
});
