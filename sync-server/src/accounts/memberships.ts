/**
 * Which associations an account's owner belongs to, as which member, never what they may do there. Kept in the account
 * itself.
 */
import { changeDoc, isAlive } from './change-doc.ts';
import type { ModelParts } from './model.ts';

export interface Membership {
  /** Association's local id, as in the URL. */
  readonly association: string;
  /** Member's local id in it. */
  readonly member: string;
}

const isMembership = (value: unknown): value is Membership =>
  typeof value === 'object' &&
  value !== null &&
  'association' in value &&
  'member' in value &&
  typeof value.association === 'string' &&
  typeof value.member === 'string';

/** @param stored an account's field `places`: the first version's name */
export const membershipsIn = (stored: unknown): readonly Membership[] =>
  Array.isArray(stored) ? stored.filter(isMembership) : [];

export async function readMemberships(
  { db, ids }: ModelParts,
  accountId: string,
): Promise<readonly Membership[]> {
  const doc = await db.get(ids.user(accountId));
  return isAlive(doc) ? membershipsIn(doc['places']) : [];
}

/** One member an association: a new link replaces the old one. Throws when there is no such account. */
export async function addMembership(
  { db, ids }: ModelParts,
  accountId: string,
  membership: Membership,
): Promise<void> {
  let exists = true;
  await changeDoc(db, ids.user(accountId), (current) => {
    exists = current !== undefined;
    if (current === undefined) return undefined;
    const others = membershipsIn(current['places']).filter(
      ({ association }) => association !== membership.association,
    );
    return { ...current, places: [...others, membership] };
  });
  if (!exists) throw new Error('there is no such account');
}
