/** How many households are billed: those of which somebody has registered (product/communitrak.md 2.16). */
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { householdEntity } from '@communitrak/domain/households/index.ts';
import { memberEntity } from '@communitrak/domain/members/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { readEach, type Place } from '../room.ts';

/** @param registered local ids of members that have an account */
export async function registeredHouseholds(
  { database, today }: Pick<Place, 'database' | 'today'>,
  registered: ReadonlySet<string>,
): Promise<number> {
  const there = new Set<string>();
  for await (const { id } of readEach(database, householdEntity)) there.add(localOf(id));
  const active = new Set<string>();
  for await (const { id, body } of readEach(database, memberEntity))
    if (body.state === 'active' && registered.has(localOf(id))) active.add(localOf(id));
  const billed = new Set<string>();
  for await (const { body } of readEach(database, householdLinkEntity)) {
    const lives = body.to === undefined || body.to > today;
    if (lives && active.has(body.member) && there.has(body.household)) billed.add(body.household);
  }
  return billed.size;
}
