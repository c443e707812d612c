/** What is new to a member, and what has been read: on one device, on two, offline, and at the very first look. */
import { afterEach, describe, expect, it } from 'vitest';
import { createComment, createInternalNote, type Request } from '@communitrak/domain/requests/index.ts';
import { createNotice } from '@communitrak/domain/notices/index.ts';
import { createReadMark, readMarkId } from '@communitrak/domain/read-marks/index.ts';
import { accepted, aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds, START } from '@communitrak/testkit/clock-and-ids.ts';
import { read, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { beginReading, markAllRead, markRead } from '../commands/read-marks.ts';
import { answerRequest } from '../commands/requests.ts';
import { syncStatus } from '../status/sync-status.ts';
import { unsent } from '../status/unsent.ts';
import { newsOf } from './request-news.ts';
import { allThreads, unreadIn, unreadThreads } from './unread.ts';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const OFFICE = aPrincipal('m-office', ['all', 'office'], 'Olga Office');
const ids = countingIds(0xef00);
const time = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();
const at = <T extends { readonly stamp: object }>(doc: T, by: string, minutes: number): T => ({
  ...doc,
  stamp: { ...doc.stamp, at: time(minutes), by, byName: by, state: 'accepted' },
});
const request = at(aRequest({ title: 'Leak' }, { by: HEAD, newId: ids }), 'm-head', 0);
const says = (by: typeof HEAD, minutes: number, about: Request = request) =>
  at(createComment({ request: about, by, text: 'Words', files: [] }, START, ids), by.member, minutes);

let rig: SmallReplica;

const unread = async (): Promise<readonly string[]> =>
  (await read(unreadThreads(rig.replica))).map(({ id }) => id);
const until = (...expected: readonly string[]) =>
  waitFor(unreadThreads(rig.replica), (threads) => threads.map(({ id }) => id).join() === expected.join());
const arrive = async (...docs: Parameters<SmallReplica['server']['put']>[0][]): Promise<void> => {
  for (const doc of docs) rig.server.put(doc);
  rig.replica.parts.sync.ask();
  await rig.replica.parts.sync.settled();
};

describe('what is new', () => {
  afterEach(() => rig.replica.close());

  it('is nothing of what was there before the first look; what somebody says after it is, until it is read', async () => {
    rig = await openSmallReplica('head', []);
    await arrive(request, says(OFFICE, 1));
    expect(await unread()).toEqual([]);
    await beginReading(rig.replica);
    await until();
    await arrive(says(OFFICE, 2));
    await until(request.id);
    expect(await markRead(rig.replica, request.id)).toMatchObject({ ok: true });
    await until();
    await arrive(says(OFFICE, 3));
    await until(request.id);
    await markAllRead(rig.replica);
    await until();
  });

  it('is read offline, as nobody’s writing: nothing waits to be sent, and what is refused goes quietly', async () => {
    rig = await openSmallReplica('head', []);
    await arrive(request);
    await beginReading(rig.replica);
    await arrive(says(OFFICE, 2));
    await until(request.id);
    rig.setOffline(true);
    await markRead(rig.replica, request.id);
    await until();
    expect(await read(unsent(rig.replica))).toEqual([]);
    expect(await read(syncStatus(rig.replica))).toMatchObject({ waiting: 0, attention: 0 });
    rig.setOffline(false);
    rig.server.judge = ({ next }) => ({
      id: next.id,
      verdict: 'refused',
      code: 'not-allowed',
      server: { ...next, _deleted: true, body: {}, parent: '', order: '', version: 0 },
    });
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    expect(await read(syncStatus(rig.replica))).toMatchObject({ waiting: 0, attention: 0 });
  });

  it('is what neither of two devices has read: of two marks made apart the later one stands, without a question', async () => {
    rig = await openSmallReplica('head', []);
    await arrive(request);
    await beginReading(rig.replica);
    await arrive(says(OFFICE, 2));
    await until(request.id);
    rig.setOffline(true);
    await markRead(rig.replica, request.id);
    rig.setOffline(false);
    const other = createReadMark({ member: 'm-head', thread: request.id, at: time(9) });
    await arrive(at(other, 'm-head', 9));
    expect(rig.server.docs.get(other.id)?.body['at']).toBe(time(9));
    await arrive(says(OFFICE, 8));
    await until();
    expect(await read(syncStatus(rig.replica))).toMatchObject({ waiting: 0, attention: 0 });
  });

  it('is never one’s own answer', async () => {
    rig = await openSmallReplica('head', []);
    await arrive(request);
    await beginReading(rig.replica);
    await answerRequest(rig.replica, request.id, 'Mine.', []);
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    expect(await unread()).toEqual([]);
  });

  it('is what the server tells the office of, before it is here and once, but not to whoever did it', async () => {
    rig = await openSmallReplica('office', []);
    await arrive(request);
    await beginReading(rig.replica);
    const told = (about: string, by: string) =>
      at(
        createNotice({ kind: 'new-request', about, title: 'Gate', by, from: 'Hanna', at: time(2) }),
        'system',
        2,
      );
    await arrive(told('request:r9', 'm-head'), told('request:r8', 'm-office'));
    await until('request:r9');
    const here = aRequest({ title: 'Gate', reportedAt: time(3) }, { by: HEAD, newId: ids });
    await arrive(here, told(here.id, 'm-head'));
    await until(here.id, 'request:r9');
    // Of the two that tell of it the later counts.
    await waitFor(unreadThreads(rig.replica), ([first]) => first?.at === time(3));
    await markAllRead(rig.replica);
    await until();
  });

  it('keeps the line that another device has drawn', async () => {
    rig = await openSmallReplica('head', []);
    const line = createReadMark({
      member: 'm-head',
      thread: allThreads(rig.replica.session.id),
      at: time(0),
    });
    await arrive(request, says(OFFICE, 2), at(line, 'm-head', 1));
    await beginReading(rig.replica);
    await until(request.id);
    expect((await rig.replica.parts.documents.get(line.id))?.body['at']).toBe(time(0));
  });
});

describe('what is news, and to whom', () => {
  const none = { events: [], notes: [] };
  const move = (by: typeof HEAD, minutes: number) => {
    const event = says(by, minutes);
    const changes = [{ field: 'status' as const, from: 'open', to: 'in-progress' }];
    return { ...event, body: { ...event.body, kind: 'change' as const, text: '', changes } };
  };

  it('is a new request, to all but who made it', () => {
    expect(newsOf(request, none, OFFICE)).toBe(time(0));
    expect(newsOf(request, none, HEAD)).toBe('');
  });

  it('is nothing that was brought in', () => {
    const imported = accepted(request);
    expect(newsOf(imported, { ...none, events: [accepted(says(HEAD, 4))] }, OFFICE)).toBe('');
  });

  it('is a status that the office changes, to the resident; to a colleague only on their own work', () => {
    const events = [move(aPrincipal('m-lead', ['all', 'office']), 5)];
    const own = { ...request, body: { ...request.body, assignee: 'm-office' } };
    expect(newsOf(request, { ...none, events }, HEAD)).toBe(time(5));
    expect(newsOf(request, { ...none, events }, OFFICE)).toBe(time(0));
    expect(newsOf(own, { ...none, events }, OFFICE)).toBe(time(5));
  });

  it('is a colleague’s internal note', () => {
    const note = at(
      createInternalNote({ request, by: aPrincipal('m-lead'), text: 'Called.' }, START, ids),
      'm-lead',
      6,
    );
    expect(newsOf(request, { ...none, notes: [note] }, OFFICE)).toBe(time(6));
  });

  it('comes latest first, and only after the mark of its thread and of all', () => {
    const news = new Map([
      ['request:a', time(1)],
      ['request:b', time(3)],
      ['request:c', time(2)],
    ]);
    const marks = new Map([
      ['association:x', time(0)],
      ['request:c', time(2)],
    ]);
    expect(unreadIn(news, marks, 'association:x').map(({ id }) => id)).toEqual(['request:b', 'request:a']);
    expect(unreadIn(news, new Map(), 'association:x')).toEqual([]);
    expect(readMarkId('m', 'request:c')).toBe('read-mark:c.request.m');
  });
});
