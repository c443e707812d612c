/**
 * The authorisation matrix at the doors besides pull and push: repair, files, the event stream. Each is asked about every
 * document of every entity as everybody, and must know of what is not theirs as little as of what is not there.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { collectionsInUse, entities, entityOf } from '@communitrak/domain/registry.ts';
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import { MAX_VERIFY_ROWS, type VerifyAnswer } from '@communitrak/protocol/verify.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest, someDetails } from '@communitrak/testkit/builders.ts';
import { counter, makeCells, type Cell } from '../../support/matrix-cells.ts';
import { actors, ASSOCIATION, type Actor } from '@communitrak/testkit/matrix-people.ts';
import { withFields } from '../../support/matrix-subjects.ts';
import { casesOf, entitiesAsked } from '../../support/entity-cases.ts';
import { collectionOf, openMatrix, type MatrixStage } from '../../support/matrix-stage.ts';
import { openPokes, type PokeStream } from '../../support/poke-stream.ts';

let stage: MatrixStage;
const subjects = counter();
/** Every state of every entity, and each way it may turn into another; or come to be, where nothing ever changes. */
const cells = [
  ...makeCells(['edit'], subjects),
  ...makeCells(['create'], subjects).filter(({ entity }) => entity.insertOnly),
];
const everybody = actors.map((who) => [who.role, who] as const);

beforeAll(async () => {
  stage = await openMatrix();
  await stage.prepare(cells);
}, 300_000);
afterAll(() => stage?.close());

const unseen = (who: Actor): readonly Envelope[] =>
  stage.rule.living.filter(({ id }) => !stage.rule.everSaw(who.member, id));

/** An id of the same type and length that nobody has. */
const absentLike = (id: string): string =>
  `${id.slice(0, id.indexOf(':'))}:${'q'.repeat(id.length - id.indexOf(':') - 1)}`;

interface Listing {
  readonly doc: Envelope;
  readonly sha256: string;
}

/** Two documents of each type for each audience that list a file. */
function listings(): readonly Listing[] {
  const groups = new Map<string, Listing[]>();
  for (const doc of stage.rule.living) {
    const [file] = entityOf(doc.type)?.files(doc) ?? [];
    if (file === undefined) continue;
    const key = `${doc.type} ${stage.rule.audienceOf(doc.id).join(' ')}`;
    const known = groups.get(key) ?? [];
    if (known.length < 2) groups.set(key, [...known, { doc, sha256: file.sha256 }]);
  }
  return [...groups.values()].flat();
}

describe.each(everybody)('%s', (_role, who) => {
  async function verify(collection: CollectionName, after: string, held: readonly string[]) {
    const asked = await stage.ask(who, 'POST', '/sync/verify', {
      protocol: PROTOCOL_VERSION,
      collection,
      after,
      upTo: '',
      held: held.map((id) => [id, '0'.repeat(16)]),
    });
    expect(asked.status, asked.text).toBe(200);
    return JSON.parse(asked.text) as VerifyAnswer;
  }

  it('repairs to exactly what is theirs', async () => {
    for (const collection of collectionsInUse()) {
      const found: WireDoc[] = [];
      let after = '';
      do {
        const answer = await verify(collection, after, []);
        found.push(...answer.documents);
        after = answer.next;
      } while (after !== '');
      const theirs = stage.rule
        .idsSeenBy(who.member)
        .filter((id) => collectionOf(id.slice(0, id.indexOf(':'))) === collection);
      expect(found.map(({ id }) => id).sort()).toEqual(theirs);
    }
  });

  it('claiming to hold what was never theirs, is told as of what is not there', async () => {
    for (const collection of collectionsInUse()) {
      const hidden = unseen(who)
        .filter(({ type }) => collectionOf(type) === collection)
        .map(({ id }) => id)
        .sort()
        .slice(0, MAX_VERIFY_ROWS);
      const absent = [...new Set(hidden.map(absentLike))].sort();
      const stubs = async (ids: readonly string[]) => {
        const { documents, extra } = await verify(collection, '', ids);
        return { extra, stubs: documents.filter(({ id }) => ids.includes(id)) };
      };
      expect(await stubs(hidden)).toEqual({ extra: hidden.length, stubs: hidden.map((id) => stubOf(id)) });
      expect(await stubs(absent)).toEqual({ extra: absent.length, stubs: absent.map((id) => stubOf(id)) });
    }
  });

  it('gets a file by a document that lists it and is theirs; else the one answer of nothing there', async () => {
    const asked = (method: string, sha256: string, doc: string) =>
      stage.ask(who, method, `/files/${sha256}?doc=${encodeURIComponent(doc)}`);
    const check = async ({ doc, sha256 }: Listing, method: string): Promise<void> => {
      const there = await asked(method, sha256, doc.id);
      if (stage.rule.sees(who.member, doc.id)) {
        expect([there.status, there.text], doc.id).toEqual([200, method === 'GET' ? 'hello\n' : '']);
        return;
      }
      expect(there.status).toBe(404);
      expect(there, doc.id).toEqual(await asked(method, sha256, absentLike(doc.id)));
      expect(there, doc.id).toEqual(await asked(method, '0'.repeat(64), doc.id));
    };
    const listing = listings();
    if (entitiesAsked().length === entities.length)
      expect(new Set(listing.map(({ doc }) => doc.type)).size).toBeGreaterThanOrEqual(2);
    await Promise.all(listing.flatMap((one) => ['GET', 'HEAD'].map((method) => check(one, method))));
  });

  it('was told of nothing that is not theirs', () => expect(stage.leaks).toEqual([]));
});

