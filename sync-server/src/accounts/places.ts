/** Where an account's owner belongs: association and member, never what they may do there. Kept in the account itself. */
import { changeDoc, isAlive } from './change-doc.ts';
import type { ModelParts } from './model.ts';

export interface Place {
  /** Association's local id, as in the URL. */
  readonly association: string;
  /** Member's local id in it. */
  readonly member: string;
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'association' in value &&
  'member' in value &&
  typeof value.association === 'string' &&
  typeof value.member === 'string';

/** @param stored an account's field of that name */
export const placesIn = (stored: unknown): readonly Place[] =>
  Array.isArray(stored) ? stored.filter(isPlace) : [];

export async function readPlaces({ db, ids }: ModelParts, accountId: string): Promise<readonly Place[]> {
  const doc = await db.get(ids.user(accountId));
  return isAlive(doc) ? placesIn(doc['places']) : [];
}

/** One member an association: a new link replaces the old one. Throws when there is no such account. */
export async function addPlace({ db, ids }: ModelParts, accountId: string, place: Place): Promise<void> {
  let exists = true;
  await changeDoc(db, ids.user(accountId), (current) => {
    exists = current !== undefined;
    if (current === undefined) return undefined;
    const others = placesIn(current['places']).filter(({ association }) => association !== place.association);
    return { ...current, places: [...others, place] };
  });
  if (!exists) throw new Error('there is no such account');
}
