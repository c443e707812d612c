/**
 * Willow Creek's people and places: the roster as an import reads it, and what a roster does not hold: common areas, a
 * board of five with their titles, an office of two, tenants.
 */
import { createAssociation } from '@communitrak/domain/associations/index.ts';
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { Role } from '@communitrak/domain/core/principal.ts';
import { NO_ADDRESS } from '@communitrak/domain/core/shapes.ts';
import { createHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { createHousehold } from '@communitrak/domain/households/index.ts';
import {
  changeMember,
  createMember,
  createMemberDetails,
  createMemberRole,
  displayName,
  memberEntity,
} from '@communitrak/domain/members/index.ts';
import { createProperty } from '@communitrak/domain/properties/index.ts';
import {
  actor,
  DEMO_ASSOCIATION,
  neighbourhood,
  principal,
  type Actor,
  type Neighbourhood,
} from './neighbourhood.ts';

export const DEMO_NAME = 'Willow Creek Homeowners Association';
export const DEMO_ZONE = 'America/New_York';

const CITY = { city: 'Orlando', state: 'FL', zip: '32801' } as const;
const COMMON_AREAS = ['Pool', 'Clubhouse', 'Playground', 'Main gate', 'Mail kiosk', 'Trail'] as const;

/** Property id of a common area of Willow Creek. */
export function commonArea(name: string): string {
  const known = COMMON_AREAS.find((area) => area === name);
  if (known === undefined) throw new RangeError(`Willow Creek has no ${name}`);
  return `property:${derivedLocal('demo', known)}`;
}

function associationDocuments(): readonly Envelope[] {
  return [
    createAssociation(DEMO_ASSOCIATION, {
      name: DEMO_NAME,
      timeZone: DEMO_ZONE,
      currency: 'USD',
      locale: 'en-US',
      address: { ...NO_ADDRESS, ...CITY, street: '100 Willow Creek Ln' },
      email: 'office@willowcreek.example',
      phone: '(407) 555-0100',
      tenantsSeeCommunity: true,
    }),
    ...COMMON_AREAS.map((name) =>
      createProperty(
        { kind: 'common', name, lot: '', street: '', unit: '', ...CITY },
        localOf(commonArea(name)),
      ),
    ),
  ];
}

interface Newcomer {
  readonly first: string;
  readonly last: string;
  readonly title: string;
  readonly email: string;
  readonly households: readonly string[];
}

function personDocuments(person: Newcomer): readonly [member: string, ...documents: Envelope[]] {
  const { first, last, title, email, households } = person;
  const member = derivedLocal('demo member', first, last);
  const phone = '(407) 555-0101';
  return [
    member,
    createMember({ first, last, title, state: 'active', addedBy: '' }, member),
    createMemberDetails({ member, households: [...households], email, phone, mailing: NO_ADDRESS }),
  ];
}

const OFFICE = {
  manager: { first: 'Grace', last: 'Okafor', title: 'Community Manager', email: 'grace@willowcreek.example' },
  assistant: { first: 'Luis', last: 'Ortega', title: 'Office Assistant', email: 'luis@willowcreek.example' },
} as const;

/** By lot: the roster names three of the five directors and the community leader. */
const TITLES: Readonly<Record<string, { readonly title: string; readonly roles?: readonly Role[] }>> = {
  '1': { title: 'Community Leader' },
  '6': { title: 'President' },
  '12': { title: 'Treasurer' },
  '18': { title: 'Secretary' },
  '24': { title: 'Vice President', roles: ['board'] },
  '40': { title: 'Director at Large', roles: ['board'] },
};

const TENANT_LOT = '5';
const TENANTS = [
  { first: 'Elena', last: 'Reyes', email: 'elena.reyes@example.com' },
  { first: 'Marco', last: 'Reyes', email: 'marco.reyes@example.com' },
] as const;

export interface DemoPeople {
  /** The roster with titles, then everybody else; each after what it needs. */
  readonly documents: readonly Envelope[];
  readonly office: { readonly manager: Actor; readonly assistant: Actor };
  readonly board: { readonly first: Actor; readonly second: Actor };
  readonly tenants: readonly [Actor, Actor];
  readonly places: Neighbourhood;
}

function withTitles(roster: readonly Envelope[], places: Neighbourhood): readonly Envelope[] {
  const titles = new Map<string, string>();
  const roles: Envelope[] = [];
  for (const [lot, { title, roles: given }] of Object.entries(TITLES)) {
    const [head] = places.household(lot).people;
    if (head === undefined) continue;
    titles.set(`member:${head.principal.member}`, title);
    if (given !== undefined) roles.push(createMemberRole(head.principal.member, given));
  }
  const titled = roster.map((doc) => {
    const card = titles.has(doc.id) ? memberEntity.read(doc) : undefined;
    return card === undefined ? doc : changeMember(card, { title: titles.get(doc.id) ?? '' });
  });
  return [...titled, ...roles];
}

function officeDocuments(which: keyof typeof OFFICE): {
  readonly who: Actor;
  readonly documents: readonly Envelope[];
} {
  const person = OFFICE[which];
  const [member, ...documents] = personDocuments({ ...person, households: [] });
  const who = actor(principal(member, displayName(person), ['all', 'office']), person.email);
  return { who, documents: [...documents, createMemberRole(member, ['office'])] };
}

function tenantDocuments(places: Neighbourhood): {
  readonly who: readonly Actor[];
  readonly documents: readonly Envelope[];
} {
  const { property } = places.household(TENANT_LOT);
  const household = derivedLocal('demo household', 'Reyes');
  const body = { name: 'Reyes Household', kind: 'tenant', property: localOf(property) } as const;
  const documents: Envelope[] = [createHousehold(body, household)];
  const who = TENANTS.map((person) => {
    const [member, ...docs] = personDocuments({ ...person, title: '', households: [household] });
    const link = {
      association: DEMO_ASSOCIATION,
      member,
      household,
      role: 'tenant',
      from: '2024-07-01',
    } as const;
    documents.push(...docs, createHouseholdLink(link));
    const who = principal(member, displayName(person), ['all', `hh:${household}`]);
    return actor(who, person.email, { household, home: property });
  });
  return { who, documents };
}

/** @param roster the documents of the roster's import */
export function demoPeople(roster: readonly Envelope[]): DemoPeople {
  const places = neighbourhood(roster);
  const [manager, assistant, tenants] = [
    officeDocuments('manager'),
    officeDocuments('assistant'),
    tenantDocuments(places),
  ];
  const director = (lot: string): Actor => {
    const [head] = places.household(lot).people;
    if (head === undefined) throw new RangeError(`Nobody at lot ${lot}`);
    const keys = new Set([...head.principal.keys, 'board']);
    return { ...head, principal: { ...head.principal, keys } };
  };
  const [first, second] = tenants.who;
  if (first === undefined || second === undefined) throw new RangeError('The demo has two tenants');
  return {
    documents: [
      ...associationDocuments(),
      ...withTitles(roster, places),
      ...manager.documents,
      ...assistant.documents,
      ...tenants.documents,
    ],
    office: { manager: manager.who, assistant: assistant.who },
    board: { first: director('12'), second: director('18') },
    tenants: [first, second],
    places,
  };
}
