/**
 * Who a member is right now: the rights document by id, remembered for at most two seconds. A reader that has seen a
 * newer epoch says so and is never answered from before it. Knows nothing of sessions and accounts.
 */
import { LRUCache } from 'lru-cache';
import type { Acl } from '@communitrak/domain/core/acl.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { aclId, readAcl } from './stored-acl.ts';
import { rightsOf, type Rights } from './visibility.ts';

const REMEMBERED_MS = 2000;
const MAX_REMEMBERED = 20_000;

export interface Known {
  readonly principal: Principal;
  readonly acl: Acl;
  readonly rights: Rights;
}

export interface Principals {
  /**
   * @param atLeast an epoch the caller has seen: an older remembered answer is read again (quorum)
   * @param followed the caller has seen every change there is, and had dropped here what changed: what is remembered is
   *   then what is stored, however long ago it was read
   */
  read(association: string, member: string, atLeast: number, followed?: boolean): Promise<Known | undefined>;
  /** Never from memory. */
  readNow(association: string, member: string): Promise<Known | undefined>;
  /** What is remembered, however old; for what is only a courtesy. */
  recall(association: string, member: string): Known | undefined;
  drop(association: string, member: string): void;
  /** Everyone of the association. */
  dropAll(association: string): void;
}

export function knownOf(association: string, doc: StoredDoc | undefined): Known | undefined {
  const acl = readAcl(doc);
  if (acl === undefined) return undefined;
  const rights = rightsOf(acl);
  return {
    principal: { association, member: acl.member, name: acl.name, keys: rights.current },
    acl,
    rights,
  };
}

interface Remembered {
  readonly known: Known;
  readonly at: number;
}

/** @param database undefined when there is no such association */
export function createPrincipals(
  database: (association: string) => Promise<Database | undefined>,
  clock: Clock,
): Principals {
  const remembered = new LRUCache<string, Remembered>({ max: MAX_REMEMBERED });
  const keyOf = (association: string, member: string): string => `${association} ${member}`;
  let drops = 0;

  const readNow = async (association: string, member: string): Promise<Known | undefined> => {
    const dropsBefore = drops;
    const at = clock();
    const known = knownOf(association, await (await database(association))?.get(aclId(member)));
    // A drop in the meantime means that what we read may already be old: answer with it, but do not keep it.
    if (known !== undefined && drops === dropsBefore)
      remembered.set(keyOf(association, member), { known, at });
    return known;
  };

  return {
    readNow,
    read: async (association, member, atLeast, followed = false) => {
      const hit = remembered.get(keyOf(association, member));
      if (hit === undefined || hit.known.acl.epoch < atLeast) return readNow(association, member);
      const age = clock() - hit.at;
      const young = age >= 0 && age < REMEMBERED_MS;
      return young || followed ? hit.known : readNow(association, member);
    },
    recall: (association, member) => remembered.get(keyOf(association, member))?.known,
    drop: (association, member) => {
      drops += 1;
      remembered.delete(keyOf(association, member));
    },
    dropAll: (association) => {
      drops += 1;
      for (const key of remembered.keys()) if (key.startsWith(keyOf(association, ''))) remembered.delete(key);
    },
  };
}
