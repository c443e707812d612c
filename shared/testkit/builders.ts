/**
 * Valid documents, principals, clocks and ids for tests. Everything is deterministic; every builder takes what the test
 * is about and invents the rest.
 */
import { createAssociation, type Association } from '@communitrak/domain/associations/index.ts';
import { EMPTY_STAMP, type Envelope, type Stamp } from '@communitrak/domain/core/envelope.ts';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import { SYSTEM, type Key, type Principal, type Role } from '@communitrak/domain/core/principal.ts';
import { NO_ADDRESS } from '@communitrak/domain/core/shapes.ts';
import {
  createHouseholdLink,
  type HouseholdLink,
  type LinkRole,
} from '@communitrak/domain/household-links/index.ts';
import { createHousehold, type Household } from '@communitrak/domain/households/index.ts';
import {
  createMember,
  createMemberDetails,
  createMemberRole,
  type Member,
  type MemberBody,
  type MemberDetails,
  type MemberRole,
} from '@communitrak/domain/members/index.ts';
import { createProperty, type Property } from '@communitrak/domain/properties/index.ts';
import {
  createRequest,
  requestOrder,
  type NewRequest,
  type Request,
  type RequestBody,
} from '@communitrak/domain/requests/index.ts';
import { START, countingIds } from './clock-and-ids.ts';

export { START, countingIds, testClock, type TestClock } from './clock-and-ids.ts';

export const ASSOCIATION = 'maple-row';
/** A principal with exactly these keys besides their own. */
export function aPrincipal(member: string, keys: readonly Key[] = ['all'], name = member): Principal {
  return { association: ASSOCIATION, member, name, keys: new Set([...keys, `u:${member}`]) };
}

/** As the server would have stamped it. */
export function accepted<B>(
  doc: Envelope<B>,
  by = SYSTEM,
  at = new Date(START).toISOString(),
  number = '',
): Envelope<B> {
  const stamp: Stamp = { at, by, byName: by, number, state: 'accepted' };
  return { ...doc, stamp };
}

/** The same without a stamp, as an import hands it over. */
export function unstamped<B>(doc: Envelope<B>): Envelope<B> {
  return { ...doc, stamp: EMPTY_STAMP };
}

export function anAssociation(
  over: { readonly tenantsSeeCommunity?: boolean; readonly local?: string } = {},
): Association {
  return createAssociation(over.local ?? ASSOCIATION, {
    name: 'Maple Row Homeowners Association',
    timeZone: 'America/New_York',
    currency: 'USD',
    locale: 'en-US',
    address: { ...NO_ADDRESS, street: '1 Maple Row', city: 'Orlando', state: 'FL', zip: '32801' },
    email: 'office@example.org',
    phone: '(407) 555-0100',
    tenantsSeeCommunity: over.tenantsSeeCommunity ?? true,
  });
}

export function aProperty(local = 'p1', lot = '1'): Property {
  const street = `${100 + 4 * Number(lot)} Maple Row`;
  const where = { unit: '', city: 'Orlando', state: 'FL', zip: '32801' };
  return createProperty({ kind: 'home', name: '', lot, street, ...where }, local);
}

export function aHousehold(
  local = 'h1',
  over: { readonly name?: string; readonly kind?: 'owner' | 'tenant'; readonly property?: string } = {},
): Household {
  const { name = `Household ${local}`, kind = 'owner', property = 'p1' } = over;
  return createHousehold({ name, kind, property }, local);
}

/** A member's card; `name` is split at its last blank. */
export function aMember(local = 'm1', name = 'Fatima Smith', over: Partial<MemberBody> = {}): Member {
  const cut = name.lastIndexOf(' ');
  const [first, last] = [name.slice(0, Math.max(0, cut)), name.slice(cut + 1)];
  return createMember({ first, last, title: '', state: 'active', addedBy: '', ...over }, local);
}

export function someDetails(member = 'm1', households: readonly string[] = ['h1']): MemberDetails {
  const email = `${member}@example.org`;
  return createMemberDetails({
    member,
    households: [...households],
    email,
    phone: '(407) 555-0123',
    mailing: NO_ADDRESS,
  });
}

export function aRole(member: string, ...roles: readonly Role[]): MemberRole {
  return createMemberRole(member, roles);
}

export function aLink(
  member = 'm1',
  household = 'h1',
  role: LinkRole = 'member',
  association = ASSOCIATION,
): HouseholdLink {
  return createHouseholdLink({ association, member, household, role, from: '2019-05-01' });
}

