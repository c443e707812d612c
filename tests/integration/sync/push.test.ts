/** Pushes of every kind on a real store: what is accepted, refused, repeated, waited for; and that a batch survives it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { createInternalNote, createRequest, type Request } from '@communitrak/domain/requests/index.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { lateId, LATE_MS } from '@communitrak/sync-server/sync/late-rows.ts';
import { v7 } from 'uuid';
import { aMember, smallAssociation, testClock, type Person } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device, writeAll } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let service: RunningSyncService;
let database: Database;
const clock = testClock();
const { association, documents, people } = smallAssociation();

beforeAll(async () => {
  place = await openTestStore();
  service = aSyncService(place.store, { clock: clock.now });
  await createWith(service, association, documents);
  const opened = await place.store.open(`association-${association}`, { create: false });
  if (opened === undefined) throw new Error('no database');
  database = opened;
});
afterAll(async () => {
  await service.close();
  await place.close();
});

function aRequestBy(person: Person, household = 'h1', title = 'Leak'): Request {
  return createRequest(
    {
      by: person.principal,
      kind: 'maintenance',
      title,
      description: '',
      priority: 'normal',
      place: '',
      household,
      files: [],
    },
    clock.now(),
    v7,
  );
}

function aNote(request: Request, text: string) {
  return createInternalNote({ request, by: people.office.principal, text }, clock.now(), v7);
}

const caller = (person: Person) => ({ association, member: person.member, device: 'd' });
const row = (next: object, assumed: WireDoc | null = null): unknown => ({ assumed, next });
const wire = (doc: Envelope): WireDoc => toWire(doc, false);

async function pushRows(person: Person, rows: unknown[], protocol = PROTOCOL_VERSION) {
  const answer = await service.push(caller(person), { protocol, collection: 'cases', rows });
  return answer.rows;
}

test('each bad row gets its verdict, and the rest of the batch lives', async () => {
  const { member } = people;
  const good = [aRequestBy(member), aRequestBy(member), aRequestBy(member)] as const;
  const bad = wire(aRequestBy(member));
  const verdicts = await pushRows(member, [
    row(wire(good[0])),
    null,
    { next: 'text' },
    row({ ...bad, id: 'UPPER:1' }),
    row({ ...bad, id: 'nonsense:1', type: 'nonsense' }),
    row({ ...bad, id: 'acl:m-member', type: 'acl' }),
    row({ ...bad, type: 'internal-note' }),
    row({ ...bad, body: { ...bad.body, kind: 'of no kind' } }),
    row(wire(good[1])),
    row({ ...wire(aMember('m-new')), type: 'member' }),
    row({ ...bad, body: { ...bad.body, description: 'x'.repeat(300_000) } }),
    row(bad, wire(good[0])),
    row(wire(aRequestBy(member, 'h2'))),
    row(wire(aRequestBy(people.neighbour, 'h1'))),
    row(wire(good[2])),
  ]);
  expect(verdicts.map((one) => ('code' in one ? one.code : one.verdict))).toEqual([
    'ok',
    'invalid',
    'invalid',
    'invalid',
    'unknown-type',
    'unknown-type',
    'invalid',
    'invalid',
    'ok',
    'wrong-collection',
    'too-large',
    'invalid',
    'not-allowed',
    'not-allowed',
    'ok',
  ]);
  expect(await database.get('nonsense:1')).toBeUndefined();
  expect((await database.get('acl:m-member'))?.['member']).toBe('m-member');
});

test('author, time, number and keys are the server’s, whatever was sent', async () => {
  const { member } = people;
  const request = wire(aRequestBy(member));
  const stamp = {
    at: '1999-01-01T00:00:00.000Z',
    by: 'm-lead',
    byName: 'Lena',
    number: 'R-9999',
    state: 'accepted',
  };
  const [verdict] = await pushRows(member, [
    row({ ...request, stamp, order: '0', keys: { all: [{ from: 1 }] }, hash: 'x', _rev: '9-x' }),
  ]);
  expect(verdict?.verdict).toBe('ok');
  const stored = await database.get(request.id);
  expect(stored?.['stamp']).toMatchObject({
    at: new Date(clock.now()).toISOString(),
    by: 'm-member',
    byName: 'Mike Member',
    state: 'accepted',
  });
  expect(stored?.['stamp']).not.toMatchObject({ number: 'R-9999' });
  expect(Object.keys(Object(stored?.['keys'])).sort()).toEqual(['hh:h1', 'office']);
  // The sort key is computed from the number, which the device did not know.
  expect(verdict).toMatchObject({ server: { order: stored?.['order'] } });
  expect(stored?.['order']).toMatch(/^1\./);
});

test('a repeat is ok and writes nothing; a change from something else is a conflict with the server’s version', async () => {
  const { member, head } = people;
  const request = wire(aRequestBy(member));
  await pushRows(member, [row(request)]);
  const before = await database.get(request.id);
  const [again] = await pushRows(member, [row(request)]);
  expect(again).toMatchObject({ verdict: 'ok', server: { stamp: { state: 'accepted' } } });
  expect((await database.get(request.id))?._rev).toBe(before?._rev);
  const edited = { ...request, body: { ...request.body, title: 'Burst pipe' } };
  expect((await pushRows(member, [row(edited, request)]))[0]?.verdict).toBe('ok');
  const other = { ...request, body: { ...request.body, title: 'Dripping tap' } };
  expect((await pushRows(head, [row(other, request)]))[0]).toMatchObject({
    verdict: 'conflict',
    server: { body: { title: 'Burst pipe' } },
  });
  // An insert under an id that is taken by a document they see.
  expect((await pushRows(member, [row(other)]))[0]?.verdict).toBe('conflict');
});

test('a refusal brings the stored version to show instead', async () => {
  const { member, head } = people;
  const request = wire(aRequestBy(member));
  await pushRows(member, [row(request)]);
  const edited = { ...request, body: { ...request.body, title: 'Not mine' } };
  expect((await pushRows(head, [row(edited, request)]))[0]).toMatchObject({
    verdict: 'refused',
    code: 'not-allowed',
    server: { body: { title: 'Leak' }, _deleted: false },
  });
  const broken = { ...request, body: { ...request.body, kind: 'none' } };
  expect((await pushRows(member, [row(broken, request)]))[0]).toMatchObject({
    verdict: 'refused',
    code: 'invalid',
    server: { id: request.id, _deleted: false },
  });
});

test('later rows of a batch see what earlier ones wrote', async () => {
  const { office } = people;
  const request = aRequestBy(office);
  const note = aNote(request, 'Called the plumber');
  const verdicts = await pushRows(office, [row(wire(request)), row(wire(note))]);
  expect(verdicts.map((one) => one.verdict)).toEqual(['ok', 'ok']);
});

test('an import that names a document twice leaves it as it says last, numbered once', async () => {
  const request = aRequestBy(people.office);
  const later = { ...request, body: { ...request.body, title: 'A big leak' } };
  const other = aRequestBy(people.office, 'h2', 'Lamp');
  await writeAll(service, association, [request, other, later]);
  const stored = await database.getMany([request.id, other.id]);
  expect(stored.get(request.id)).toMatchObject({ body: { title: 'A big leak' } });
  const number = (id: string): unknown =>
    (stored.get(id)?.['stamp'] as { readonly number: string } | undefined)?.number;
  expect(number(request.id)).toMatch(/^R-\d+$/);
  expect(number(other.id)).not.toBe(number(request.id));
});

test('what depends on a document that is not there is waited for, a day long', async () => {
  const { office } = people;
  const late = aRequestBy(office);
  const note = aNote(late, 'Too early');
  expect((await pushRows(office, [row(wire(note))]))[0]?.verdict).toBe('retry');
  clock.advance(LATE_MS - 1000);
  expect((await pushRows(office, [row(wire(note))]))[0]?.verdict).toBe('retry');
  await pushRows(office, [row(wire(late))]);
  expect((await pushRows(office, [row(wire(note))]))[0]?.verdict).toBe('ok');
  expect((await database.get(lateId(office.member, note.id)))?._deleted).toBe(true);

  const never = aNote(aRequestBy(office), 'Never');
  expect((await pushRows(office, [row(wire(never))]))[0]?.verdict).toBe('retry');
  clock.advance(LATE_MS + 1000);
  // Also by another process, which has not seen it before.
  const second = aSyncService(place.store, { clock: clock.now });
  const request = { protocol: PROTOCOL_VERSION, collection: 'cases' as const, rows: [row(wire(never))] };
  const { rows } = await second.push(caller(office), request);
  await second.close();
  expect(rows[0]).toMatchObject({ verdict: 'refused', code: 'missing-document' });
});

test('numbers are claimed once each by two processes at the same time, without gaps', async () => {
  const second = aSyncService(place.store, { clock: clock.now });
  const batch = () => Array.from({ length: 12 }, () => row(wire(aRequestBy(people.member))));
  const push = (one: RunningSyncService) =>
    one.push(caller(people.member), { protocol: PROTOCOL_VERSION, collection: 'cases', rows: batch() });
  const answers = await Promise.all([push(service), push(second)]);
  await second.close();
  const numbers = answers
    .flatMap(({ rows }) => rows)
    .map((verdict) => ('server' in verdict ? Number(verdict.server?.stamp.number.slice(2)) : 0))
    .sort((a, b) => a - b);
  const first = numbers[0] ?? 0;
  expect(numbers).toEqual(Array.from({ length: 24 }, (_, index) => first + index));
});

test('numbers whose claims were cut off go to the same documents', async () => {
  const { member } = people;
  const [before] = await pushRows(member, [row(wire(aRequestBy(member)))]);
  const last = before !== undefined && 'server' in before ? Number(before.server?.stamp.number.slice(2)) : 0;
  const cutOff = [aRequestBy(member), aRequestBy(member)] as const;
  // As a process leaves it that was killed between the claims and the writes.
  for (const [index, { id }] of cutOff.entries()) {
    await database.put({ _id: `no:request.${last + 1 + index}`, for: id });
  }
  const restarted = aSyncService(place.store, { clock: clock.now });
  const { rows } = await restarted.push(caller(member), {
    protocol: PROTOCOL_VERSION,
    collection: 'cases',
    rows: [...cutOff, aRequestBy(member)].map((request) => row(wire(request))),
  });
  await restarted.close();
  expect(rows.map((one) => ('server' in one ? one.server?.stamp.number : ''))).toEqual(
    [last + 1, last + 2, last + 3].map((n) => `R-${String(n).padStart(4, '0')}`),
  );
});

test('rows of an app that is too old are refused with that reason and change nothing', async () => {
  const { member } = people;
  const request = wire(aRequestBy(member));
  const verdicts = await pushRows(member, [row(request), null], 0);
  expect(verdicts.map((one) => ('code' in one ? one.code : one.verdict))).toEqual([
    'app-too-old',
    'app-too-old',
  ]);
  expect(await database.get(request.id)).toBeUndefined();
});

test('unknown fields of a newer app survive; a newer version is refused with words', async () => {
  const { member } = people;
  const request = wire(aRequestBy(member));
  const newer = { ...request, body: { ...request.body, mood: { of: 'tomorrow' } } };
  const next = { ...wire(aRequestBy(member)), version: 7 };
  expect(await pushRows(member, [row(newer), row(next)])).toMatchObject([
    { verdict: 'ok' },
    { verdict: 'refused', code: 'newer-version' },
  ]);
  const office = new Device(association, 'm-office');
  await office.sync(service, ['cases']);
  expect(office.held.get(request.id)).toMatchObject({ body: { mood: { of: 'tomorrow' } } });
  expect(await database.get(next.id)).toBeUndefined();
});

test('a request is never deleted, a deletion of nothing is nothing', async () => {
  const { member } = people;
  const request = wire(aRequestBy(member));
  const gone = { ...request, _deleted: true };
  expect((await pushRows(member, [row(gone)]))[0]).toEqual({ id: request.id, verdict: 'ok' });
  expect(await database.get(request.id)).toBeUndefined();
  await pushRows(member, [row(request)]);
  expect((await pushRows(member, [row(gone, request)]))[0]).toMatchObject({
    verdict: 'refused',
    server: { _deleted: false },
  });
});
