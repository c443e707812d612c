/**
 * One document by id for a member: the document or nothing, without a reason. The right to a file is the right to a
 * document that lists it.
 */
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { isId, typeOf } from '@communitrak/domain/core/ids.ts';
import type { Principals } from '../access/principals.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Databases } from './databases.ts';
import type { SyncRules } from './rules.ts';
import { readStored } from '../access/stored-envelope.ts';
import { wireOf } from './stored-document.ts';
import type { Caller, Registry } from './sync-service.ts';

export interface ReadParts {
  readonly databases: Databases;
  readonly principals: Principals;
  readonly registry: Registry;
  readonly rules: SyncRules;
}

/** Read by quorum. Undefined when there is none, or it is not theirs: the same. */
export async function readDocument(
  { databases, principals, registry, rules }: ReadParts,
  who: Caller,
  id: string,
): Promise<WireDoc | undefined> {
  const known = await principals.read(who.association, who.member, 0);
  if (known === undefined) throw new NoSuchMember(`No member ${who.member}`);
  const replicated = isId(id) && registry.entityOf(typeOf(id)) !== undefined;
  const doc = replicated ? await (await databases.of(who.association))?.get(id) : undefined;
  if (doc === undefined) return undefined;
  const stored = readStored(doc);
  return rules.visible(known.rights, stored) ? wireOf(stored) : undefined;
}

export async function fileFor(
  parts: ReadParts,
  who: Caller,
  documentId: string,
  sha256: string,
): Promise<FileRef | undefined> {
  const doc = await readDocument(parts, who, documentId);
  const entity = doc === undefined ? undefined : parts.registry.entityOf(doc.type);
  if (doc === undefined || entity?.parse(doc).ok !== true) return undefined;
  return entity.files(doc).find((file) => file.sha256 === sha256);
}
