/**
 * What a write sets in motion beyond its document: rights before and after it, audiences of what belongs to it. Each is cut
 * off in the middle, as by a SIGKILL, and another process must bring it to the end.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { WITHDRAWAL_MS } from '@communitrak/domain/core/rights.ts';
import { createHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { createComment, createRequest, type RequestBody } from '@communitrak/domain/requests/index.ts';
import type { Database, DocStore, NewDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import { currentAudience } from '@communitrak/sync-server/access/key-intervals.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { v7 } from 'uuid';
import { aLink, aRole, smallAssociation } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device, writeAll } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let service: RunningSyncService;
let database: Database;
let association: string;
let people: ReturnType<typeof smallAssociation>['people'];
let count = 0;

beforeAll(async () => {
  place = await openTestStore();
});
afterAll(async () => {
  await place.close();
});
beforeEach(async (context) => {
  count += 1;
  association = `upkeep-${count}`;
  const small = smallAssociation({ local: association });
  people = small.people;
  service = aSyncService(place.store);
  await createWith(service, association, small.documents);
  const opened = await place.store.open(`association-${association}`, { create: false });
  if (opened === undefined) throw new Error('no database');
  database = opened;
  context.onTestFinished(() => service.close());
});

const KILLED = 'killed here';

/** A process that dies at the first write that `last` recognises: before it, or after it without ever knowing. */
function dyingAt(last: (doc: NewDoc) => boolean, when: 'before' | 'after'): DocStore {
  let dead = false;
  const put = async (inner: Database, doc: NewDoc) => {
    if (dead) throw new Error(KILLED);
    if (!last(doc)) return inner.put(doc);
    dead = true;
    if (when === 'after') await inner.put(doc);
    throw new Error(KILLED);
  };
  return {
    ...place.store,
    topology: place.store.topology,
    open: async (name, options) => {
      const inner = await place.store.open(name, options);
      if (inner === undefined) return undefined;
      return {
        name: inner.name,
        feed: inner.feed,
        get: (id) => inner.get(id),
        getMany: (ids) => inner.getMany(ids),
        range: (query) => inner.range(query),
        put: (doc) => put(inner, doc),
        putMany: async (docs) => {
          const results = [];
          for (const doc of docs) results.push(await put(inner, doc));
          return results;
        },
      };
    },
  };
}

async function keysOf(member: string, one: RunningSyncService = service): Promise<readonly string[]> {
  const found = await one.member(association, member);
  return [...(found?.principal.keys ?? [])].sort();
}

async function storedKeys(member: string): Promise<readonly string[]> {
  const fresh = aSyncService(place.store);
  const keys = await keysOf(member, fresh);
  await fresh.close();
  return keys;
}

async function audienceOf(id: string): Promise<readonly string[]> {
  const doc = await database.get(id);
  return doc === undefined ? [] : [...currentAudience(readStored(doc).keys)].sort();
}

const endedLink = (): Envelope => {
  const link = createHouseholdLink({
    association,
    member: 'm-member',
    household: 'h1',
    role: 'member',
    from: '2019-05-01',
  });
  return { ...link, body: { ...link.body, to: '2026-01-31' } };
};

test('a link ended by push takes its keys before the answer, a link made gives them before the answer', async () => {
  const office = new Device(association, 'm-office');
  await office.sync(service);
  // A process that follows nothing of this association still forgets what it has just changed.
  const idle = aSyncService(place.store);
  expect(await keysOf('m-member', idle)).toEqual(['all', 'hh:h1', 'u:m-member']);
  const [ended] = await office.push(idle, [endedLink()]);
  expect(await keysOf('m-member', idle)).toEqual(['u:m-member']);
  await idle.close();
  expect(ended?.verdict).toBe('ok');
  expect(await keysOf('m-member')).toEqual(['u:m-member']);
  const link = { ...aLink('m-member', 'h2', 'member', association) };
  const [made] = await office.push(service, [link]);
  expect(made?.verdict).toBe('ok');
  expect(await keysOf('m-member')).toEqual(['all', 'hh:h2', 'u:m-member']);
});

test('after a move the device keeps nothing of the old household', async () => {
  const member = new Device(association, 'm-member');
  const office = new Device(association, 'm-office');
  await member.sync(service);
  await office.sync(service);
  expect(member.held.has('household:h1')).toBe(true);
  await office.push(service, [endedLink(), aLink('m-member', 'h2', 'member', association)]);
  await member.sync(service);
  expect(member.held.has('household:h1')).toBe(false);
  expect(member.held.has('household:h2')).toBe(true);
});

test('killed between taking rights and writing the document: the repeat completes it', async () => {
  const dying = aSyncService(dyingAt(({ _id }) => _id.startsWith('household-link:'), 'before'));
  const office = new Device(association, 'm-office');
  await office.sync(service);
  await expect(office.push(dying, [endedLink()])).rejects.toThrow(KILLED);
  await dying.close();
  // What is lost is lost already, though the link does not say so yet.
  expect(await storedKeys('m-member')).toEqual(['u:m-member']);
  const [again] = await office.push(service, [endedLink()]);
  expect(again?.verdict).toBe('ok');
  expect(await storedKeys('m-member')).toEqual(['u:m-member']);
});

