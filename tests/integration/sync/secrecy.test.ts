/**
 * G7: nothing tells a member that a document exists which was never theirs to see. Every question is asked twice, once about
 * a neighbour's document and once about one that does not exist, and the answers must be the same but for the id.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { createComment, createRequest } from '@communitrak/domain/requests/index.ts';
import { entities } from '@communitrak/domain/registry.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import { v7 } from 'uuid';
import { smallAssociation } from '../../../shared/testkit/builders.ts';
import { aSyncService, createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let place: TestStore;
let service: RunningSyncService;
let device: Device;
const { association, documents, people } = smallAssociation();
const file = { sha256: 'a'.repeat(64), bytes: 10, type: 'image/jpeg', width: 1, height: 1, name: 'a.jpg' };
const ABSENT = '01900000-ffff-7000-8000-000000000000';

const hidden = createRequest(
  {
    by: people.member.principal,
    kind: 'maintenance',
    title: 'Leak',
    description: 'secret words',
    priority: 'high',
    place: 'Kitchen',
    household: 'h1',
    files: [file],
  },
  Date.now(),
  v7,
);
const comment = createComment(
  { request: hidden, by: people.member.principal, text: 'secret words', files: [file] },
  Date.now(),
  v7,
);

beforeAll(async () => {
  place = await openTestStore();
  service = aSyncService(place.store);
  await createWith(service, association, documents);
  const member = new Device(association, 'm-member');
  const verdicts = await member.push(service, [hidden, comment]);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
  device = new Device(association, 'm-next');
  await device.sync(service);
});
afterAll(async () => {
  await service.close();
  await place.close();
});

/** The same text with the one id in the place of the other. */
function without(local: string, answer: unknown): string {
  return JSON.stringify(answer).replaceAll(local, 'ID');
}

const locals = { hidden: hidden.id.slice('request:'.length), absent: ABSENT };

/** Asks about both and expects the same answer. */
async function same(ask: (local: string) => Promise<unknown>): Promise<string> {
  const [known, unknown] = [await ask(locals.hidden), await ask(locals.absent)];
  expect(without(locals.hidden, known)).toBe(without(locals.absent, unknown));
  return without(locals.hidden, known);
}

async function pushOne(collection: CollectionName, next: WireDoc, assumed: WireDoc | null = null) {
  const { rows } = await service.push(device.who, { protocol: 1, collection, rows: [{ assumed, next }] });
  return rows;
}

const asRequest = (local: string, over: Partial<Envelope> = {}, body: object = {}): WireDoc => {
  const bare = { ...hidden, ...over, id: `request:${local}` };
  return toWire({ ...bare, body: { ...hidden.body, ...body } }, false);
};

/** An edit of a document that the device does not hold. */
const blind = (local: string) => ({ assumed: null, next: asRequest(local, {}, { title: 'x' }) });

test('the neighbour has nothing of it', () => {
  const text = JSON.stringify([...device.held.values()]);
  expect(text).not.toContain('secret words');
  expect(text).not.toContain(locals.hidden);
});

test('whoever sees it is answered otherwise: the comparison would notice', async () => {
  const author = new Device(association, 'm-member');
  await author.sync(service);
  const request = (local: string): string => `request:${local}`;
  const asked: readonly ((local: string) => Promise<unknown>)[] = [
    async (local) => (await service.read(author.who, request(local))) ?? null,
    async (local) => (await service.mayReadFile(author.who, request(local), file.sha256)) ?? null,
    (local) => service.push(author.who, { protocol: 1, collection: 'cases', rows: [blind(local)] }),
  ];
  for (const ask of asked) await expect(same(ask)).rejects.toThrow(/to be/);
});

test('reads, files and verify', async () => {
  expect(await same(async (local) => (await service.read(device.who, `request:${local}`)) ?? null)).toBe(
    'null',
  );
  await same(
    async (local) => (await service.mayReadFile(device.who, `request:${local}`, file.sha256)) ?? null,
  );
  const answer = await same((local) =>
    service.verify(device.who, {
      protocol: 1,
      collection: 'cases',
      after: '',
      upTo: '',
      held: [[`request:${local}`, contentHash(asRequest(local))]],
    }),
  );
  expect(answer).toContain('"extra":1');
});

