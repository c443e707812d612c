/**
 * Which packs an account should have, given all of its entries and the packs that it has: what the server asks after the
 * lock has moved. The same entries give the same packs; what was packed stays packed, also when a month is opened again or
 * the fiscal year is moved.
 */
import { groupBy } from '../core/group-by.ts';
import { carriedOver } from './carried.ts';
import { MOST_IN_YEAR, openYear, packYear, type ClosedYear } from './closed-year.ts';
import { addDays, addMonths, dayOfMonth, monthOf } from './days.ts';
import type { LedgerEntry } from './entry.ts';
import { lineOf } from './line.ts';
import { fiscalYearStart } from './reports.ts';
import type { RulesOn } from './rules.ts';

const yearOf = (start: string): number => Number(start.slice(0, 4));
const lastDayOf = (start: string): string => addDays(dayOfMonth(addMonths(monthOf(start), 12), 1), -1);

export interface ClosedAccount {
  /** Local id. */
  readonly household: string;
  /** All of it, in any order, accepted by the server. */
  readonly entries: readonly LedgerEntry[];
  /** As they are stored. */
  readonly packs: readonly ClosedYear[];
}

export interface Closing {
  /** closedThrough(books) */
  readonly through: string;
  readonly fiscalYearFrom: number;
  readonly rulesOn: RulesOn;
}

interface Year {
  readonly through: string;
  readonly entries: LedgerEntry[];
}

function packedYears(packs: readonly ClosedYear[]): Map<number, Year> {
  return new Map(
    packs.map((pack) => [pack.body.year, { through: pack.body.through, entries: [...openYear(pack)] }]),
  );
}

/** The years with what has been closed since, each entry in one of them. */
function yearsOf({ entries, packs }: ClosedAccount, { through, fiscalYearFrom }: Closing): Map<number, Year> {
  const years = packedYears(packs);
  const packed = new Set([...years.values()].flatMap((year) => year.entries.map(({ id }) => id)));
  const closed = entries.filter(({ id, body }) => body.posted <= through && !packed.has(id));
  const ordered = closed.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const [start, more] of groupBy(ordered, ({ body }) => fiscalYearStart(body.posted, fiscalYearFrom))) {
    const known = years.get(yearOf(start));
    const all = [...(known?.entries ?? []), ...more].slice(0, MOST_IN_YEAR);
    const last = lastDayOf(start);
    const end = known === undefined || last > known.through ? last : known.through;
    years.set(yearOf(start), { through: end, entries: all });
  }
  return years;
}

/** @returns all packs that the account should have, the oldest year first */
export function closedYearsOf(account: ClosedAccount, closing: Closing): readonly ClosedYear[] {
  const { household, entries } = account;
  const years = [...yearsOf(account, closing)].toSorted(([a], [b]) => a - b);
  return years.map(([year, { through, entries: own }]) => {
    const lines = entries.filter(({ body }) => body.posted <= through).map(lineOf);
    return packYear({ household, year, through }, own, carriedOver(lines, closing.rulesOn));
  });
}
