/**
 * Keeps `acl:<member>` in step with the documents that give rights. What is lost is taken before the document is written,
 * what is gained is given after, both before anyone is answered: a crash in between leaves too little, never too much,
 * and deriving again from the stored document heals it.
 */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { MemberState } from '@communitrak/domain/core/acl.ts';
import {
  advanceAcl,
  type Contribution,
  type Source,
  type StoredAcl,
} from '@communitrak/domain/core/rights.ts';
import { aclDoc, aclId, readAcl } from '../access/stored-acl.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/doc-store.ts';
import { needsOf } from './needed.ts';
import { readStored } from './stored-document.ts';
import type { Registry } from './sync-service.ts';

export interface RightsChange {
  readonly documentId: string;
  readonly before: Contribution | undefined;
  readonly after: Contribution | undefined;
}

export interface RightsUpkeep {
  /** What the document contributes; undefined for none, and for one that gives no rights. */
  contribution(doc: Envelope | undefined, needed: ReadonlyMap<string, Envelope>): Contribution | undefined;
  /** Before the document is written: takes what it will no longer give. */
  take(database: Database, change: RightsChange): Promise<void>;
  /** After it was written: gives what the stored document gives, whoever wrote it meanwhile. */
  rederive(database: Database, documentId: string, members: readonly string[]): Promise<void>;
  /** The same for whichever member the stored document gives rights to. */
  rederiveOf(database: Database, documentId: string): Promise<void>;
  /** Many at once, for trusted writes: as contributed, without reading the documents again. */
  give(
    database: Database,
    given: readonly { readonly documentId: string; readonly contribution: Contribution }[],
  ): Promise<void>;
}

const RESTRICTION: readonly MemberState[] = ['active', 'inactive', 'suspended'];

function stricter(a: MemberState, b: MemberState): MemberState {
  return RESTRICTION.indexOf(a) > RESTRICTION.indexOf(b) ? a : b;
}

export function sourceOf({ keys, state, name }: Contribution): Source {
  return { keys, ...(state === undefined ? {} : { state }), ...(name === undefined ? {} : { name }) };
}

/** What both versions give: the lesser of old and new. */
function common(before: Contribution, after: Contribution | undefined): Source | undefined {
  if (after === undefined || after.member !== before.member) return undefined;
  const keys = before.keys.filter((key) => after.keys.includes(key));
  const { state, name } = before;
  const both = state !== undefined && after.state !== undefined ? stricter(state, after.state) : undefined;
  return sourceOf({
    member: before.member,
    keys,
    ...(both === undefined ? {} : { state: both }),
    ...(name === undefined ? {} : { name }),
  });
}

type Advance = (acl: StoredAcl | undefined) => StoredAcl | undefined;

/** Reads, advances and writes one acl until nobody came in between. */
async function update(
  database: Database,
  member: string,
  advance: (acl: StoredAcl | undefined) => Promise<StoredAcl | undefined>,
): Promise<void> {
  for (;;) {
    const stored = await database.get(aclId(member));
    const acl = readAcl(stored);
    const next = await advance(acl);
    if (next === undefined || next === acl) return;
    const result = await database.put(aclDoc(next, stored?._rev));
    if (result.ok) return;
  }
}

export function createRightsUpkeep(registry: Registry, clock: Clock): RightsUpkeep {
  const entityFor = (doc: Envelope | undefined): Entity | undefined => {
    const entity = doc === undefined ? undefined : registry.entityOf(doc.type);
    return entity?.givesRights === true ? entity : undefined;
  };
  const contribution: RightsUpkeep['contribution'] = (doc, needed) => {
    const entity = entityFor(doc);
    return doc !== undefined && entity?.parse(doc).ok === true ? entity.rights(doc, needed) : undefined;
  };
  const advanceBy =
    (member: string, documentId: string, source: Source | undefined): Advance =>
    (acl) =>
      acl === undefined && source === undefined
        ? undefined
        : advanceAcl(acl, member, documentId, source, clock());
  const storedContribution = async (database: Database, documentId: string) => {
    const stored = await database.get(documentId);
    if (stored === undefined || stored._deleted === true) return undefined;
    const { doc } = readStored(stored);
    const entity = entityFor(doc);
    if (entity === undefined) return undefined;
    const docs = await database.getMany(needsOf(entity, doc));
    const living = [...docs.values()].filter((one) => one._deleted !== true);
    return contribution(doc, new Map(living.map((one) => [one._id, readStored(one).doc])));
  };

  const rederive: RightsUpkeep['rederive'] = async (database, documentId, members) => {
    for (const member of new Set(members)) {
      // The acl is read first: had the document changed since, whoever changed it wrote the acl too, and we conflict.
      await update(database, member, async (acl) => {
        const given = await storedContribution(database, documentId);
        const source = given?.member === member ? sourceOf(given) : undefined;
        return advanceBy(member, documentId, source)(acl);
      });
    }
  };

  return {
    contribution,
    rederive,
    rederiveOf: async (database, documentId) => {
      const given = await storedContribution(database, documentId);
      if (given !== undefined) await rederive(database, documentId, [given.member]);
    },
    take: async (database, { documentId, before, after }) => {
      if (before === undefined) return;
      const advance = advanceBy(before.member, documentId, common(before, after));
      await update(database, before.member, (acl) => Promise.resolve(advance(acl)));
    },
    give: (database, given) => giveMany(database, given, clock()),
  };
}

/** Folds each member's contributions into one write of their acl. */
async function giveMany(
  database: Database,
  given: readonly { readonly documentId: string; readonly contribution: Contribution }[],
  now: number,
): Promise<void> {
  const members = [...new Set(given.map(({ contribution }) => contribution.member))];
  const advance = (member: string, acl: StoredAcl | undefined): StoredAcl | undefined =>
    given
      .filter(({ contribution }) => contribution.member === member)
      .reduce<StoredAcl | undefined>(
        (next, { documentId, contribution }) =>
          advanceAcl(next, member, documentId, sourceOf(contribution), now),
        acl,
      );
  const stored = await database.getMany(members.map(aclId));
  const changed = members.flatMap((member) => {
    const doc = stored.get(aclId(member));
    const acl = readAcl(doc);
    const next = advance(member, acl);
    return next === undefined || next === acl ? [] : [aclDoc(next, doc?._rev)];
  });
  const results = await database.putMany(changed);
  for (const result of results) {
    const member = members.find((one) => aclId(one) === result.id);
    if (result.ok || member === undefined) continue;
    await update(database, member, (acl) => Promise.resolve(advance(member, acl)));
  }
}
