/**
 * What every entity of the registry must keep, so that replica, server and screens may loop over the list without
 * knowing any of them. A new entity is red here until it has all of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS, type Entity } from '@communitrak/domain/core/entity.ts';
import { EMPTY_STAMP, stubOf, type Envelope } from '@communitrak/domain/core/envelope.ts';
import { isId, typeOf } from '@communitrak/domain/core/ids.ts';
import { MAX_ORDER_LENGTH } from '@communitrak/domain/core/order.ts';
import { collectionsInUse, entities, entityOf } from '@communitrak/domain/registry.ts';
import { toWire, WireDocSchema } from '@communitrak/protocol/document.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import { parseShape } from '@communitrak/protocol/parse.ts';
import { aPrincipal } from '@communitrak/testkit/builders.ts';

const DOMAIN = fileURLToPath(new URL('../../shared/domain', import.meta.url));
const files = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' });

/** Everything that the samples need of each other, so that audiences can be asked with and without it. */
const samples: ReadonlyMap<string, Envelope> = new Map(
  entities.flatMap((entity) => entity.samples().map((doc): [string, Envelope] => [doc.id, doc])),
);
const KEY = /^(all|office|board|lead|(hh|head|grp|u):[a-z0-9][a-z0-9.-]*)$/;
const each: [string, Entity][] = entities.map((entity) => [entity.type, entity]);

const fileOf = (name: string): string | undefined => files.find((path) => path.endsWith(`/${name}`));

describe('the registry', () => {
  it('lists each type once, in a collection that exists, and finds it', () => {
    expect(entities.length).toBeGreaterThanOrEqual(10);
    expect(new Set(entities.map(({ type }) => type)).size).toBe(entities.length);
    for (const entity of entities) {
      expect(COLLECTIONS).toContain(entity.collection);
      expect(entityOf(entity.type)).toBe(entity);
    }
    expect(entityOf('nothing')).toBeUndefined();
    expect(entityOf('constructor')).toBeUndefined();
  });

  it('leaves one of the twelve collections of a device for the device itself', () => {
    expect(COLLECTIONS.length + 1).toBeLessThanOrEqual(12);
    expect(new Set(COLLECTIONS).size).toBe(COLLECTIONS.length);
    for (const collection of collectionsInUse()) expect(COLLECTIONS).toContain(collection);
  });
});

