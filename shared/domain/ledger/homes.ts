/**
 * The homes of an association as charges see them: each home property once, with the owners' household that is billed for
 * it. Tenants are never billed for the home that they rent. A home without such a household is kept, so that it can be named.
 */
import { localOf } from '../core/ids.ts';
import type { HouseholdLink } from '../household-links/index.ts';
import type { Household } from '../households/index.ts';
import type { Member } from '../members/index.ts';
import { propertyLabel, type Property } from '../properties/index.ts';

/** A home that may be charged. */
export interface Home {
  /** Local id of the property. */
  readonly property: string;
  /** Local id of the household that is billed; '' where there is none. */
  readonly household: string;
  /** `Lot 12, 148 Mill Race Rd`. */
  readonly name: string;
  /** `Smith Household`; '' where there is none. */
  readonly payer: string;
  /** '' where it has none. */
  readonly class: string;
  /** Whole units of ownership, e.g. hundred-thousandths; 0 where none is known. */
  readonly share: number;
  /** Owners' households in which somebody lives in the books, a member whom a notice can reach. One alone can be billed. */
  readonly payers: number;
}

export interface HomeSources {
  readonly properties: readonly Property[];
  readonly households: readonly Household[];
  readonly links: readonly HouseholdLink[];
  readonly members: readonly Member[];
}

/** Households to which somebody belongs today: who is suspended owes all the same. */
export function livedIn({ links, members }: Pick<HomeSources, 'links' | 'members'>): ReadonlySet<string> {
  const there = new Set(members.filter(({ body }) => body.state !== 'inactive').map(({ id }) => localOf(id)));
  return new Set(
    links
      .filter(({ body }) => body.to === undefined && there.has(body.member))
      .map(({ body }) => body.household),
  );
}

/** In the order of the properties. */
export function homesOf(sources: HomeSources): readonly Home[] {
  const lived = livedIn(sources);
  const owners = ownersByProperty(sources.households);
  return sources.properties
    .filter(({ body }) => body.kind === 'home')
    .map((property) => {
      const local = localOf(property.id);
      const own = owners.get(local) ?? [];
      const payers = own.filter(({ id }) => lived.has(localOf(id)));
      const payer = payers[0] ?? (own.length === 1 ? own[0] : undefined);
      return {
        property: local,
        household: payer === undefined ? '' : localOf(payer.id),
        name: propertyLabel(property.body),
        payer: payer?.body.name ?? '',
        class: property.body.class ?? '',
        share: property.body.share ?? 0,
        payers: payers.length,
      };
    });
}

function ownersByProperty(households: readonly Household[]): ReadonlyMap<string, readonly Household[]> {
  const found = new Map<string, Household[]>();
  for (const household of households) {
    if (household.body.kind !== 'owner') continue;
    const { property } = household.body;
    found.set(property, [...(found.get(property) ?? []), household]);
  }
  return found;
}