const turns = counter();

/** A document that only this member and the office see, in another collection than the one that is asked about. */
function fenceFor({ member, name }: Actor, collection: CollectionName): Envelope {
  const turn = turns.next();
  if (collection !== 'people') {
    return withFields(someDetails(member, []), { phone: `(407) 555-${String(1000 + turn)}` });
  }
  const made = aRequest(
    { assignee: member, assigneeName: name },
    { household: '', newId: () => `fence-${member}` },
  );
  return withFields(made, { household: '', place: `Gate ${turn}` });
}

const typeIn = (stream: PokeStream, from: number): ReadonlySet<string> =>
  new Set(stream.pokes.slice(from).flatMap(({ collections }) => collections));

/** What a cell's document may become; undefined where it would stay the same. */
function turnOf(cell: Cell, some: Actor): Envelope | undefined {
  const stored = stage.rule.get(cell.id);
  const { _deleted, ...next } = cell.rowOf(some).next;
  // What is never changed can only come to be.
  if (cell.entity.insertOnly) return cell.action === 'create' && stored === undefined ? next : undefined;
  // One of the turns leads to the very same state: nothing changes, nobody need hear of it.
  if (stored === undefined || canonicalJson(next.body) === canonicalJson(stored.body)) return undefined;
  // Ids and parents stay as they were; only what the body says becomes the other state's.
  return { ...stored, body: { ...next.body, ...casesOf(cell.entity).seed } };
}

/** Changes of documents of a type, one or two for each way in which an audience may change by them. */
function turnsOf(type: string): readonly (readonly [Cell, Envelope])[] {
  const [some] = actors;
  if (some === undefined) throw new Error('nobody');
  const ways = new Map<string, number>();
  return cells.flatMap((cell) => {
    const after = cell.entity.type === type ? turnOf(cell, some) : undefined;
    if (after === undefined) return [];
    const needed = new Map(stage.rule.living.map((doc) => [doc.id, doc]));
    // What cannot become so by anybody, the server included, is no turn.
    const before = stage.rule.get(cell.id);
    if (!cell.entity.invariants({ before, after, needed, now: Date.now() }).ok) return [];
    const audiences = [stage.rule.audienceOf(cell.id), cell.entity.audience(after, needed)];
    const way = JSON.stringify(audiences).replaceAll(cell.subject, '');
    const many = (ways.get(way) ?? 0) + 1;
    ways.set(way, many);
    return many > 2 ? [] : [[cell, after] as const];
  });
}

describe('the event stream', () => {
  const streams = new Map<string, PokeStream>();
  const streamOf = ({ member }: Actor): PokeStream => {
    const stream = streams.get(member);
    if (stream === undefined) throw new Error('no stream');
    return stream;
  };

  beforeAll(async () => {
    for (const { member } of actors) {
      const client = stage.clients.get(member);
      if (client === undefined) throw new Error('not signed in');
      streams.set(member, await openPokes(`${stage.test.url}/a/${ASSOCIATION}/sync/events`, client));
    }
  });
  afterAll(async () => {
    for (const stream of streams.values()) await stream.close();
  });

  /** Changes a document, then each fence: who must hear of the change does, and before their fence nobody else. */
  async function changes(cell: Cell, after: Envelope): Promise<void> {
    const { collection } = cell.entity;
    const heard = actors.map((who) => {
      const from = streamOf(who).pokes.length;
      return {
        who,
        before: stage.rule.sees(who.member, cell.id),
        has: (name: string) => heardIn(who, from, name),
      };
    });
    await stage.write([after]);
    await stage.write(actors.map((who) => fenceFor(who, collection)));
    const fence = collection === 'people' ? 'cases' : 'people';
    for (const { who, before, has } of heard) {
      const concerned = before || stage.rule.sees(who.member, cell.id);
      // Fences of the others are the office's to see too: only who sees none but their own can be held to silence.
      await expect.poll(() => has(fence), { timeout: 30_000, message: `${who.role} fence` }).toBe(true);
      const label = `${who.role} ${cell.id}`;
      if (concerned) await expect.poll(() => has(collection), { timeout: 30_000, message: label }).toBe(true);
      else expect(has(collection), label).toBe(false);
    }
  }

  const heardIn = (who: Actor, from: number, collection: string): boolean =>
    typeIn(streamOf(who), from).has(collection);

  it.each(entitiesAsked().map(({ type }) => [type]))(
    'pokes for a changed %s whom it concerns, and nobody else',
    async (type) => {
      const turns = turnsOf(type);
      expect(turns.length).toBeGreaterThan(0);
      for (const [cell, after] of turns) await changes(cell, after);
    },
    240_000,
  );

  it('carries collections and an epoch, no id and no word', () => {
    for (const stream of streams.values()) {
      const data = [...stream.text().matchAll(/^data: (.*)$/gm)].map(
        ([, json = '']) => JSON.parse(json) as object,
      );
      for (const poke of data) expect(Object.keys(poke).sort()).toEqual(['collections', 'epoch']);
      expect(stream.text()).not.toMatch(/zqjxvk\d+zqj|plqzjx\d+qzj/);
    }
  });
});
