/**
 * Ledger entries that are here, single or in closed years, found by id and by home. A closed year is opened when somebody
 * asks for what is in it, and once; lists go by what it carries over.
 */
import { combineLatest, map, type Observable } from 'rxjs';
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import {
  allEntries,
  carriedLines,
  closedYearEntity,
  countedLines,
  ledgerEntryEntity,
  lineOf,
  openYear,
  type ClosedYear,
  type LedgerEntry,
  type Line,
  type PackReader,
} from '@communitrak/domain/ledger/index.ts';
import type { ReplicaParts } from '../parts.ts';
import { remembered, watchAll } from './read.ts';

/** Once for each object that it is worked out of: a stored revision, or an entry of a closed year. */
function once<K extends object, V>(work: (from: K) => V): (from: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (from) => {
    const before = known.get(from);
    if (before !== undefined) return before.value;
    const value = work(from);
    known.set(from, { value });
    return value;
  };
}

export const lineOnce: (entry: LedgerEntry) => Line = once(lineOf);

const READER: PackReader = { open: once(openYear), carried: once(carriedLines), line: lineOnce };

export interface Entries {
  /** To read it opens every closed year. */
  readonly all: readonly LedgerEntry[];
  /** By document id. Opens closed years for one that is not single, and of no home that was looked at. */
  readonly entry: (id: string) => LedgerEntry | undefined;
  /** By the home's local id; opens its closed years. */
  readonly entriesOf: (household: string) => readonly LedgerEntry[];
  readonly linesOf: (household: string) => readonly Line[];
  /** Lines whose balance and aging today are those of the account: opens nothing, wherever it can. */
  readonly countedOf: (household: string, today: string) => readonly Line[];
  /** Local ids of the homes that have an account. */
  readonly households: readonly string[];
}

export function entriesFrom(packs: readonly ClosedYear[], singles: readonly LedgerEntry[]): Entries {
  const homeOf = ({ body }: ClosedYear | LedgerEntry): string => body.household;
  const packsBy: ReadonlyMap<string, readonly ClosedYear[]> = groupBy(packs, homeOf);
  const singlesBy: ReadonlyMap<string, readonly LedgerEntry[]> = groupBy(singles, homeOf);
  const households = [...new Set([...packsBy.keys(), ...singlesBy.keys()])];
  const byId = new Map(singles.map((entry) => [entry.id, entry]));
  const opened = new Map<string, readonly LedgerEntry[]>();
  const entriesOf = (household: string): readonly LedgerEntry[] => {
    const known = opened.get(household);
    if (known !== undefined) return known;
    const own = allEntries(packsBy.get(household) ?? [], singlesBy.get(household) ?? [], READER);
    for (const entry of own) byId.set(entry.id, entry);
    opened.set(household, own);
    return own;
  };
  let whole: readonly LedgerEntry[] | undefined;
  const all = (): readonly LedgerEntry[] => (whole ??= households.flatMap(entriesOf));
  return {
    get all() {
      return all();
    },
    entriesOf,
    households,
    entry(id) {
      if (!byId.has(id) && opened.size < households.length) all();
      return byId.get(id);
    },
    linesOf: (household) => entriesOf(household).map(lineOnce),
    countedOf: (household, today) =>
      countedLines(packsBy.get(household) ?? [], singlesBy.get(household) ?? [], READER, today),
  };
}

/** All entries of a device: of the office all, of a resident those of their homes. */
export function watchEntries(parts: ReplicaParts): Observable<Entries> {
  // Closed years first: what comes with one page is seen in this order, and no entry is missing in between.
  return combineLatest([watchAll(parts, closedYearEntity), watchAll(parts, ledgerEntryEntity)]).pipe(
    map(([packs, singles]) => entriesFrom(packs, singles)),
  );
}

/** One account's, however many there are. @param home document id of the household */
export function watchEntriesOf(parts: ReplicaParts, home: string): Observable<readonly LedgerEntry[]> {
  const readPack = remembered(closedYearEntity.read);
  const readEntry = remembered(ledgerEntryEntity.read);
  return combineLatest([
    parts.documents.watchChildren(closedYearEntity.type, home),
    parts.documents.watchChildren(ledgerEntryEntity.type, home),
  ]).pipe(
    map(([packs, singles]) =>
      allEntries(
        packs.flatMap((doc) => readPack(doc) ?? []),
        singles.flatMap((doc) => readEntry(doc) ?? []),
        READER,
      ),
    ),
  );
}