describe.each(each)('%s', (type, entity) => {
  it('has its files: shape, access, migrations, and a table of who may do what', () => {
    for (const suffix of ['.ts', '.access.ts', '.migrations.ts', '.test.ts', '.access.test.ts']) {
      expect(fileOf(`${type}${suffix}`), `${type}${suffix}`).toBeDefined();
    }
    const table = readFileSync(`${DOMAIN}/${fileOf(`${type}.access.test.ts`) ?? ''}`, 'utf8');
    expect(table).toMatch(/verdictsOf\(|EVERYONE/);
    expect(table).toContain('.audience(');
  });

  it('has samples that parse, under ids of its own', () => {
    const docs = entity.samples();
    expect(docs.length).toBeGreaterThan(0);
    expect(new Set(docs.map((doc) => contentHash(toWire(doc, false)))).size, 'samples differ').toBe(
      docs.length,
    );
    for (const doc of docs) {
      expect(entity.parse(doc)).toEqual({ ok: true, doc });
      expect(isId(doc.id), doc.id).toBe(true);
      expect(typeOf(doc.id)).toBe(type);
      expect(doc.parent === '' || isId(doc.parent), doc.parent).toBe(true);
      expect(doc.version).toBe(entity.version);
    }
  });

  it('has an audience of known keys, never empty, also while needed documents are not there', () => {
    for (const doc of entity.samples()) {
      for (const needed of [samples, new Map<string, Envelope>()]) {
        const audience = entity.audience(doc, needed);
        expect(audience.length, doc.id).toBeGreaterThan(0);
        for (const key of audience) expect(key).toMatch(KEY);
        expect(new Set(audience).size).toBe(audience.length);
      }
    }
  });

  it('shows no more while needed documents are not there', () => {
    for (const doc of entity.samples()) {
      const with_ = entity.audience(doc, samples);
      const missing = entity.needs(doc).some((id) => !samples.has(id));
      if (missing) continue;
      for (const key of entity.audience(doc, new Map())) expect(with_).toContain(key);
    }
  });

  it('needs few documents, each by a valid id, never itself', () => {
    for (const doc of entity.samples()) {
      const needs = entity.needs(doc);
      expect(needs.length).toBeLessThanOrEqual(10);
      expect(new Set(needs).size).toBe(needs.length);
      for (const id of needs) {
        expect(isId(id), id).toBe(true);
        expect(entityOf(typeOf(id)), id).toBeDefined();
        expect(id).not.toBe(doc.id);
      }
    }
  });

  it('computes the order that its documents carry, short enough for the index', () => {
    for (const doc of entity.samples()) {
      expect(entity.order(doc)).toBe(doc.order);
      expect(doc.order.length).toBeLessThanOrEqual(MAX_ORDER_LENGTH);
    }
  });

  it('goes over the wire and back unchanged, with nothing that the server keeps beside', () => {
    for (const doc of entity.samples()) {
      const kept = {
        ...doc,
        _id: doc.id,
        _rev: '1-a',
        keys: { office: [{ from: 1 }] },
        hash: 'a',
        _deleted: false,
      };
      const wire = toWire(kept, false);
      expect(parseShape(WireDocSchema, wire), doc.id).toMatchObject({ ok: true });
      expect(Object.keys(wire).toSorted()).toEqual([
        '_deleted',
        'body',
        'id',
        'order',
        'parent',
        'stamp',
        'type',
        'version',
      ]);
      const arrived: unknown = JSON.parse(JSON.stringify(wire));
      expect(arrived).toEqual(wire);
      expect(entity.parse(wire)).toMatchObject({ ok: true });
    }
  });

  it('is deleted and taken away in a form that the one schema takes', () => {
    for (const doc of entity.samples()) {
      expect(parseShape(WireDocSchema, toWire(doc, true))).toMatchObject({ ok: true });
      expect(parseShape(WireDocSchema, stubOf(doc.id))).toMatchObject({ ok: true });
      expect(stubOf(doc.id).type).toBe(type);
    }
  });

  it('refuses a body that is not its own, and does not throw at it', () => {
    const [doc] = entity.samples();
    if (doc === undefined) throw new Error('no sample');
    for (const body of [{}, { title: 7 }, { member: null, household: [] }]) {
      expect(entity.parse({ ...doc, body })).toMatchObject({ ok: false });
    }
    expect(entity.parse({ ...doc, id: 'other:x' })).toMatchObject({ ok: false });
  });

  it('keeps fields that it does not know, and does not read a newer version (decision 0015)', () => {
    for (const doc of entity.samples()) {
      const more = { ...doc, body: { ...doc.body, fromTheFuture: { deep: [1] } } };
      expect(entity.parse(more)).toEqual({ ok: true, doc: more });
      expect(entity.parse({ ...more, version: doc.version + 1 })).toMatchObject({ ok: false, newer: true });
    }
  });

  it('has a step from every older version, and each leads to the shape of today', async () => {
    const path = fileOf(`${type}.migrations.ts`) ?? '';
    const steps = Object.values((await import(`${DOMAIN}/${path}`)) as Record<string, unknown>).find(
      (value): value is Readonly<Record<string, unknown>> =>
        typeof value === 'object' && value !== null && !('schema' in value),
    );
    const expected = Array.from({ length: entity.version - 1 }, (_, index) => String(index + 1));
    expect(Object.keys(steps ?? {}).toSorted()).toEqual(expected);
    for (const from of expected) expect(typeof steps?.[from]).toBe('function');
  });

  it('lets nobody without keys do anything', () => {
    const nobody = aPrincipal('nobody', []);
    for (const doc of entity.samples()) {
      for (const change of [
        { before: undefined, after: doc },
        { before: doc, after: doc },
        { before: doc, after: undefined },
      ]) {
        const verdict = entity.mayWrite(nobody, { ...change, needed: samples, now: Date.UTC(2026, 2, 2) });
        // An event or note is immutable for everyone; that says nothing that its sender does not know.
        expect(verdict.ok, `${doc.id} ${JSON.stringify(verdict)}`).toBe(false);
      }
    }
  });

  it('gives rights only to a member, in known keys', () => {
    for (const doc of entity.samples()) {
      const given = entity.rights(doc, samples);
      expect(given !== undefined).toBe(entity.givesRights);
      if (given === undefined) continue;
      expect(isId(`member:${given.member}`)).toBe(true);
      for (const key of given.keys) expect(key).toMatch(KEY);
    }
  });

  it('numbers in its own words, when it numbers at all', () => {
    if (entity.numbered === undefined) return;
    expect(entity.numbered.kind).toMatch(/^[a-z][a-z0-9-]*$/);
    const numbers = [1, 42, 12_345].map((n) => entity.numbered?.format(n) ?? '');
    expect(new Set(numbers).size).toBe(3);
    for (const number of numbers) {
      expect(number.length).toBeLessThanOrEqual(40);
      const [doc] = entity.samples();
      if (doc === undefined) throw new Error('no sample');
      const stamped = { ...doc, stamp: { ...EMPTY_STAMP, number } };
      expect(entity.order(stamped).length).toBeLessThanOrEqual(MAX_ORDER_LENGTH);
    }
  });
});
