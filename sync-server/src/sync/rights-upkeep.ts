/**
 * Keeps `acl:<member>` in step with the documents that give rights. What is lost is taken before the document is written,
 * what is gained is given after, both before anyone is answered: a crash in between leaves too little, never too much,
 * and deriving again from the stored document heals it.
 */
import type { MemberState } from '@communitrak/domain/core/acl.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  advanceAcl,
  isWithdrawn,
  type Contribution,
  type Source,
  type StoredAcl,
} from '@communitrak/domain/core/rights.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { giveMany, sourceOf, updateAcl, type Given } from './acl-update.ts';
import { needsOf } from './needed.ts';
import { readStored } from '../access/stored-envelope.ts';
import type { Registry } from './sync-service.ts';

export interface RightsChange {
  readonly documentId: string;
  /** Revision of the document that is about to be replaced. */
  readonly rev: string | undefined;
  readonly before: Contribution | undefined;
  readonly after: Contribution | undefined;
}

export interface RightsUpkeep {
  /** What the document contributes; undefined for none, and for one that gives no rights. */
  contribution(doc: Envelope | undefined, needed: ReadonlyMap<string, Envelope>): Contribution | undefined;
  /** Before the document is written: takes what it will no longer give. */
  take(database: Database, change: RightsChange): Promise<void>;
  /**
   * After it was written: gives what the stored document gives, whoever wrote it meanwhile.
   * @returns false when somebody is about to replace it by one that gives less: they derive again once they have
   */
  rederive(database: Database, documentId: string, members: readonly string[]): Promise<boolean>;
  /** The same for whichever member the stored document gives rights to. */
  rederiveOf(database: Database, documentId: string): Promise<boolean>;
  /** Many at once, for trusted writes: as contributed, without reading the documents again. */
  give(database: Database, given: readonly Given[]): Promise<void>;
}

const RESTRICTION: readonly MemberState[] = ['active', 'inactive', 'suspended'];

function stricter(a: MemberState, b: MemberState): MemberState {
  return RESTRICTION.indexOf(a) > RESTRICTION.indexOf(b) ? a : b;
}

/** What both versions give: the lesser of old and new. */
export function common(before: Contribution, after: Contribution | undefined): Source | undefined {
  if (after === undefined || after.member !== before.member) return undefined;
  const keys = before.keys.filter((key) => after.keys.includes(key));
  const { state, ...rest } = before;
  const both =
    state !== undefined && after.state !== undefined ? { state: stricter(state, after.state) } : {};
  return sourceOf({ ...rest, ...both, keys });
}

function entityFor(registry: Registry, doc: Envelope | undefined): Entity | undefined {
  const entity = doc === undefined ? undefined : registry.entityOf(doc.type);
  return entity?.givesRights === true ? entity : undefined;
}

function contributionBy(registry: Registry): RightsUpkeep['contribution'] {
  return (doc, needed) => {
    const entity = entityFor(registry, doc);
    return doc !== undefined && entity?.parse(doc).ok === true ? entity.rights(doc, needed) : undefined;
  };
}

/** What a stored document gives, with what it depends on as stored now. */
async function contributionOf(
  registry: Registry,
  database: Database,
  stored: StoredDoc | undefined,
): Promise<Contribution | undefined> {
  if (stored === undefined || stored._deleted === true) return undefined;
  const { doc } = readStored(stored);
  const entity = entityFor(registry, doc);
  if (entity === undefined) return undefined;
  const docs = await database.getMany(needsOf(entity, doc));
  const living = [...docs.values()].filter((one) => one._deleted !== true);
  return contributionBy(registry)(doc, new Map(living.map((one) => [one._id, readStored(one).doc])));
}

interface Derived {
  /** Revision of the document that the acl is now in step with. */
  readonly rev: string | undefined;
  readonly withdrawn: boolean;
}

async function derive(
  { registry, clock }: { readonly registry: Registry; readonly clock: Clock },
  database: Database,
  documentId: string,
  member: string,
): Promise<Derived> {
  let derived: Derived = { rev: undefined, withdrawn: false };
  await updateAcl(database, member, async (acl) => {
    const stored = await database.get(documentId);
    const withdrawn = isWithdrawn(acl, documentId, stored?._rev, clock());
    derived = { rev: stored?._rev, withdrawn };
    if (withdrawn) return acl;
    const given = await contributionOf(registry, database, stored);
    const next = given?.member === member ? sourceOf(given) : undefined;
    if (acl === undefined && next === undefined) return undefined;
    return advanceAcl(acl, member, documentId, next, clock());
  });
  return derived;
}

function rederiveBy(registry: Registry, clock: Clock): RightsUpkeep['rederive'] {
  return async (database, documentId, members) => {
    let settled = true;
    for (const member of new Set(members)) {
      // Who takes rights writes the acl first and the document then: in between, what is stored still gives them.
      for (let current = false; !current;) {
        const { rev, withdrawn } = await derive({ registry, clock }, database, documentId, member);
        current = withdrawn || (await database.get(documentId))?._rev === rev;
        settled &&= !withdrawn;
      }
    }
    return settled;
  };
}

/** Nothing to take: the acl as it is. Else with a note that keeps others from giving it back (see `isWithdrawn`). */
function takenFrom(
  acl: StoredAcl | undefined,
  { documentId, rev, before, after }: RightsChange & { readonly before: Contribution },
  now: number,
): StoredAcl | undefined {
  const source = common(before, after);
  if (acl === undefined && source === undefined) return undefined;
  const lesser = advanceAcl(acl, before.member, documentId, source, now);
  if (lesser === acl || rev === undefined) return lesser;
  const noted: Source = { keys: [], ...source, withdrawn: { rev, at: now } };
  return advanceAcl(acl, before.member, documentId, noted, now);
}

export function createRightsUpkeep(registry: Registry, clock: Clock): RightsUpkeep {
  const rederive = rederiveBy(registry, clock);
  return {
    contribution: contributionBy(registry),
    rederive,
    rederiveOf: async (database, documentId) => {
      const given = await contributionOf(registry, database, await database.get(documentId));
      return given === undefined || rederive(database, documentId, [given.member]);
    },
    take: async (database, change) => {
      const { before } = change;
      if (before === undefined) return;
      await updateAcl(database, before.member, (acl) =>
        Promise.resolve(takenFrom(acl, { ...change, before }, clock())),
      );
    },
    give: (database, given) => giveMany(database, given, clock()),
  };
}
