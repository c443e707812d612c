/** Pokes: whom they reach, what they say (nothing but collections and epoch), across processes, and when a stream ends. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Poke } from '@communitrak/protocol/events.ts';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { v7 } from 'uuid';
import { aRole, smallAssociation } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let service: RunningSyncService;
let other: RunningSyncService;
const { association, documents, people } = smallAssociation();

beforeAll(async () => {
  place = await openTestStore();
  const writer = aSyncService(place.store);
  await createWith(writer, association, documents);
  await writer.close();
});
afterAll(() => place.close());
beforeEach(() => {
  service = aSyncService(place.store);
  other = aSyncService(place.store);
});
afterEach(async () => {
  await service.close();
  await other.close();
});

interface Stream {
  readonly pokes: Poke[];
  readonly ends: string[];
  readonly stop: () => void;
}

async function listen(one: RunningSyncService, member: string): Promise<Stream> {
  const pokes: Poke[] = [];
  const ends: string[] = [];
  const sink = {
    poke: (poke: Poke) => void pokes.push(poke),
    end: (reason: string) => void ends.push(reason),
  };
  const stop = await one.listen({ association, member, device: `d-${member}` }, sink);
  return { pokes, ends, stop };
}

const aRequest = () =>
  createRequest(
    {
      by: people.member.principal,
      kind: 'general',
      title: 'T',
      description: '',
      priority: 'low',
      place: '',
      household: 'h1',
      files: [],
    },
    Date.now(),
    v7,
  );

const collectionsOf = ({ pokes }: Stream): readonly string[] =>
  pokes.flatMap(({ collections }) => collections);

test('the first poke comes at once and says: sync all', async () => {
  const stream = await listen(service, 'm-next');
  expect(stream.pokes).toEqual([{ collections: [], epoch: expect.any(Number) }]);
  stream.stop();
});

test('a write pokes household and office in every process, and nobody else', async () => {
  const streams = {
    head: await listen(service, 'm-head'),
    office: await listen(other, 'm-office'),
    neighbour: await listen(service, 'm-next'),
    neighbourThere: await listen(other, 'm-next'),
  };
  const member = new Device(association, 'm-member');
  await member.push(service, [aRequest()]);
  await expect.poll(() => collectionsOf(streams.head)).toEqual(['cases']);
  await expect.poll(() => collectionsOf(streams.office), { timeout: 5000 }).toContain('cases');
  // A write of theirs arrives after it, so what has not come by then does not come.
  await service.write(association, [{ doc: aRole('m-next', 'board'), by: 'system', byName: '' }]);
  await expect.poll(() => collectionsOf(streams.neighbour)).toContain('association');
  await expect.poll(() => collectionsOf(streams.neighbourThere), { timeout: 5000 }).toContain('association');
  expect(collectionsOf(streams.neighbour)).not.toContain('cases');
  expect(collectionsOf(streams.neighbourThere)).not.toContain('cases');
  for (const poke of Object.values(streams).flatMap(({ pokes }) => pokes)) {
    expect(Object.keys(poke).sort()).toEqual(['collections', 'epoch']);
  }
  for (const { stop } of Object.values(streams)) stop();
});

test('new rights are told with their epoch, and count from then on', async () => {
  const stream = await listen(other, 'm-next');
  const before = stream.pokes[0]?.epoch ?? 0;
  await service.write(association, [{ doc: aRole('m-next', 'office'), by: 'system', byName: '' }]);
  await expect
    .poll(() => stream.pokes.some(({ epoch, collections }) => epoch > before && collections.length === 0), {
      timeout: 5000,
    })
    .toBe(true);
  const member = new Device(association, 'm-member');
  await member.push(service, [aRequest()]);
  await expect.poll(() => collectionsOf(stream), { timeout: 5000 }).toContain('cases');
  stream.stop();
});

test('a forgotten member’s streams end, others go on', async () => {
  const gone = await listen(service, 'm-head');
  const stays = await listen(service, 'm-member');
  service.forgetMember(association, 'm-head');
  expect(gone.ends).toEqual(['signed-out']);
  const member = new Device(association, 'm-member');
  await member.push(service, [aRequest()]);
  await expect.poll(() => collectionsOf(stays)).toContain('cases');
  expect(collectionsOf(gone)).toEqual([]);
  stays.stop();
  gone.stop();
});

test('who is no member is told nothing but that', async () => {
  for (const who of [
    { association, member: 'm-nobody', device: 'd' },
    { association: 'nowhere', member: 'm-head', device: 'd' },
    { association: '../accounts', member: 'm-head', device: 'd' },
  ]) {
    const sink = { poke: () => undefined, end: () => undefined };
    await expect(service.listen(who, sink)).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchMember' }),
    );
    const want = [{ collection: 'cases' as const, token: null, limit: 10, holds: false }];
    await expect(service.pull(who, { protocol: 1, want })).rejects.toMatchObject({ name: 'NoSuchMember' });
    const push = service.push(who, { protocol: 1, collection: 'cases', rows: [] });
    await expect(push.then(() => 'answered')).rejects.toMatchObject({ name: 'NoSuchMember' });
    await expect(service.read(who, 'property:p1')).rejects.toMatchObject({ name: 'NoSuchMember' });
  }
});
