/** What a roster leaves open: imported all the same, and said, so that someone looks. */
import { rosterFault, type RosterFault } from './fault.ts';
import { sameHeading, type RosterLayout } from './layout.ts';
import type { PlacedRow } from './people.ts';

/** One lot with two addresses makes two properties. */
export function addressDoubts(rows: readonly PlacedRow[]): readonly RosterFault[] {
  const seen = new Map<string, PlacedRow>();
  const faults = new Map<string, RosterFault>();
  for (const row of rows.filter(({ lot }) => lot !== '')) {
    const key = `${row.lot} ${row.unit}`;
    const first = seen.get(key) ?? row;
    seen.set(key, first);
    if (first.property === row.property || faults.has(row.property)) continue;
    const advice = `Lot ${row.lot} has another address in row ${first.row}. Two properties were made; correct one if that is wrong.`;
    const at = { row: row.row, value: row.street };
    faults.set(row.property, rosterFault(at, 'lot-at-two-addresses', 'to-check', advice));
  }
  return [...faults.values()];
}

/** A household of members without a head; tenants have none by nature. */
export function headDoubts(rows: readonly PlacedRow[]): readonly RosterFault[] {
  const headless = new Map<string, PlacedRow>();
  for (const row of rows.filter(({ householdRole }) => householdRole === 'member')) {
    if (!headless.has(row.householdId)) headless.set(row.householdId, row);
  }
  for (const row of rows) if (row.householdRole === 'head') headless.delete(row.householdId);
  const advice = 'This household has no head of household. Nobody of it can add people or pay; name one.';
  return [...headless.values()].map((row) =>
    rosterFault({ row: row.row, value: row.household }, 'no-head', 'to-check', advice),
  );
}

/** Where the roster does not say since when: the day of the import, said once for a column that is not there at all. */
export function missingDates(
  rows: readonly PlacedRow[],
  layout: RosterLayout,
  headings: readonly string[],
  today: string,
): readonly RosterFault[] {
  const column = layout.headings.moveIn;
  const without = rows.filter(({ moveIn }) => moveIn === '');
  if (column === undefined || without.length === 0) return [];
  const assume = (row: number, advice: string): RosterFault =>
    rosterFault({ row, column }, 'missing', 'value-assumed', advice);
  if (headings.some((one) => sameHeading(one, column))) {
    return without.map(({ row }) => assume(row, `No move-in date: ${today} was taken.`));
  }
  return [assume(1, `There is no column "${column}": ${today} was taken for everyone.`)];
}
