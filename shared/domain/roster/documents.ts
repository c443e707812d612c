/** The documents a placed roster makes: properties, households, members with details, links, roles. */
import type { Envelope } from '../core/envelope.ts';
import type { Role } from '../core/principal.ts';
import { NO_ADDRESS } from '../core/shapes.ts';
import { createHouseholdLink } from '../household-links/index.ts';
import { createHousehold } from '../households/index.ts';
import { createMember, createMemberDetails, createMemberRole } from '../members/index.ts';
import { createProperty } from '../properties/index.ts';
import type { PlacedRow } from './people.ts';

export interface RosterOptions {
  /** Local id of the association. */
  readonly association: string;
  /** Calendar date of the import: stands where a move-in date is missing. */
  readonly today: string;
}

function firstBy(rows: readonly PlacedRow[], key: (row: PlacedRow) => string): readonly PlacedRow[] {
  const seen = new Map<string, PlacedRow>();
  for (const row of rows) if (!seen.has(key(row))) seen.set(key(row), row);
  return [...seen.values()];
}

function propertyDocument({ lot, street, unit, city, state, zip, property }: PlacedRow): Envelope {
  return createProperty({ kind: 'home', name: '', lot, street, unit, city, state, zip }, property);
}

function householdDocument({ household, householdRole, property, householdId }: PlacedRow): Envelope {
  const kind = householdRole === 'tenant' ? 'tenant' : 'owner';
  return createHousehold({ name: household, kind, property }, householdId);
}

/** Card, details and roles of one person, of all their rows. */
function personDocuments(rows: readonly PlacedRow[]): readonly Envelope[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { member } = first;
  const roles = new Set<Role>(rows.flatMap((row) => row.communityRoles));
  const phone = rows.find((row) => row.phone !== '')?.phone ?? '';
  const households = [...new Set(rows.map((row) => row.householdId))];
  return [
    createMember({ first: first.first, last: first.last, title: '', state: 'active', addedBy: '' }, member),
    createMemberDetails({ member, households, email: first.email, phone, mailing: NO_ADDRESS }),
    ...(roles.size > 0 ? [createMemberRole(member, [...roles])] : []),
  ];
}

function linkDocument(row: PlacedRow, { association, today }: RosterOptions): Envelope {
  const { member, householdId, householdRole, moveIn } = row;
  const from = moveIn === '' ? today : moveIn;
  return createHouseholdLink({ association, member, household: householdId, role: householdRole, from });
}

/** Every document after those it needs: written in this order, each finds its own. */
export function rosterDocuments(rows: readonly PlacedRow[], options: RosterOptions): readonly Envelope[] {
  const people = new Map<string, PlacedRow[]>();
  for (const row of rows) people.set(row.member, [...(people.get(row.member) ?? []), row]);
  return [
    ...firstBy(rows, (row) => row.property).map(propertyDocument),
    ...firstBy(rows, (row) => row.householdId).map(householdDocument),
    ...[...people.values()].flatMap(personDocuments),
    ...rows.map((row) => linkDocument(row, options)),
  ];
}
