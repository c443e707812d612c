/** The demo holds what it promises, and nothing in it that the rules would refuse a person. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Readable } from 'node:stream';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { memberEntity, memberRoleEntity } from '@communitrak/domain/members/index.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { requestEntity } from '@communitrak/domain/requests/index.ts';
import { DEMO_PASSWORD, readDemoPeople, writeDemo, type Demo } from './demo-association.ts';
import type { ServerWrite } from '../ports/server-writes.ts';
import { demoRequests } from './requests.ts';
import { readStories } from './story.ts';
import { keysBySources, type Source } from '@communitrak/domain/core/rights.ts';

const NOW = Date.UTC(2026, 10, 23, 6, 51);

interface Written {
  readonly calls: readonly (readonly ServerWrite[])[];
  readonly files: ReadonlyMap<string, number>;
  readonly demo: Demo;
  readonly places: readonly string[];
}

async function write(now: number): Promise<Written> {
  const calls: (readonly ServerWrite[])[] = [];
  const files = new Map<string, number>();
  const places: string[] = [];
  const demo = await writeDemo({
    writes: {
      createAssociation: () => Promise.resolve(),
      write: (_association, docs) => {
        calls.push(docs);
        return Promise.resolve(docs.map(({ doc: { id } }) => ({ id, outcome: 'written' as const })));
      },
    },
    accounts: {
      addAccount: ({ email }) => Promise.resolve({ id: email }),
      link: (id, association, member) => {
        places.push(`${id} ${association} ${member}`);
        return Promise.resolve();
      },
    },
    files: {
      put: async (_association: string, source: Readable) => {
        const bytes = Buffer.concat(await source.toArray());
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        files.set(sha256, bytes.length);
        return { sha256, bytes: bytes.length };
      },
    },
    clock: () => now,
    log: { info: () => undefined },
  });
  return { calls, files, demo, places };
}

const first = await write(NOW);
const writes = first.calls.flat();

/** Member → keys, by the documents' own rights. */
function principals(documents: ReadonlyMap<string, Envelope>): (member: string) => Principal {
  const sources = new Map<string, Record<string, Source>>();
  for (const doc of documents.values()) {
    const given = entityOf(doc.type)?.rights(doc, documents);
    if (given === undefined) continue;
    const { member, ...source } = given;
    sources.set(member, { ...sources.get(member), [doc.id]: source });
  }
  return (member) => {
    const { keys, name } = keysBySources(member, sources.get(member) ?? {});
    return { association: 'willow-creek', member, name, keys };
  };
}

describe('the demo association', () => {
  it('has 187 homes, the 423 members of the roster, an office of two and two tenants', () => {
    const count = (type: string): number =>
      new Set(writes.filter(({ doc }) => doc.type === type).map(({ doc }) => doc.id)).size;
    expect(writes.filter(({ doc }) => doc.type === 'property' && doc.body['kind'] === 'home')).toHaveLength(
      187,
    );
    expect(count('member')).toBe(423 + 2 + 2);
    expect(count('household')).toBe(188);
    expect(count('request')).toBe(60);
    const roles = writes.map(({ doc }) => memberRoleEntity.read(doc)).filter((role) => role !== undefined);
    const holders = (role: string): number =>
      roles.filter(({ body }) => body.roles.some((one) => one === role)).length;
    expect([holders('board'), holders('office'), holders('lead')]).toEqual([5, 2, 1]);
  });

  it('hands over each document once a call, each after what it needs, and all of it parses', () => {
    const stored = new Set<string>();
    for (const call of first.calls) {
      expect(new Set(call.map(({ doc }) => doc.id)).size).toBe(call.length);
      for (const { doc } of call) {
        const entity = entityOf(doc.type);
        expect(entity?.parse(doc)).toMatchObject({ ok: true });
        for (const id of entity?.needs(doc) ?? []) expect(stored, `${doc.id} needs ${id}`).toContain(id);
        stored.add(doc.id);
      }
    }
  });

  it('tells nothing that the rules would have refused its author', () => {
    const people = readDemoPeople(NOW);
    const documents = new Map(people.documents.map((doc) => [doc.id, doc]));
    const principal = principals(documents);
    const [ref] = writes.flatMap(({ doc }) => entityOf(doc.type)?.files(doc) ?? []);
    if (ref === undefined) throw new Error('no photo');
    const told = demoRequests(readStories(), people, () => ref, NOW).rounds.flat();
    expect(told.length).toBeGreaterThan(300);
    for (const { doc, by, byName, at } of told) {
      const before = documents.get(doc.id);
      const change = { before, after: doc, needed: documents, now: Date.parse(at) };
      expect(entityOf(doc.type)?.mayWrite(principal(by), change), `${doc.id} by ${byName}`).toEqual({
        ok: true,
      });
      documents.set(doc.id, { ...doc, stamp: { at, by, byName, number: 'R-0001', state: 'accepted' } });
    }
    // What is written is where all of that led.
    const written = new Map(writes.map(({ doc }) => [doc.id, doc.body]));
    for (const [id, { type, body }] of documents)
      if (type === 'request')
        expect(written.get(id)).toMatchObject({ ...body, files: expect.anything() as unknown });
  });

  it('numbers requests in the order of the year, and dates nothing into the future', () => {
    const filed = writes.map(({ doc }) => requestEntity.read(doc)).filter((doc) => doc?.body.event === '');
    const times = filed.map((doc) => doc?.body.reportedAt ?? '');
    expect(times).toEqual(times.toSorted());
    for (const { at } of writes) expect(Date.parse(at ?? '')).toBeLessThan(NOW);
  });

  it('shows every kind, priority and status', () => {
    const last = new Map(writes.map(({ doc }) => [doc.id, requestEntity.read(doc)?.body]));
    const all = (field: 'kind' | 'priority' | 'status'): readonly (string | undefined)[] => [
      ...new Set([...last.values()].filter((body) => body !== undefined).map((body) => body[field])),
    ];
    expect(all('kind')).toHaveLength(3);
    expect(all('priority')).toHaveLength(4);
    expect(all('status')).toHaveLength(6);
  });

  it('stores every photo that a document lists, small JPEGs each', () => {
    const listed = writes.flatMap(({ doc }) => entityOf(doc.type)?.files(doc) ?? []);
    expect(new Set(listed.map(({ sha256 }) => sha256))).toEqual(new Set(first.files.keys()));
    expect(first.files.size).toBeGreaterThanOrEqual(40);
    for (const bytes of first.files.values()) expect(bytes).toBeLessThan(80 * 1024);
  });

  it('is the same another day but for its dates, so that a second start writes over a first that broke off', async () => {
    const later = await write(NOW + 5 * 3_600_000);
    const ids = (of: Written): readonly string[] => of.calls.flat().map(({ doc }) => doc.id);
    expect(ids(later)).toEqual(ids(first));
    expect([...later.files.keys()]).toEqual([...first.files.keys()]);
  });

  it('opens five accounts for members that exist', () => {
    const members = new Map(writes.map(({ doc }) => [doc.id, memberEntity.read(doc)]));
    expect(first.demo.signIns.map(({ role }) => role)).toEqual([
      'office',
      'board',
      'head of household',
      'household member',
      'tenant',
    ]);
    for (const { password } of first.demo.signIns) expect(password).toBe(DEMO_PASSWORD);
    expect(first.places).toHaveLength(5);
    for (const place of first.places) {
      const [, association, member = ''] = place.split(' ');
      expect(association).toBe('willow-creek');
      expect(members.get(`member:${member}`)).toBeDefined();
    }
  });
});
