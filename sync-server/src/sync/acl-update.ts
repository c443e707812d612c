/** Changing a member's acl document: read, advance, write under the revision read, again when someone came between. */
import {
  advanceAcl,
  isWithdrawn,
  type Contribution,
  type Source,
  type StoredAcl,
} from '@communitrak/domain/core/rights.ts';
import { aclDoc, aclId, readAcl } from '../access/stored-acl.ts';
import type { Database } from '../ports/doc-store.ts';

/** The same object, or undefined, when there is nothing to change. */
export type Advance = (acl: StoredAcl | undefined) => Promise<StoredAcl | undefined>;

export interface Given {
  readonly documentId: string;
  /** Revision of the document that contributes so. */
  readonly rev: string;
  readonly contribution: Contribution;
}

export function sourceOf({ keys, state, name }: Contribution): Source {
  return { keys, ...(state === undefined ? {} : { state }), ...(name === undefined ? {} : { name }) };
}

export async function updateAcl(database: Database, member: string, advance: Advance): Promise<void> {
  for (;;) {
    const stored = await database.get(aclId(member));
    const acl = readAcl(stored);
    const next = await advance(acl);
    if (next === undefined || next === acl) return;
    const result = await database.put(aclDoc(next, stored?._rev));
    if (result.ok) return;
  }
}

function folded(given: readonly Given[], now: number, member: string, acl: StoredAcl | undefined) {
  return given
    .filter(({ contribution }) => contribution.member === member)
    .filter(({ documentId, rev }) => !isWithdrawn(acl, documentId, rev, now))
    .reduce<StoredAcl | undefined>(
      (next, { documentId, contribution }) =>
        advanceAcl(next, member, documentId, sourceOf(contribution), now),
      acl,
    );
}

/** Each member's contributions in one write of their acl. */
export async function giveMany(database: Database, given: readonly Given[], now: number): Promise<void> {
  const members = [...new Set(given.map(({ contribution }) => contribution.member))];
  if (members.length === 0) return;
  const stored = await database.getMany(members.map(aclId));
  const changed = members.flatMap((member) => {
    const doc = stored.get(aclId(member));
    const acl = readAcl(doc);
    const next = folded(given, now, member, acl);
    return next === undefined || next === acl ? [] : [aclDoc(next, doc?._rev)];
  });
  const results = changed.length === 0 ? [] : await database.putMany(changed);
  for (const result of results) {
    const member = members.find((one) => aclId(one) === result.id);
    if (result.ok || member === undefined) continue;
    await updateAcl(database, member, (acl) => Promise.resolve(folded(given, now, member, acl)));
  }
}