/** A request as a resident's device makes it, with fields of its body replaced at will. */
export function aRequest(
  over: Partial<RequestBody> = {},
  input: Partial<NewRequest> & { readonly newId?: NewId; readonly now?: number } = {},
): Request {
  const { newId = countingIds(0xaaaa), now = START, ...given } = input;
  const made = createRequest(
    {
      by: aPrincipal('m1', ['all', 'hh:h1'], 'Fatima Smith'),
      kind: 'maintenance',
      title: 'Leak under the kitchen sink',
      description: 'It drips all night.',
      priority: 'normal',
      place: 'Kitchen',
      household: 'h1',
      files: [],
      ...given,
    },
    now,
    newId,
  );
  const changed: Request = { ...made, body: { ...made.body, ...over } };
  return { ...changed, order: requestOrder(changed) };
}

export function neededOf(...docs: readonly Envelope[]): ReadonlyMap<string, Envelope> {
  return new Map(docs.map((doc) => [doc.id, doc]));
}

/** One person of the small association. */
export interface Person {
  readonly member: string;
  readonly name: string;
  /** Keys that the documents below give them. */
  readonly principal: Principal;
}

export interface SmallAssociation {
  readonly association: string;
  /** In an order in which each document finds what it needs. */
  readonly documents: readonly Envelope[];
  readonly people: Readonly<
    Record<'office' | 'board' | 'lead' | 'head' | 'member' | 'neighbour' | 'tenant', Person>
  >;
  /** Local ids: the owners' (head, member), the neighbours' (neighbour, board, lead), the tenants' (tenant). */
  readonly households: Readonly<Record<'own' | 'next' | 'tenants', string>>;
}

const PEOPLE = {
  office: { member: 'm-office', name: 'Olga Office', keys: ['all', 'office'] },
  board: { member: 'm-board', name: 'Boris Board', keys: ['all', 'board', 'hh:h2'] },
  lead: { member: 'm-lead', name: 'Lena Lead', keys: ['all', 'board', 'office', 'lead', 'hh:h2'] },
  head: { member: 'm-head', name: 'Hanna Head', keys: ['all', 'hh:h1', 'head:h1'] },
  member: { member: 'm-member', name: 'Mike Member', keys: ['all', 'hh:h1'] },
  neighbour: { member: 'm-next', name: 'Nora Next', keys: ['all', 'hh:h2', 'head:h2'] },
  tenant: { member: 'm-tenant', name: 'Tom Tenant', keys: ['hh:h3'] },
} as const;

const LINKS: readonly HouseholdLink[] = [
  aLink('m-head', 'h1', 'head'),
  aLink('m-member', 'h1', 'member'),
  aLink('m-next', 'h2', 'head'),
  aLink('m-board', 'h2', 'member'),
  aLink('m-lead', 'h2', 'member'),
  aLink('m-tenant', 'h3', 'tenant'),
];

/**
 * Two owners' households and one of tenants, at two properties; office, board, community leader. Tenants do not belong
 * to the community unless `tenantsSeeCommunity` says so.
 */
export function smallAssociation(
  options: { readonly tenantsSeeCommunity?: boolean; readonly local?: string } = {},
): SmallAssociation {
  const { tenantsSeeCommunity = false, local = ASSOCIATION } = options;
  const people = Object.fromEntries(
    Object.entries(PEOPLE).map(([role, { member, name, keys }]) => {
      const community = role === 'tenant' && tenantsSeeCommunity ? ['all'] : [];
      const principal = { ...aPrincipal(member, [...community, ...keys], name), association: local };
      return [role, { member, name, principal }];
    }),
  ) as Readonly<Record<keyof typeof PEOPLE, Person>>;
  const links = LINKS.map((link) => ({ ...link, body: { ...link.body, association: local } }));
  const householdsOf = (member: string): readonly string[] =>
    links.filter((link) => link.body.member === member).map((link) => link.body.household);
  const documents: readonly Envelope[] = [
    anAssociation({ tenantsSeeCommunity, local }),
    aProperty('p1', '1'),
    aProperty('p2', '2'),
    aHousehold('h1', { name: 'Head Household', property: 'p1' }),
    aHousehold('h2', { name: 'Next Household', property: 'p2' }),
    aHousehold('h3', { name: 'Tenant Household', kind: 'tenant', property: 'p1' }),
    ...Object.values(people).map(({ member, name }) => aMember(member, name)),
    ...Object.values(people).map(({ member }) => someDetails(member, householdsOf(member))),
    ...links,
    aRole('m-office', 'office'),
    aRole('m-board', 'board'),
    aRole('m-lead', 'lead'),
  ];
  return {
    association: local,
    documents: documents.map((doc) => unstamped(doc)),
    people,
    households: { own: 'h1', next: 'h2', tenants: 'h3' },
  };
}
