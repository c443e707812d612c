/** Each member's rights against what the documents give: the same sources, the same keys, the same state. */
import {
  advanceAcl,
  currentKeys,
  isWithdrawn,
  keysBySources,
  type Source,
  type StoredAcl,
} from '@communitrak/domain/core/rights.ts';
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import { aclDoc, aclId, memberOfAclId, readAcl } from '../access/stored-acl.ts';
import { sourceOf } from '../sync/acl-update.ts';
import type { Finding } from './finding.ts';
import { neededBy, type Verified } from './verified.ts';

type Sources = Readonly<Record<string, Source>>;

/** By member: what each document gives. */
function given(all: Verified): ReadonlyMap<string, Sources> {
  const found = new Map<string, Record<string, Source>>();
  for (const entry of all.entries) {
    const { entity, stored } = entry;
    if (!entity.givesRights || stored.deleted || !entity.parse(stored.doc).ok) continue;
    const contribution = entity.rights(stored.doc, neededBy(all, entry).needed);
    if (contribution === undefined) continue;
    const sources = found.get(contribution.member) ?? {};
    sources[stored.id] = sourceOf(contribution);
    found.set(contribution.member, sources);
  }
  return found;
}

/** Without the notes of takings that are long over. */
function bare(sources: Sources): Sources {
  const entries = Object.entries(sources).map(
    ([id, { withdrawn: _over, ...source }]) => [id, source] as const,
  );
  return Object.fromEntries(entries);
}

/** Somebody is taking rights at this moment: what the documents still give must not be given back. */
function isTaking({ all, clock }: Verified, acl: StoredAcl | undefined): boolean {
  const ids = Object.keys(acl?.sources ?? {});
  return ids.some((id) => isWithdrawn(acl, id, all.get(id)?._rev, clock()));
}

const keysOf = (keys: ReadonlySet<string>): string => [...keys].toSorted().join(', ');

/** Undefined when the rights are those that the sources give. */
function difference(acl: StoredAcl | undefined, member: string, sources: Sources): string | undefined {
  const { keys, state, name } = keysBySources(member, sources);
  if (acl === undefined) return `${member} should have rights (${keysOf(keys)}), and has none`;
  const has = keysOf(currentKeys(acl));
  if (has !== keysOf(keys)) return `${member} holds ${has}, and should hold ${keysOf(keys)}`;
  if (canonicalJson(bare(acl.sources)) !== canonicalJson(sources))
    return `the rights of ${member} name other documents`;
  return acl.state === state && acl.name === name
    ? undefined
    : `state or name of ${member} is not the card's`;
}

/** No document has this id: put in and taken out again, it makes everything be derived anew. */
const NOTHING = '';

function repair(all: Verified, member: string, sources: Sources) {
  const { database, clock } = all;
  return async (): Promise<boolean> => {
    const stored = await database.get(aclId(member));
    if (isTaking(all, readAcl(stored))) return false;
    const acl = readAcl(stored) ?? {
      member,
      name: '',
      epoch: 0,
      state: 'suspended' as const,
      grants: [],
      sources,
    };
    const before = { ...acl, sources: { ...sources, [NOTHING]: { keys: [] } } };
    const derived = advanceAcl(before, member, NOTHING, undefined, clock());
    return (await database.put(aclDoc(derived, stored?._rev))).ok;
  };
}

export function checkRights(all: Verified): readonly Finding[] {
  const expected = given(all);
  const held = [...all.all.keys()].map(memberOfAclId).filter((member) => member !== undefined);
  return [...new Set([...expected.keys(), ...held])].toSorted().flatMap((member): Finding[] => {
    const sources = expected.get(member) ?? {};
    const acl = readAcl(all.all.get(aclId(member)));
    const words = isTaking(all, acl) ? undefined : difference(acl, member, sources);
    return words === undefined
      ? []
      : [{ id: aclId(member), kind: 'rights', words, repair: repair(all, member, sources) }];
  });
}
