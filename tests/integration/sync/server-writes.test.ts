/** What the server itself writes, as for money: once, only where it belongs, never over what may not change; and told so. */
import Type from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defineEntity, type Entity } from '@communitrak/domain/core/entity.ts';
import { EMPTY_STAMP, type Body, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { ALLOWED, refuse } from '@communitrak/domain/core/verdict.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { problemOf } from '@communitrak/sync-server/http/problem.ts';
import { StoreUnavailable, type Database, type DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import {
  demandWritten,
  NoSuchAssociation,
  type ServerWrites,
  type WriteOutcome,
} from '@communitrak/sync-server/ports/server-writes.ts';
import { databaseName, RESTORE_MARK } from '@communitrak/sync-server/ports/database-names.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { createChaosStore } from '../../support/chaos-store.ts';
import { aSyncService, createWith, trusted } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';
import { grant, letter, letterEntity, note, reply, toyRegistry } from '../../support/toy-entities.ts';

type Entry = Body & { readonly cents: number };
type Meter = Body & { readonly total: number };

/** Money that came in: written once, never of nothing, whoever writes it. */
const entryEntity = defineEntity<Entry>({
  type: 'entry',
  collection: 'money',
  version: 1,
  schema: Type.Object({ cents: Type.Integer() }),
  migrations: {},
  order: () => '',
  needs: () => [],
  audience: () => ['all'],
  mayWrite: () => ALLOWED,
  insertOnly: true,
  invariants: ({ after }) => (after?.body.cents === 0 ? refuse('invalid', 'body.cents') : ALLOWED),
});

/** Changes, and only upwards: an invariant that looks at what is stored. */
const meterEntity = defineEntity<Meter>({
  type: 'meter',
  collection: 'money',
  version: 1,
  schema: Type.Object({ total: Type.Integer() }),
  migrations: {},
  order: () => '',
  needs: () => [],
  audience: () => ['all'],
  mayWrite: () => ALLOWED,
  invariants: ({ before, after }) =>
    after === undefined || (before !== undefined && before.body.total > after.body.total)
      ? refuse('invalid', 'body.total')
      : ALLOWED,
});

const entities: readonly Entity[] = [...toyRegistry.entities, entryEntity, meterEntity, letterEntity(1)];
const registry = { entities, entityOf: (type: string) => entities.find((one) => one.type === type) };
const bare = { version: 1, parent: '', order: '', stamp: EMPTY_STAMP };
const entry = (local: string, cents: number): Envelope => ({
  ...bare,
  id: `entry:${local}`,
  type: 'entry',
  body: { cents },
});
const meter = (total: number): Envelope => ({ ...bare, id: 'meter:m', type: 'meter', body: { total } });

let place: TestStore;
let service: RunningSyncService;
let database: Database;
let association: string;
let count = 0;

beforeAll(async () => {
  place = await openTestStore();
  service = aSyncService(place.store, { registry });
});
afterAll(async () => {
  await service.close();
  await place.close();
});
beforeEach(async () => {
  count += 1;
  association = `money-${count}`;
  await createWith(service, association, [grant('m', ['all'])]);
  const opened = await place.store.open(databaseName(association), { create: false });
  if (opened === undefined) throw new Error('no database');
  database = opened;
});

const told = (outcomes: readonly WriteOutcome[]): readonly string[] =>
  outcomes.map((one) =>
    one.outcome === 'refused' ? `refused ${one.code} ${one.detail ?? ''}`.trimEnd() : one.outcome,
  );

async function write(docs: readonly Envelope[], writes: Pick<ServerWrites, 'write'> = service) {
  return told(await writes.write(association, trusted(docs)));
}

/** What lies there: how often it was written, and its body. */
async function stored(id: string, from: Database = database): Promise<unknown> {
  const doc = await from.get(id);
  return doc === undefined ? undefined : [doc._rev.split('-')[0], doc['body'], doc._deleted === true];
}

async function push(next: WireDoc, assumed: WireDoc | null) {
  const who = { association, member: 'm', device: 'd' };
  const request = { protocol: PROTOCOL_VERSION, collection: 'money' as const, rows: [{ assumed, next }] };
  return (await service.push(who, request)).rows[0];
}

describe('a payment', () => {
  test('told three times is one entry', async () => {
    const paid = entry('pi-1', 12_500);
    expect([await write([paid]), await write([paid]), await write([paid])]).toEqual([
      ['written'],
      ['same'],
      ['same'],
    ]);
    expect(await stored('entry:pi-1')).toEqual(['1', { cents: 12_500 }, false]);
  });

  test('told three times in one batch is one entry', async () => {
    const paid = entry('pi-1', 12_500);
    expect(await write([paid, entry('pi-2', 1), paid, paid])).toEqual(['written', 'written', 'same', 'same']);
    expect(await stored('entry:pi-1')).toEqual(['1', { cents: 12_500 }, false]);
  });

  test('told by two processes at once is one entry', async () => {
    const other = aSyncService(place.store, { registry });
    const many = Array.from({ length: 40 }, (_, n) => entry(`pi-${n}`, n + 1));
    const [one, two] = await Promise.all([write(many), write(many, other)]);
    await other.close();
    const both = many.map((_, n) => new Set([one[n], two[n]]));
    expect(both).toEqual(many.map(() => new Set(['same', 'written'])));
    for (const { id, body } of many) expect(await stored(id)).toEqual(['1', body, false]);
  });

  test('for an association that is not there makes none', async () => {
    const before = await place.store.names();
    for (const wrong of ['money', `${association}x`, 'No Such', '../accounts', ''])
      await expect(service.write(wrong, trusted([entry('pi-1', 1)]))).rejects.toBeInstanceOf(
        NoSuchAssociation,
      );
    expect(await place.store.names()).toEqual(before);
    expect(problemOf(new NoSuchAssociation('money'))).toMatchObject({ code: 'not-found', status: 404 });
  });
});

describe('what is insert-only', () => {
  test('the server does not overwrite, and is told; the rest of the batch is written', async () => {
    await write([entry('e', 5)]);
    expect(await write([entry('f', 1), entry('e', 6), entry('g', 1)])).toEqual([
      'written',
      'refused immutable',
      'written',
    ]);
    expect(await write([entry('h', 1), entry('h', 2)])).toEqual(['written', 'refused immutable']);
    expect(await stored('entry:e')).toEqual(['1', { cents: 5 }, false]);
    expect(await stored('entry:h')).toEqual(['1', { cents: 1 }, false]);
  });

  test.each<[string, (server: WireDoc) => readonly [WireDoc, WireDoc | null]]>([
    ['changed knowingly', (server) => [{ ...server, body: { cents: 9 } }, server]],
    ['changed blindly', (server) => [{ ...server, body: { cents: 9 } }, null]],
    ['deleted', (server) => [{ ...server, _deleted: true }, server]],
    ['deleted blindly', (server) => [{ ...server, _deleted: true }, null]],
  ])('is not %s by a push, although the rule lets everybody write', async (_what, change) => {
    const server = toWire(entry('e', 5), false);
    expect(await push(server, null)).toMatchObject({ verdict: 'ok' });
    expect(await push(...change(server))).toMatchObject({
      verdict: 'refused',
      code: 'immutable',
      server: { body: { cents: 5 } },
    });
    expect(await push(server, null)).toMatchObject({ verdict: 'ok' });
    expect(await stored('entry:e')).toEqual(['1', { cents: 5 }, false]);
  });

  test('is not overwritten although this version cannot read what is stored', async () => {
    await write([entry('e', 5)]);
    const doc = await database.get('entry:e');
    await database.put({ ...doc, _id: 'entry:e', body: { cents: 'five' } });
    expect(await write([entry('e', 6)])).toEqual(['refused immutable']);
  });
});

describe('invariants', () => {
  test('are asked of the server as of a member', async () => {
    expect(await write([entry('zero', 0), entry('one', 1)])).toEqual([
      'refused invalid body.cents',
      'written',
    ]);
    expect(await push(toWire(entry('zero', 0), false), null)).toMatchObject({
      verdict: 'refused',
      code: 'invalid',
      detail: 'body.cents',
    });
    expect(await stored('entry:zero')).toBeUndefined();
  });

  test('see what is stored, and what the batch wrote before', async () => {
    expect(await write([meter(5)])).toEqual(['written']);
    expect(await write([meter(4)])).toEqual(['refused invalid body.total']);
    expect(await write([meter(8), meter(7), meter(9), meter(9)])).toEqual([
      'written',
      'refused invalid body.total',
      'written',
      'same',
    ]);
    expect(await stored('meter:m')).toEqual(['3', { total: 9 }, false]);
    const server = toWire(meter(9), false);
    expect(await push({ ...server, body: { total: 1 } }, server)).toMatchObject({ code: 'invalid' });
    expect(await push({ ...server, _deleted: true }, server)).toMatchObject({ code: 'invalid' });
    expect(await stored('meter:m')).toEqual(['3', { total: 9 }, false]);
  });
});

describe('each document has its answer, in order', () => {
  test('and a refused one does not stop the others', async () => {
    const answers = await write([
      note('n', 'v', ['all']),
      { ...note('o', 'v', ['all']), body: {} },
      { ...entry('x', 1), type: 'nonsense', id: 'nonsense:x' },
      reply('gone', 'r', 'v'),
      reply('n', 'r', 'v'),
    ]);
    expect(answers).toEqual([
      'written',
      'refused invalid body: must have required properties v, audience',
      'refused unknown-type',
      'refused missing-document note:gone',
      'written',
    ]);
  });

  test('what depends on a refused one is refused as well', async () => {
    const broken = { ...note('n', 'v', ['all']), body: {} };
    expect(await write([broken, reply('n', 'r', 'v')])).toEqual([
      'refused invalid body: must have required properties v, audience',
      'refused missing-document note:n',
    ]);
  });

  test('the same document twice in a batch is written twice in that order', async () => {
    const [one, two] = [note('n', 'one', ['all']), note('n', 'two', ['all'])];
    expect(await write([one, two, one, one, two])).toEqual([
      'written',
      'written',
      'written',
      'same',
      'written',
    ]);
    expect(await stored('note:n')).toMatchObject(['4', { v: 'two' }, false]);
  });

  test('also where it gives rights', async () => {
    expect(await write([grant('n', ['a']), grant('n', ['b']), grant('n', ['b'])])).toEqual([
      'written',
      'written',
      'same',
    ]);
    const known = await service.member(association, 'n');
    expect([...(known?.principal.keys ?? [])].toSorted()).toEqual(['b', 'u:n']);
  });

  test('what a newer version wrote is left as it is', async () => {
    const newer = { registry: { entities: [letterEntity(2)], entityOf: () => letterEntity(2) } };
    const next = aSyncService(place.store, newer);
    expect(await write([letter('l', 2, 'new')], next)).toEqual(['written']);
    await next.close();
    expect(await write([letter('l', 1, 'old')])).toEqual(['refused newer-version version']);
  });

  test('whoever counts on all of them rejects with the first ones at fault', async () => {
    const outcomes = await service.write(association, trusted([entry('e', 1), entry('z', 0)]));
    expect(() => demandWritten(outcomes)).toThrow('Not written: entry:z: invalid body.cents');
    expect(() => demandWritten(outcomes.slice(0, 1))).not.toThrow();
  });
});

describe('making an association', () => {
  test('is a call of its own, and leaves one that is there as it is', async () => {
    await write([entry('e', 1)]);
    await service.createAssociation(association);
    expect(await stored('entry:e')).toEqual(['1', { cents: 1 }, false]);
    await expect(service.createAssociation('Not An Id')).rejects.toThrow(TypeError);
  });

  test('waits for no restore that is under way, nor writes into it', async () => {
    const id = `${association}-back`;
    const half = await place.store.open(databaseName(id), { create: true });
    await half?.put({ _id: RESTORE_MARK });
    await expect(service.createAssociation(id)).rejects.toThrow('is being restored');
    await expect(service.write(id, trusted([entry('e', 1)]))).rejects.toBeInstanceOf(NoSuchAssociation);
  });
});

/** As payments do: all of it again until the store has answered. */
async function insist(writes: ServerWrites, docs: readonly Envelope[]): Promise<readonly string[]> {
  for (;;) {
    try {
      return await write(docs, writes);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}

test.each([1, 2, 3, 4, 5])('through a store that loses requests and answers (seed %i)', async (seed) => {
  const chaos = createChaosStore(place.store, { seed, rates: { 'lost-request': 150, 'lost-answer': 150 } });
  const processes = [1, 2].map(() => aSyncService(chaos.store satisfies DocStore, { registry }));
  const batch = (n: number): readonly Envelope[] => [
    entry(`a${n}`, n + 1),
    note(`a${n}`, 'one', ['all']),
    entry(`a${n}`, n + 1),
    entry(`a${n}`, n + 2),
    reply(`a${n}`, 'r', 'v'),
    grant(`a${n}`, ['x']),
  ];
  const batches = Array.from({ length: 12 }, (_, n) => batch(n));
  const runs = processes.map(async (one) => {
    const answers: (readonly string[])[] = [];
    for (const docs of batches) answers.push(await insist(one, docs));
    return answers;
  });
  const answers = (await Promise.all(runs)).flat();
  for (const one of processes) await one.close();
  for (const [first, , again, other] of answers) {
    expect(['written', 'same']).toContain(first);
    expect([again, other]).toEqual(['same', 'refused immutable']);
  }
  for (const { id, body } of batches.flatMap((docs) => docs.slice(0, 1)))
    expect(await stored(id)).toEqual(['1', body, false]);
  for (const n of batches.keys()) {
    expect((await service.member(association, `a${n}`))?.principal.keys.has('x')).toBe(true);
  }
  expect([chaos.fired.get('lost-request'), chaos.fired.get('lost-answer')]).not.toContain(0);
});
