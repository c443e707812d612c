/**
 * A roster as a table in, documents and faults out. Pure: reading the file's bytes is the server's, writing the
 * documents is the sync service's. Nothing is left out without a fault that says so.
 */
import type { Envelope } from '../core/envelope.ts';
import { rosterDocuments, type RosterOptions } from './documents.ts';
import { addressDoubts, headDoubts, missingDates } from './doubts.ts';
import { rosterFault, type RosterFault } from './fault.ts';
import { recogniseLayout, sameHeading, type RosterLayout } from './layout.ts';
import { placeRows, type PlacedRow } from './people.ts';
import { readRow, type RosterRow } from './row.ts';

export interface RosterTable {
  readonly headings: readonly string[];
  /** `row` as a spreadsheet counts: the heading is row 1. Blank rows are not here. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export interface RosterSummary {
  readonly rows: number;
  readonly rowsLeftOut: number;
  readonly properties: number;
  readonly households: number;
  readonly members: number;
  readonly heads: number;
  readonly tenants: number;
  readonly leaders: number;
  readonly boardMembers: number;
  /** Opening balances read and understood, but not imported yet: the association keeps no ledger so far. */
  readonly balancesNotImported: { readonly count: number; readonly cents: number };
}

export interface RosterResult {
  readonly documents: readonly Envelope[];
  /** In the order of the rows. */
  readonly faults: readonly RosterFault[];
  readonly summary: RosterSummary;
}

function headingFaults(layout: RosterLayout, headings: readonly string[]): readonly RosterFault[] {
  const has = (heading: string): boolean => headings.some((one) => sameHeading(one, heading));
  const known = (heading: string): boolean =>
    Object.values(layout.headings).some((one) => sameHeading(one, heading));
  const missing = layout.required
    .map((field) => layout.headings[field] ?? field)
    .filter((heading) => !has(heading))
    .map((heading) =>
      rosterFault(
        { row: 1, column: heading },
        'column-missing',
        'file-refused',
        `The column "${heading}" is missing. Add it, or correct its heading, and import the file again.`,
      ),
    );
  const unknown = headings
    .filter((heading) => heading.trim() !== '' && !known(heading))
    .map((heading) =>
      rosterFault(
        { row: 1, column: heading },
        'column-unknown',
        'value-left-out',
        `The column "${heading}" is not part of a roster; what it holds is not imported.`,
      ),
    );
  return [...missing, ...unknown];
}

const count = (documents: readonly Envelope[], type: string): number =>
  documents.filter((doc) => doc.type === type).length;

function summarise(
  table: RosterTable,
  read: readonly RosterRow[],
  rows: readonly PlacedRow[],
  documents: readonly Envelope[],
): RosterSummary {
  const members = (test: (row: PlacedRow) => boolean): number =>
    new Set(rows.filter(test).map((row) => row.member)).size;
  const balances = read.map((row) => row.balanceCents).filter((cents) => cents !== undefined);
  return {
    rows: table.rows.length,
    rowsLeftOut: table.rows.length - rows.length,
    properties: count(documents, 'property'),
    households: count(documents, 'household'),
    members: count(documents, 'member'),
    heads: members((row) => row.householdRole === 'head'),
    tenants: members((row) => row.householdRole === 'tenant'),
    leaders: members((row) => row.communityRoles.includes('lead')),
    boardMembers: members((row) => row.communityRoles.includes('board')),
    balancesNotImported: { count: balances.length, cents: balances.reduce((sum, cents) => sum + cents, 0) },
  };
}

function refused(table: RosterTable, faults: readonly RosterFault[]): RosterResult {
  return { documents: [], faults, summary: summarise(table, [], [], []) };
}

/** Reads a roster's table. A file that is refused as a whole gives no document; else every sound row is imported. */
export function readRoster(table: RosterTable, options: RosterOptions): RosterResult {
  const layout = recogniseLayout(table.headings);
  if (layout === undefined) {
    const advice =
      'These are not the headings of a roster. Use the template: Lot, Street Address, Household, …';
    const at = { row: 1, value: table.headings.join(', ') };
    return refused(table, [rosterFault(at, 'unknown-layout', 'file-refused', advice)]);
  }
  const headings = headingFaults(layout, table.headings);
  if (headings.some((fault) => fault.effect === 'file-refused')) return refused(table, headings);
  const read = table.rows.map(({ row, cells }) => readRow(layout, table.headings, cells, row));
  const sound = read.map(({ row }) => row).filter((row) => row !== undefined);
  const placed = placeRows(sound);
  const documents = rosterDocuments(placed.rows, options);
  const faults = [
    ...headings,
    ...read.flatMap((one) => one.faults),
    ...placed.faults,
    ...missingDates(placed.rows, layout, table.headings, options.today),
    ...addressDoubts(placed.rows),
    ...headDoubts(placed.rows),
  ].toSorted((a, b) => a.row - b.row);
  return { documents, faults, summary: summarise(table, sound, placed.rows, documents) };
}
