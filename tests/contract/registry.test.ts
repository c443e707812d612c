/**
 * What every entity of the registry must keep, so that replica, server and screens may loop over the list without
 * knowing any of them. A new entity is red here until it has all of it.
 */
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
import { lackingIn, verdictsIn, type EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { seenBy } from '@communitrak/testkit/verdicts.ts';
import { allCases, casesFound } from '../support/entity-cases.ts';

/** Everything that the samples need of each other, so that audiences can be asked with and without it. */
const known: ReadonlyMap<string, Envelope> = new Map(
  allCases.flatMap(({ samples }) => samples.map((doc): [string, Envelope] => [doc.id, doc])),
);
const KEY = /^(all|office|board|lead|(hh|head|grp|u):[a-z0-9][a-z0-9.-]*)$/;
const each: [string, Entity, EntityCases][] = allCases.map((cases) => [
  cases.entity.type,
  cases.entity,
  cases,
]);

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

  it('has cases for each of its entities, and none for an entity that it does not list', () => {
    const types = entities.map(({ type }) => type);
    expect(casesFound.map(({ entity }) => entity.type).toSorted()).toEqual(types.toSorted());
    for (const { entity } of casesFound) expect(entityOf(entity.type)).toBe(entity);
  });

  it('leaves one of the twelve collections of a device for the device itself', () => {
    expect(COLLECTIONS.length + 1).toBeLessThanOrEqual(12);
    expect(new Set(COLLECTIONS).size).toBe(COLLECTIONS.length);
    for (const collection of collectionsInUse()) expect(COLLECTIONS).toContain(collection);
  });
});

describe.each(each)('%s', (type, entity, { samples, older = [], access, sight, edit, ...cases }) => {
  it('says who may create, change and delete it, and who sees it', () => {
    expect(lackingIn({ ...cases, entity, samples, access, sight, edit })).toEqual([]);
  });

  it.each(access.map((one) => [one.what, one] as const))('answers who %s', (_what, one) => {
    expect(verdictsIn(entity, one)).toEqual(one.verdicts);
  });

  it.each(sight.map((one) => [one.what, one] as const))(
    '%s to see',
    (_what, { doc, needed, seenBy: whom }) => {
      expect(seenBy(entity, doc, needed).toSorted()).toEqual(whom.toSorted());
    },
  );

  it('has samples that parse, under ids of its own', () => {
    expect(new Set(samples.map((doc) => contentHash(toWire(doc, false)))).size, 'samples differ').toBe(
      samples.length,
    );
    for (const doc of samples) {
      expect(entity.parse(doc)).toEqual({ ok: true, doc });
      expect(isId(doc.id), doc.id).toBe(true);
      expect(typeOf(doc.id)).toBe(type);
      expect(doc.parent === '' || isId(doc.parent), doc.parent).toBe(true);
      expect(doc.version).toBe(entity.version);
    }
  });

  it('has an audience of known keys, never empty, also while needed documents are not there', () => {
    for (const doc of samples) {
      for (const needed of [known, new Map<string, Envelope>()]) {
        const audience = entity.audience(doc, needed);
        expect(audience.length, doc.id).toBeGreaterThan(0);
        for (const key of audience) expect(key).toMatch(KEY);
        expect(new Set(audience).size).toBe(audience.length);
      }
    }
  });

  it('shows no more while needed documents are not there', () => {
    for (const doc of samples) {
      const with_ = entity.audience(doc, known);
      const missing = entity.needs(doc).some((id) => !known.has(id));
      if (missing) continue;
      for (const key of entity.audience(doc, new Map())) expect(with_).toContain(key);
    }
  });

  it('needs few documents, each by a valid id, never itself', () => {
    for (const doc of samples) {
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
    for (const doc of samples) {
      expect(entity.order(doc)).toBe(doc.order);
      expect(doc.order.length).toBeLessThanOrEqual(MAX_ORDER_LENGTH);
    }
  });

  it('goes over the wire and back unchanged, with nothing that the server keeps beside', () => {
    for (const doc of samples) {
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
    for (const doc of samples) {
      expect(parseShape(WireDocSchema, toWire(doc, true))).toMatchObject({ ok: true });
      expect(parseShape(WireDocSchema, stubOf(doc.id))).toMatchObject({ ok: true });
      expect(stubOf(doc.id).type).toBe(type);
    }
  });

  it('refuses a body that is not its own, and does not throw at it', () => {
    const [doc] = samples;
    if (doc === undefined) throw new Error('no sample');
    for (const body of [{}, { title: 7 }, { member: null, household: [] }]) {
      expect(entity.parse({ ...doc, body })).toMatchObject({ ok: false });
    }
    expect(entity.parse({ ...doc, id: 'other:x' })).toMatchObject({ ok: false });
  });

  it('keeps fields that it does not know, and does not read a newer version (decision 0015)', () => {
    for (const doc of samples) {
      const more = { ...doc, body: { ...doc.body, fromTheFuture: { deep: [1] } } };
      expect(entity.parse(more)).toEqual({ ok: true, doc: more });
      expect(entity.parse({ ...more, version: doc.version + 1 })).toMatchObject({ ok: false, newer: true });
    }
  });

  it('has a document of every older version, and each is read in the shape of today', () => {
    const versions = Array.from({ length: entity.version - 1 }, (_, index) => index + 1);
    expect(new Set(older.map(({ version }) => version))).toEqual(new Set(versions));
    for (const doc of older) expect(entity.read(doc)?.version, `version ${doc.version}`).toBe(entity.version);
  });

  it('has an edit that makes another valid document of each sample', () => {
    for (const doc of samples) {
      const edited = { ...doc, body: { ...doc.body, ...edit(doc) } };
      expect(entity.parse(edited)).toMatchObject({ ok: true });
      expect(edited.body).not.toEqual(doc.body);
    }
  });

  it('lets nobody without keys do anything', () => {
    const nobody = aPrincipal('nobody', []);
    for (const doc of samples) {
      for (const change of [
        { before: undefined, after: doc },
        { before: doc, after: doc },
        { before: doc, after: undefined },
      ]) {
        const verdict = entity.mayWrite(nobody, { ...change, needed: known, now: Date.UTC(2026, 2, 2) });
        // An event or note is immutable for everyone; that says nothing that its sender does not know.
        expect(verdict.ok, `${doc.id} ${JSON.stringify(verdict)}`).toBe(false);
      }
    }
  });

  it('gives rights only to a member, in known keys', () => {
    for (const doc of samples) {
      const given = entity.rights(doc, known);
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
      const [doc] = samples;
      if (doc === undefined) throw new Error('no sample');
      const stamped = { ...doc, stamp: { ...EMPTY_STAMP, number } };
      expect(entity.order(stamped).length).toBeLessThanOrEqual(MAX_ORDER_LENGTH);
    }
  });
});
