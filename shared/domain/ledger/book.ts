/**
 * The accounts of all households and their totals, kept current: one entry more costs one household's account, not all.
 * A line counts from the day on which it takes effect: what is posted in advance is held and not counted until then, so
 * that all accounts together are what the receivable account says on that day. Knows nothing of where lines come from.
 */
import { agingOf, AGES, type Aging } from './aging.ts';
import { dateOfDay } from './days.ts';
import type { Line } from './line.ts';
import type { RulesOn } from './rules.ts';

export interface Totals {
  readonly buckets: readonly number[];
  readonly openCents: number;
  readonly creditCents: number;
  readonly balanceCents: number;
  /** Households that owe, and those in credit. */
  readonly owing: number;
  readonly inCredit: number;
}

export interface Book {
  /** Of a household without lines: nothing owed. */
  aging(household: string): Aging;
  /** Those that count today. */
  lines(household: string): readonly Line[];
  households(): readonly string[];
  totals(): Totals;
  /** Adds lines; one that is there already (by id) changes nothing. @returns households whose account is another now */
  add(lines: readonly Line[]): ReadonlySet<string>;
  /** Takes lines out that have gone from this device. */
  remove(lines: readonly Line[]): ReadonlySet<string>;
}

interface Kept {
  readonly lines: Line[];
  /** Not in effect yet. */
  readonly upcoming: Line[];
  readonly ids: Set<string>;
  aging: Aging;
}

const NOTHING: Aging = {
  buckets: AGES.map(() => 0),
  openCents: 0,
  creditCents: 0,
  balanceCents: 0,
  oldestDueDay: undefined,
};

type Mutable = { -readonly [K in keyof Totals]: Totals[K] extends readonly number[] ? number[] : Totals[K] };

function count(totals: Mutable, aging: Aging, sign: 1 | -1): void {
  aging.buckets.forEach((cents, at) => (totals.buckets[at] = (totals.buckets[at] ?? 0) + sign * cents));
  totals.openCents += sign * aging.openCents;
  totals.creditCents += sign * aging.creditCents;
  totals.balanceCents += sign * aging.balanceCents;
  if (aging.balanceCents > 0) totals.owing += sign;
  if (aging.balanceCents < 0) totals.inCredit += sign;
}

type Accounts = Map<string, Kept>;

function accountFor(accounts: Accounts, household: string): Kept {
  const known = accounts.get(household);
  if (known !== undefined) return known;
  const made: Kept = { lines: [], upcoming: [], ids: new Set(), aging: NOTHING };
  accounts.set(household, made);
  return made;
}

/** @param day today @returns households that have lines they had not */
function addLines(accounts: Accounts, lines: readonly Line[], day: string): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const line of lines) {
    const kept = accountFor(accounts, line.household);
    if (kept.ids.has(line.id)) continue;
    kept.ids.add(line.id);
    (line.posted <= day ? kept.lines : kept.upcoming).push(line);
    touched.add(line.household);
  }
  return touched;
}

/** @returns households that lack lines they had */
function removeLines(accounts: Accounts, lines: readonly Line[]): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const { id, household } of lines) {
    const kept = accounts.get(household);
    if (kept?.ids.delete(id) !== true) continue;
    for (const held of [kept.lines, kept.upcoming]) {
      const at = held.findIndex((line) => line.id === id);
      if (at !== -1) held.splice(at, 1);
    }
    touched.add(household);
  }
  return touched;
}

const noTotals = (): Mutable => ({
  buckets: AGES.map(() => 0),
  openCents: 0,
  creditCents: 0,
  balanceCents: 0,
  owing: 0,
  inCredit: 0,
});

/** @param today days since 1970; of another day make another book */
export function createBook(rulesOn: RulesOn, today: number): Book {
  const accounts: Accounts = new Map();
  const totals = noTotals();
  const day = dateOfDay(today);
  const renew = (touched: ReadonlySet<string>): ReadonlySet<string> => {
    for (const household of touched) {
      const kept = accountFor(accounts, household);
      count(totals, kept.aging, -1);
      kept.aging = agingOf(kept.lines, rulesOn, today);
      count(totals, kept.aging, 1);
    }
    return touched;
  };
  return {
    aging: (household) => accounts.get(household)?.aging ?? NOTHING,
    lines: (household) => accounts.get(household)?.lines ?? [],
    households: () => [...accounts.keys()],
    totals: () => ({ ...totals, buckets: [...totals.buckets] }),
    add: (lines) => renew(addLines(accounts, lines, day)),
    remove: (lines) => renew(removeLines(accounts, lines)),
  };
}
