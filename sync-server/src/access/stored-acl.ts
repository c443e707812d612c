/** A member's rights document as it lies in the store: `acl:<member>`, server-only. Mapping, no rules. */
import type { Grant, MemberState } from '@communitrak/domain/core/acl.ts';
import type { Source, StoredAcl } from '@communitrak/domain/core/rights.ts';
import type { NewDoc, StoredDoc } from '../ports/doc-store.ts';

const PREFIX = 'acl:';

export function aclId(member: string): string {
  return `${PREFIX}${member}`;
}

/** The member of an acl document's id; undefined for any other document. */
export function memberOfAclId(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}

interface AclFields {
  readonly name: string;
  readonly epoch: number;
  readonly state: MemberState;
  readonly grants: readonly Grant[];
  readonly sources: Readonly<Record<string, Source>>;
}

/** Only this room writes these documents, so the fields' presence is what is checked. */
function hasAclFields(doc: object): doc is AclFields {
  const fields: Partial<Record<keyof AclFields, unknown>> = doc;
  return (
    typeof fields.name === 'string' &&
    typeof fields.epoch === 'number' &&
    typeof fields.state === 'string' &&
    Array.isArray(fields.grants) &&
    typeof fields.sources === 'object'
  );
}

/** @returns undefined for an absent, deleted or unreadable document: no rights. */
export function readAcl(doc: StoredDoc | undefined): StoredAcl | undefined {
  const member = doc === undefined ? undefined : memberOfAclId(doc._id);
  if (doc === undefined || member === undefined || doc._deleted === true || !hasAclFields(doc))
    return undefined;
  const { name, epoch, state, grants, sources } = doc;
  return { member, name, epoch, state, grants, sources };
}

/** @param rev revision that was read; undefined creates the document */
export function aclDoc(acl: StoredAcl, rev: string | undefined): NewDoc {
  const doc = { _id: aclId(acl.member), ...acl };
  return rev === undefined ? doc : { ...doc, _rev: rev };
}
