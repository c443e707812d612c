/** What an unpaid bill stops, and whom: nothing is lost by it, and what was refused goes through once it is paid. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService, SERVICE_STATES, type ServiceState } from '@communitrak/domain/billing/index.ts';
import { createReadMark } from '@communitrak/domain/read-marks/index.ts';
import { createRequest, type Request } from '@communitrak/domain/requests/index.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { v7 } from 'uuid';
import { smallAssociation, testClock, type Person } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device, writeAll } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let service: RunningSyncService;
const clock = testClock();
const { association, documents, people } = smallAssociation();

beforeAll(async () => {
  place = await openTestStore();
  service = aSyncService(place.store, { clock: clock.now });
  await createWith(service, association, documents);
});
afterAll(async () => {
  await service.close();
  await place.close();
});

const becomes = (state: ServiceState) =>
  writeAll(service, association, [createService({ state, since: '2026-12-01', until: '' })]);

function aRequestBy({ principal: by }: Person): Request {
  const input = { by, kind: 'maintenance', title: 'Leak', description: '', priority: 'normal' } as const;
  return createRequest({ ...input, place: '', household: 'h1', files: [] }, clock.now(), v7);
}

async function verdictOf(person: Person, request = aRequestBy(person)): Promise<string> {
  const [answer] = await new Device(association, person.member).push(service, [request]);
  return answer?.verdict === 'refused' ? answer.code : (answer?.verdict ?? 'none');
}

test.each(SERVICE_STATES.map((state) => [state] as const))('while it is %s', async (state) => {
  await becomes(state);
  const leaders = ['leaders-read-only', 'suspended', 'ended'].includes(state) ? 'service-unpaid' : 'ok';
  const residents = ['suspended', 'ended'].includes(state) ? 'service-unpaid' : 'ok';
  expect(await verdictOf(people.office)).toBe(leaders);
  expect(await verdictOf(people.member)).toBe(residents);
});

test('everyone reads on, what was stored is answered as ever, and reading is noted down', async () => {
  await becomes('active');
  const request = aRequestBy(people.member);
  expect(await verdictOf(people.member, request)).toBe('ok');
  await becomes('suspended');
  expect(await verdictOf(people.member, request)).toBe('ok');
  const device = new Device(association, people.member.member);
  await device.sync(service);
  expect([...device.held.keys()]).toContain(request.id);
  expect([...device.held.keys()]).toContain('service:main');
  const at = new Date(clock.now()).toISOString();
  const mark = createReadMark({ member: people.member.member, thread: request.id, at });
  expect(await device.push(service, [mark])).toMatchObject([{ verdict: 'ok' }]);
});

test('what was refused goes through once it is paid', async () => {
  await becomes('suspended');
  const request = aRequestBy(people.head);
  expect(await verdictOf(people.head, request)).toBe('service-unpaid');
  await becomes('active');
  expect(await verdictOf(people.head, request)).toBe('ok');
});

test('whoever may not do it anyway is told that, and nothing of the bill', async () => {
  await becomes('suspended');
  const [stored] = documents.filter(({ type }) => type === 'household');
  if (stored === undefined) throw new Error('no household');
  const changed = { ...stored, body: { ...stored.body, name: 'Other' } };
  const device = new Device(association, people.neighbour.member);
  await device.sync(service);
  expect(await device.push(service, [changed])).toMatchObject([{ code: 'not-allowed' }]);
});
