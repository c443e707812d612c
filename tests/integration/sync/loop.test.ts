/** The sync service on a real store: what a member sees, files, changes and loses, end to end without HTTP. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import { v7 } from 'uuid';
import { smallAssociation } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';

let place: TestStore;
let service: RunningSyncService;
const { association, documents, people } = smallAssociation();

beforeAll(async () => {
  place = await openTestStore();
  service = aSyncService(place.store);
  await createWith(service, association, documents);
});
afterAll(async () => {
  await service.close();
  await place.close();
});

test('rights are those of the documents', async () => {
  for (const { member, principal } of Object.values(people)) {
    const found = await service.member(association, member);
    expect([...(found?.principal.keys ?? [])].sort()).toEqual([...principal.keys].sort());
    expect(found?.principal.name).toBe(principal.name);
  }
});

test('a resident files a request: numbered, stamped, seen by household and office, not by the neighbour', async () => {
  const member = new Device(association, 'm-member');
  const office = new Device(association, 'm-office');
  const neighbour = new Device(association, 'm-next');
  for (const device of [member, office, neighbour]) await device.sync(service);
  const request = createRequest(
    {
      by: people.member.principal,
      kind: 'maintenance',
      title: 'Leak',
      description: 'It drips',
      priority: 'high',
      place: 'Kitchen',
      household: 'h1',
      files: [],
    },
    Date.now(),
    v7,
  );
  const [verdict] = await member.push(service, [request]);
  expect(verdict?.verdict).toBe('ok');
  for (const device of [member, office, neighbour]) await device.sync(service);
  const seen = office.held.get(request.id);
  expect(seen?.stamp).toMatchObject({
    by: 'm-member',
    byName: 'Mike Member',
    number: 'R-0001',
    state: 'accepted',
  });
  expect(seen?.body).toEqual(request.body);
  expect(neighbour.held.has(request.id)).toBe(false);
  expect(neighbour.held.has('household:h1')).toBe(false);
  expect(neighbour.held.has('member:m-member')).toBe(true);
  const again = await member.push(service, [request], new Map());
  expect(again[0]).toMatchObject({ verdict: 'ok', server: { stamp: { number: 'R-0001' } } });
  await office.sync(service);
  expect(office.rows).toBe(0);
});
