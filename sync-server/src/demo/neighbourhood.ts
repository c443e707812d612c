/** Who lives where in Willow Creek, looked up in the documents of the roster's import; and who acts in the demo. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { Key, Principal } from '@communitrak/domain/core/principal.ts';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { householdEntity } from '@communitrak/domain/households/index.ts';
import { displayName, memberEntity, memberDetailsEntity } from '@communitrak/domain/members/index.ts';
import { propertyEntity } from '@communitrak/domain/properties/index.ts';

export const DEMO_ASSOCIATION = 'willow-creek';

/** Someone who acts in the demo. */
export interface Actor {
  readonly principal: Principal;
  readonly email: string;
  /** Local id; '' for the office. */
  readonly household: string;
  /** Property id; '' for the office. */
  readonly home: string;
}

/** Who lives where, looked up in the documents of the import. */
export interface Neighbourhood {
  /** Head and others of the owners' household of a lot. */
  household(lot: string): {
    readonly id: string;
    readonly property: string;
    readonly people: readonly Actor[];
  };
}

interface HomeRef {
  readonly household: string;
  readonly home: string;
}

export function actor(who: Principal, email: string, home: HomeRef = { household: '', home: '' }): Actor {
  return { principal: who, email, ...home };
}

export function principal(member: string, name: string, keys: readonly Key[]): Principal {
  return { association: DEMO_ASSOCIATION, member, name, keys: new Set([...keys, `u:${member}`]) };
}

export function neighbourhood(roster: readonly Envelope[]): Neighbourhood {
  const byId = new Map(roster.map((doc) => [doc.id, doc]));
  const links = roster.map(householdLinkEntity.read).filter((link) => link !== undefined);
  const households = roster.map(householdEntity.read).filter((household) => household !== undefined);
  const properties = roster.map(propertyEntity.read).filter((property) => property !== undefined);
  const person = (member: string, { household, home }: HomeRef, role: string): Actor => {
    const card = memberEntity.read(byId.get(`member:${member}`));
    const details = memberDetailsEntity.read(byId.get(`member-details:${member}`));
    const keys = ['all', `hh:${household}`, ...(role === 'head' ? [`head:${household}`] : [])];
    const name = card === undefined ? '' : displayName(card.body);
    return actor(principal(member, name, keys), details?.body.email ?? '', { household, home });
  };
  return {
    household: (lot) => {
      const property = properties.find(({ body }) => body.lot === lot);
      const household = households.find(({ body }) => property?.id === `property:${body.property}`);
      if (property === undefined || household === undefined)
        throw new RangeError(`No household at lot ${lot}`);
      const id = localOf(household.id);
      const own = links
        .filter(({ body }) => body.household === id)
        .toSorted((a, b) => a.order.localeCompare(b.order));
      return {
        id,
        property: property.id,
        people: own.map(({ body }) => person(body.member, { household: id, home: property.id }, body.role)),
      };
    },
  };
}
