/**
 * Who acts in the authorisation matrix: one member for every role, link and state that the domain knows, and for the
 * two relations that no role names (who was of the household once, whom work was given to). A role added to the domain
 * does not compile here until it has its member.
 */
import type { MemberState } from '@communitrak/domain/core/acl.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Role } from '@communitrak/domain/core/principal.ts';
import type { LinkRole } from '@communitrak/domain/household-links/index.ts';
import {
  aHousehold,
  aLink,
  aMember,
  anAssociation,
  aProperty,
  aRole,
  ASSOCIATION,
  someDetails,
} from '@communitrak/testkit/builders.ts';

export { ASSOCIATION };

interface Part {
  readonly name: string;
  readonly roles?: readonly Role[];
  readonly state?: MemberState;
  readonly links?: readonly (readonly [household: string, role: LinkRole])[];
  /** Household left before anything of the matrix is asked. */
  readonly left?: string;
}

/** Samples may speak of properties p1 and p2, of household h1 with its owners, and of h2; h3 is the tenants'. */
const PARTS = {
  office: { name: 'Olga Office', roles: ['office'] },
  board: { name: 'Boris Board', roles: ['board'], links: [['h2', 'member']] },
  lead: { name: 'Lena Lead', roles: ['lead'], links: [['h2', 'member']] },
  head: { name: 'Hanna Head', links: [['h1', 'head']] },
  member: { name: 'Mike Member', links: [['h1', 'member']] },
  tenant: { name: 'Tom Tenant', links: [['h3', 'tenant']] },
  inactive: { name: 'Ines Inactive', state: 'inactive', links: [['h1', 'member']] },
  suspended: { name: 'Sam Suspended', state: 'suspended', links: [['h1', 'head']] },
  neighbour: { name: 'Nora Next', links: [['h2', 'head']] },
  moved: { name: 'Mona Moved', links: [['h2', 'member']], left: 'h1' },
  assignee: { name: 'Omar Haddad' },
} satisfies Readonly<
  Record<Role | LinkRole | Exclude<MemberState, 'active'> | 'neighbour' | 'moved' | 'assignee', Part>
>;

export type ActorName = keyof typeof PARTS;

export interface Actor {
  readonly role: ActorName;
  readonly member: string;
  readonly name: string;
}

const parts: readonly (readonly [ActorName, Part])[] = Object.entries(PARTS).map(([role, part]) => [
  role as ActorName,
  part,
]);

/** m7 is whom samples may give work to. */
const memberOf = (role: ActorName): string => (role === 'assignee' ? 'm7' : `m-${role}`);

export const actors: readonly Actor[] = parts.map(([role, { name }]) => ({
  role,
  member: memberOf(role),
  name,
}));

export function actor(role: ActorName): Actor {
  const found = actors.find((one) => one.role === role);
  if (found === undefined) throw new Error(`no ${role}`);
  return found;
}

function documentsOf([role, part]: readonly [ActorName, Part]): readonly Envelope[] {
  const { name, roles = [], state = 'active', links = [], left } = part;
  const member = memberOf(role);
  return [
    aMember(member, name, { state }),
    someDetails(
      member,
      links.map(([household]) => household),
    ),
    ...links.map(([household, link]) => aLink(member, household, link)),
    ...(left === undefined ? [] : [aLink(member, left)]),
    ...(roles.length === 0 ? [] : [aRole(member, ...roles)]),
  ];
}

/** The association of the matrix with its people, in an order in which each document finds what it needs. */
export function peopleDocuments(): readonly Envelope[] {
  return [
    anAssociation({ tenantsSeeCommunity: false }),
    aProperty('p1', '1'),
    aProperty('p2', '2'),
    aHousehold('h1', { name: 'Head Household' }),
    aHousehold('h2', { name: 'Next Household', property: 'p2' }),
    aHousehold('h3', { name: 'Tenant Household', kind: 'tenant' }),
    ...parts.flatMap(documentsOf),
  ];
}

/** Links that end before the matrix begins. */
export function endedLinks(): readonly Envelope[] {
  return parts.flatMap(([role, { left }]) => {
    if (left === undefined) return [];
    const link = aLink(memberOf(role), left);
    return [{ ...link, body: { ...link.body, to: '2024-08-31' } }];
  });
}