test('killed between taking rights and writing, and never repeated: the next view gives back what the link still says', async () => {
  const dying = aSyncService(dyingAt(({ _id }) => _id.startsWith('household-link:'), 'before'));
  const office = new Device(association, 'm-office');
  await office.sync(service);
  await expect(office.push(dying, [endedLink()])).rejects.toThrow(KILLED);
  await dying.close();
  // Whoever takes rights is given time to write what takes them.
  const next = aSyncService(place.store, { clock: () => Date.now() + WITHDRAWAL_MS });
  await office.page(next, 'places');
  await next.settled();
  await next.close();
  expect(await storedKeys('m-member')).toEqual(['all', 'hh:h1', 'u:m-member']);
});

test('killed between writing the document and giving rights: the next view gives them', async () => {
  const isRole = ({ _id }: NewDoc) => _id === 'member-role:m-member';
  const dying = aSyncService(dyingAt(isRole, 'after'));
  const lead = new Device(association, 'm-lead');
  await lead.sync(service);
  await expect(lead.push(dying, [aRole('m-member', 'office')])).rejects.toThrow(KILLED);
  await dying.close();
  expect(await storedKeys('m-member')).not.toContain('office');
  const next = aSyncService(place.store);
  await lead.page(next, 'places');
  await next.settled();
  await next.close();
  expect(await storedKeys('m-member')).toContain('office');
});

test('what tenants see follows the association’s setting', async () => {
  const tenant = new Device(association, 'm-tenant');
  await tenant.sync(service);
  expect(tenant.held.has('property:p1')).toBe(false);
  const lead = new Device(association, 'm-lead');
  await lead.sync(service);
  const settings = lead.held.get(`association:${association}`);
  if (settings === undefined) throw new Error('no association');
  const open: Envelope = { ...settings, body: { ...settings.body, tenantsSeeCommunity: true } };
  expect((await lead.push(service, [open]))[0]?.verdict).toBe('ok');
  await service.settled();
  await tenant.sync(service);
  expect(tenant.held.has('property:p1')).toBe(true);
  const closed: Envelope = { ...open, body: { ...open.body, tenantsSeeCommunity: false } };
  expect((await lead.push(service, [closed]))[0]?.verdict).toBe('ok');
  await service.settled();
  await tenant.sync(service);
  expect(tenant.held.has('property:p1')).toBe(false);
});

/** A request of h1 with a comment, and the same request given to the board member by trusted hands. */
async function aRequestWithComment(): Promise<{ readonly comment: string; readonly assigned: Envelope }> {
  const request = createRequest(
    {
      by: people.member.principal,
      kind: 'maintenance',
      title: 'Leak',
      description: '',
      priority: 'normal',
      place: '',
      household: 'h1',
      files: [],
    },
    Date.now(),
    v7,
  );
  const comment = createComment(
    { request, by: people.member.principal, text: 'Hello', files: [] },
    Date.now(),
    v7,
  );
  await writeAll(service, association, [request, comment]);
  const body: RequestBody = { ...request.body, assignee: 'm-board', assigneeName: people.board.name };
  return { comment: comment.id, assigned: { ...request, body } };
}

test('a request given to someone shows them what belongs to it, and taken away, hides it', async () => {
  const board = new Device(association, 'm-board');
  await board.sync(service);
  const { comment, assigned } = await aRequestWithComment();
  expect(await audienceOf(comment)).toEqual(['hh:h1', 'office']);
  await writeAll(service, association, [assigned]);
  await service.settled();
  expect(await audienceOf(comment)).toEqual(['hh:h1', 'office', 'u:m-board']);
  await board.sync(service);
  expect(board.held.has(comment)).toBe(true);
  const back: Envelope = { ...assigned, body: { ...assigned.body, assignee: '', assigneeName: '' } };
  await writeAll(service, association, [back]);
  await service.settled();
  await board.sync(service);
  expect(board.held.has(comment)).toBe(false);
  expect(board.held.has(assigned.id)).toBe(false);
});

test('killed before the children were rewritten: whoever builds the next view does it', async () => {
  const { comment, assigned } = await aRequestWithComment();
  const isChild = ({ _id }: NewDoc) => _id.startsWith('request-event:');
  const dying = aSyncService(dyingAt(isChild, 'before'));
  await writeAll(dying, association, [assigned]);
  await dying.settled();
  await dying.close();
  expect(await audienceOf(comment)).toEqual(['hh:h1', 'office']);
  expect(await database.get(`meta:rewrite.${assigned.id}`)).toMatchObject({
    _id: `meta:rewrite.${assigned.id}`,
  });
  const next = aSyncService(place.store);
  const board = new Device(association, 'm-board');
  await board.page(next, 'cases');
  await expect.poll(() => audienceOf(comment)).toEqual(['hh:h1', 'office', 'u:m-board']);
  await expect.poll(async () => (await database.get(`meta:rewrite.${assigned.id}`))?._deleted).toBe(true);
  await next.close();
});

test('a write of the server that runs again writes nothing', async () => {
  const small = smallAssociation({ local: association });
  const before = await database.feed.now();
  await writeAll(service, association, small.documents);
  const { rows } = await database.feed.read({ since: before, bodies: false });
  expect(rows).toEqual([]);
});
