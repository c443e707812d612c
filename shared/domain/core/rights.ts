/**
 * From documents to rights: a role, a household link, a member's card each *contribute* audience keys to one member; a
 * member's acl is derived from its contributions by the pure functions here. The acl remembers its sources by document
 * id, so that one changed document updates one acl by id, with no query that could read a late copy.
 */
import type { Acl, Grant, MemberState } from './acl.ts';
import { memberKey, type Key } from './principal.ts';

/** What one document gives one member. */
export interface Contribution {
  /** Member's local id. */
  readonly member: string;
  readonly keys: readonly Key[];
  /** Set by the member's card alone. */
  readonly state?: MemberState;
  readonly name?: string;
}

export interface Source extends Omit<Contribution, 'member'> {
  /**
   * Somebody is replacing this revision of the document by one that gives less (epoch ms: since when). Whatever is still
   * derived from that revision would give back what has just been taken.
   */
  readonly withdrawn?: { readonly rev: string; readonly at: number };
}

export interface StoredAcl extends Acl {
  /** By id of the contributing document. */
  readonly sources: Readonly<Record<string, Source>>;
}

/** Whoever takes rights and has not written the document after so long will not: it has ended in between. */
export const WITHDRAWAL_MS = 30_000;

/** True while what this revision of the document gives must not be given. */
export function isWithdrawn(
  acl: StoredAcl | undefined,
  documentId: string,
  rev: string | undefined,
  now: number,
): boolean {
  const withdrawn = acl?.sources[documentId]?.withdrawn;
  return withdrawn !== undefined && withdrawn.rev === rev && now - withdrawn.at < WITHDRAWAL_MS;
}

/** Ended grants are forgotten after so long; a token older than that goes to repair. */
export const GRANT_MEMORY_MS = 400 * 24 * 3600 * 1000;

/** Keys a state leaves of those the sources give: inactive members keep their household, suspended ones only themselves. */
function allowedIn(state: MemberState, key: Key): boolean {
  if (key.startsWith('u:') || state === 'active') return true;
  return state === 'inactive' && key.startsWith('hh:');
}

/** The keys a member holds by these sources. A member without a card counts as suspended: deny by default. */
export function keysBySources(
  member: string,
  sources: Readonly<Record<string, Source>>,
): {
  readonly keys: ReadonlySet<Key>;
  readonly state: MemberState;
  readonly name: string;
} {
  const all = Object.values(sources);
  const state = all.find((source) => source.state !== undefined)?.state ?? 'suspended';
  const name = all.find((source) => source.name !== undefined)?.name ?? '';
  const keys = [memberKey(member), ...all.flatMap((source) => source.keys)];
  return { keys: new Set(keys.filter((key) => allowedIn(state, key))), state, name };
}

function advanceGrants(
  grants: readonly Grant[],
  keys: ReadonlySet<Key>,
  epoch: number,
  now: number,
): readonly Grant[] {
  const kept = grants.filter((grant) => grant.to === undefined || grant.to > now - GRANT_MEMORY_MS);
  const ended = kept.map((grant) =>
    grant.to === undefined && !keys.has(grant.key) ? { ...grant, to: now, toEpoch: epoch } : grant,
  );
  const open = new Set(ended.filter((grant) => grant.to === undefined).map((grant) => grant.key));
  const gained = [...keys].filter((key) => !open.has(key)).sort();
  return [...ended, ...gained.map((key) => ({ key, from: now, fromEpoch: epoch }))];
}

export function currentKeys(acl: Acl): ReadonlySet<Key> {
  return new Set(acl.grants.filter((grant) => grant.to === undefined).map((grant) => grant.key));
}

const sameSet = (a: ReadonlySet<Key>, b: ReadonlySet<Key>): boolean =>
  a.size === b.size && [...a].every((key) => b.has(key));

/**
 * The acl after one document's contribution changed (undefined: it no longer contributes). The epoch moves only when
 * the keys do; with nothing to change the same object comes back.
 * @param now server time, epoch ms
 */
export function advanceAcl(
  acl: StoredAcl | undefined,
  member: string,
  documentId: string,
  source: Source | undefined,
  now: number,
): StoredAcl {
  const before: StoredAcl = acl ?? {
    member,
    name: '',
    epoch: 0,
    state: 'suspended',
    grants: [],
    sources: {},
  };
  const { [documentId]: old, ...others } = before.sources;
  if (acl !== undefined && JSON.stringify(old) === JSON.stringify(source)) return before;
  const sources = source === undefined ? others : { ...others, [documentId]: source };
  const { keys, state, name } = keysBySources(member, sources);
  const changed = !sameSet(keys, currentKeys(before));
  const epoch = changed ? before.epoch + 1 : before.epoch;
  const grants = changed ? advanceGrants(before.grants, keys, epoch, now) : before.grants;
  return { member, name, epoch, state, grants, sources };
}
