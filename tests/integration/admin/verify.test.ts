/** `verify` finds each thing that is not as the rules say, by its id; repairs what follows from other documents. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Finding } from '@communitrak/sync-server/admin/finding.ts';
import { verifyAssociation } from '@communitrak/sync-server/admin/verify.ts';
import type { Database, NewDoc, StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import { toStore } from '@communitrak/sync-server/sync/stored-document.ts';
import { aRequest, smallAssociation } from '@communitrak/testkit/builders.ts';
import { adminRig, contentsOf, databaseOf, type AdminRig } from '../../support/admin-rig.ts';
import { aSyncService, createWith } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const small = smallAssociation();
const { association } = small;
const SHA = 'a'.repeat(64);

let opened: TestStore;
let place: AdminRig;
let database: Database;
let requests: readonly Envelope[];

beforeEach(async () => {
  opened = await openTestStore();
  place = await adminRig(opened.store);
  const by = small.people.head.principal;
  requests = ['One', 'Two', 'Three'].map((title) => aRequest({ title }, { by, household: 'h1', newId: v7 }));
  const service = aSyncService(opened.store);
  await createWith(service, association, [...small.documents, ...requests]);
  await service.close();
  database = await databaseOf(opened.store, association);
});
afterEach(async () => {
  await place.close();
  await opened.close();
});

const verify = async (repair = false) =>
  (await verifyAssociation(place.parts, association, { repair })).findings;
const kinds = (findings: readonly Finding[]) => findings.map(({ id, kind }) => [id, kind]);

async function change(id: string, how: (doc: StoredDoc) => NewDoc): Promise<void> {
  const stored = await database.get(id);
  if (stored === undefined) throw new Error(`no ${id}`);
  expect(await database.put(how(stored))).toMatchObject({ ok: true });
}

/** With the hash that it then should have, so that nothing else is wrong with it. */
const withBody =
  (more: object) =>
  (stored: StoredDoc): NewDoc => {
    const { doc, keys, rev } = readStored(stored);
    return toStore({ doc: { ...doc, body: { ...doc.body, ...more } }, deleted: false, keys, rev });
  };

const first = (): string => requests[0]?.id ?? '';
const second = (): string => requests[1]?.id ?? '';

describe('verify', () => {
  it('finds nothing in what the server itself wrote, and changes nothing', async () => {
    const before = await contentsOf(opened.store, association);
    const { documents, findings } = await verifyAssociation(place.parts, association, { repair: true });
    expect(findings).toEqual([]);
    expect(documents).toBeGreaterThan(20);
    expect(await contentsOf(opened.store, association)).toEqual(before);
  });

  const acl = 'acl:m-head';
  it.each<[string, () => string, (doc: StoredDoc) => NewDoc, Finding['kind']]>([
    ['shown to too few', first, (doc) => ({ ...doc, keys: { office: [{ from: 1 }] } }), 'audience'],
    [
      'shown to too many',
      first,
      (doc) => ({ ...doc, keys: { ...(doc['keys'] as object), all: [{ from: 1 }] } }),
      'audience',
    ],
    ['another hash', first, (doc) => ({ ...doc, hash: '0' }), 'hash'],
    [
      'rights too many',
      () => acl,
      (doc) => ({ ...doc, grants: [{ key: 'office', from: 1, fromEpoch: 1 }] }),
      'rights',
    ],
    [
      'rights of no document',
      () => acl,
      (doc) => ({ ...doc, sources: { 'member-role:gone': { keys: ['office'] } } }),
      'rights',
    ],
    ['no rights at all', () => acl, (doc) => ({ _id: doc._id, _rev: doc._rev, _deleted: true }), 'rights'],
    [
      'a claim that is gone',
      () => 'no:request.1',
      (doc) => ({ _id: doc._id, _rev: doc._rev, _deleted: true }),
      'number-unclaimed',
    ],
    [
      'deleted, and still saying something',
      second,
      (doc) => ({ ...doc, _deleted: true, keys: { office: [{ from: 1, to: 2 }] } }),
      'tombstone',
    ],
  ])('%s: found, repaired, and then as before', async (_what, id, harm, kind) => {
    await change(id(), harm);
    const found = await verify();
    expect(found.map((one) => one.kind)).toEqual([kind]);
    expect(found.map(({ repaired }) => repaired)).toEqual([false]);
    expect((await verify(true)).map(({ repaired }) => repaired)).toEqual([true]);
    expect(await verify()).toEqual([]);
  });

  it('rights that somebody is taking at this moment are not given back', async () => {
    const link = 'household-link:m-head.h1';
    const rev = (await database.get(link))?._rev;
    await change(acl, (doc) => {
      const sources = {
        ...(doc['sources'] as object),
        [link]: { keys: [], withdrawn: { rev, at: Date.now() } },
      };
      return { ...doc, grants: [], sources };
    });
    expect(await verify(true)).toEqual([]);
    // half a minute later nobody is
    const later = { ...place.parts, clock: () => Date.now() + 31_000 };
    const { findings } = await verifyAssociation(later, association, { repair: false });
    expect(findings.map(({ kind }) => kind)).toEqual(['rights']);
  });

  it('what people wrote is told of and left alone', async () => {
    await change(first(), withBody({ title: '' }));
    await change(
      second(),
      withBody({ files: [{ sha256: SHA, bytes: 3, type: 'image/png', width: 1, height: 1, name: 'x' }] }),
    );
    const third = requests[2]?.id ?? '';
    const number = (await database.get(second()))?.['stamp'];
    await change(third, (stored) => {
      const { doc, keys, rev } = readStored({ ...stored, stamp: number });
      return toStore({ doc, deleted: false, keys, rev });
    });
    await change('household:h1', ({ _id, _rev }) => ({ _id, _rev, _deleted: true, keys: {} }));
    const before = await contentsOf(opened.store, association);
    const found = await verify();
    expect(kinds(found)).toEqual(
      expect.arrayContaining([
        [first(), 'unreadable'],
        [second(), 'file-missing'],
        [second(), 'number-twice'],
        [third, 'number-twice'],
        ['household-link:m-head.h1', 'orphan'],
      ]),
    );
    // no names, no words of people
    expect(found.map(({ words }) => words).join(' ')).not.toMatch(/Hanna|drips/);
    expect(await contentsOf(opened.store, association)).toEqual(before);
  });

  it('an association that is not there is said', async () => {
    await expect(verifyAssociation(place.parts, 'nowhere', { repair: true })).rejects.toThrow(
      /no association nowhere/,
    );
  });
});
