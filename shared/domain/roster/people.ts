/**
 * Who is who in a roster: which rows are one property, one household, one person, and the ids derived of that. The same
 * file read twice gives the same ids, in whatever order its rows stand.
 */
import { derivedLocal } from '../core/derive.ts';
import { rosterFault, type RosterFault } from './fault.ts';
import type { RosterRow } from './row.ts';

/** A row with the local ids of what it speaks of. */
export interface PlacedRow extends RosterRow {
  readonly property: string;
  readonly householdId: string;
  readonly member: string;
}

const nameOf = (row: RosterRow): string => `${row.first} ${row.last}`.trim().toLowerCase();
const isTenant = (row: RosterRow): boolean => row.householdRole === 'tenant';

export const propertyLocal = (row: RosterRow): string =>
  derivedLocal('property', row.lot, row.street, row.unit);

/** Owners and tenants of one property are two households, whatever the roster calls them. */
export function householdLocal(row: RosterRow): string {
  const kind = isTenant(row) ? 'tenants' : 'owners';
  return derivedLocal('household', propertyLocal(row), row.household, kind);
}

function groupBy(rows: readonly RosterRow[], key: (row: RosterRow) => string): readonly RosterRow[][] {
  const groups = new Map<string, RosterRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Of namesakes in one household the one who moved in first has the plain id, so that a later one changes nobody's. */
const byMoveIn = (a: RosterRow, b: RosterRow): number =>
  `${a.moveIn} ${a.email} ${a.phone}`.localeCompare(`${b.moveIn} ${b.email} ${b.phone}`, 'en');

function repeats(a: RosterRow, b: RosterRow | undefined): boolean {
  return (
    b !== undefined && a.moveIn === b.moveIn && (a.email === b.email || a.email === '' || b.email === '')
  );
}

function repeatedFault(row: RosterRow, first: RosterRow): RosterFault {
  return rosterFault(
    { row: row.row, value: `${row.first} ${row.last}` },
    'repeated',
    'row-left-out',
    `The same person of the same household stands in row ${first.row}. If these are two people, give one of them a move-in date or an e-mail address of their own.`,
  );
}

/** Members of one household by name; namesakes told apart by move-in date and e-mail. */
function placeHousehold(rows: readonly RosterRow[], faults: RosterFault[]): PlacedRow[] {
  const placed: PlacedRow[] = [];
  for (const group of groupBy(rows, nameOf)) {
    const kept: RosterRow[] = [];
    for (const row of group.toSorted(byMoveIn)) {
      const twin = kept.find((one) => repeats(row, one));
      if (twin === undefined) kept.push(row);
      else faults.push(repeatedFault(row, twin));
    }
    kept.forEach((row, index) => {
      const householdId = householdLocal(row);
      const more = index === 0 ? [] : [row.moveIn, row.email];
      const member = derivedLocal('member', householdId, nameOf(row), ...more);
      placed.push({ ...row, property: propertyLocal(row), householdId, member });
    });
  }
  return placed;
}

/** The same name with the same e-mail address at several properties is one person with several homes. */
function joinPeople(rows: readonly PlacedRow[]): readonly PlacedRow[] {
  const shared = new Map<string, Set<string>>();
  const key = (row: RosterRow): string => `${nameOf(row)} ${row.email}`;
  for (const row of rows.filter((one) => one.email !== '')) {
    shared.set(key(row), (shared.get(key(row)) ?? new Set()).add(row.householdId));
  }
  return rows.map((row) =>
    (shared.get(key(row))?.size ?? 0) > 1
      ? { ...row, member: derivedLocal('member', nameOf(row), row.email) }
      : row,
  );
}

/** Rows with their ids, in the file's order; rows that repeat another are left out with a fault. */
export function placeRows(rows: readonly RosterRow[]): {
  readonly rows: readonly PlacedRow[];
  readonly faults: readonly RosterFault[];
} {
  const faults: RosterFault[] = [];
  const placed = groupBy(rows, householdLocal).flatMap((group) => placeHousehold(group, faults));
  return { rows: joinPeople(placed).toSorted((a, b) => a.row - b.row), faults };
}