test('pushes: inserts, edits, deletions, bodies of any shape', async () => {
  for (const body of [
    {},
    { household: 'h2' },
    { title: 'x' },
    { event: 'request-event:x.y' },
    { status: 'done' },
  ]) {
    await same((local) => pushOne('cases', asRequest(local, {}, body)));
    await same((local) => pushOne('cases', asRequest(local, {}, body), asRequest(local)));
    await same((local) => pushOne('cases', asRequest(local, { version: 9 }, body), asRequest(local)));
  }
  await same((local) => pushOne('cases', { ...asRequest(local), _deleted: true }));
  await same((local) => pushOne('cases', { ...asRequest(local), _deleted: true }, asRequest(local)));
  await same((local) => pushOne('places', asRequest(local)));
});

test('an id that is taken by a hidden document cannot be written over', async () => {
  const own = createRequest(
    {
      by: people.neighbour.principal,
      kind: 'general',
      title: 'Mine',
      description: '',
      priority: 'low',
      place: '',
      household: 'h2',
      files: [],
    },
    Date.now(),
    () => locals.hidden,
  );
  expect(own.id).toBe(hidden.id);
  expect(await pushOne('cases', toWire(own, false))).toEqual([
    { id: hidden.id, verdict: 'refused', code: 'not-allowed', server: stubOf(hidden.id) },
  ]);
  const office = new Device(association, 'm-office');
  await office.sync(service, ['cases']);
  expect(office.held.get(hidden.id)?.body).toEqual(hidden.body);
});

test('children under it, and documents that name it', async () => {
  const events = [
    { ...comment.body, author: 'm-next', files: [] },
    { ...comment.body, author: 'm-member', files: [] },
  ];
  for (const body of events) {
    await same((local) => {
      const id = `request-event:${local}.01900000-0000-7000-8000-00000000000a`;
      return pushOne('cases', toWire({ ...comment, id, parent: `request:${local}`, body }, false));
    });
  }
});

test('a foreign household and one that does not exist', async () => {
  const file = (household: string) =>
    createRequest(
      {
        by: people.neighbour.principal,
        kind: 'general',
        title: 'T',
        description: '',
        priority: 'low',
        place: '',
        household,
        files: [],
      },
      0,
      () => '01900000-0000-7000-8000-00000000000b',
    );
  const answers = await Promise.all(
    ['h1', 'h9'].map(async (household) =>
      JSON.stringify(await pushOne('cases', toWire(file(household), false))),
    ),
  );
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).toContain('not-allowed');
});

test('every hidden document of every type: an edit is answered as for one that does not exist', async () => {
  const office = new Device(association, 'm-office');
  await office.sync(service);
  const unseen = [...office.held.values()].filter(({ id }) => !device.held.has(id));
  expect(new Set(unseen.map(({ type }) => type)).size).toBeGreaterThan(2);
  for (const doc of unseen) {
    const collection = entities.find(({ type }) => type === doc.type)?.collection ?? 'cases';
    const absent = { ...doc, id: `${doc.type}:absent` };
    for (const [a, b] of [
      [doc, absent],
      [
        { ...doc, _deleted: true },
        { ...absent, _deleted: true },
      ],
    ] as const) {
      const [here, nowhere] = [await pushOne(collection, a, doc), await pushOne(collection, b, absent)];
      const strip = (rows: unknown, id: string) => JSON.stringify(rows).replaceAll(id, 'ID');
      // A rule may name the field at fault of what was sent (an id that does not fit its parts); nothing else may differ.
      const detail = /,"detail":"(id|body\.\w+)"/g;
      expect(strip(here, doc.id).replace(detail, '')).toBe(strip(nowhere, absent.id).replace(detail, ''));
    }
  }
});
