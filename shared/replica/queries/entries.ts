/** Ledger entries that are here, found by id and by home. */
import { map, type Observable } from 'rxjs';
import { ledgerEntryEntity, type LedgerEntry, type Line } from '@communitrak/domain/ledger/index.ts';
import type { ReplicaParts } from '../parts.ts';
import { lineOnce } from './account-view.ts';
import { watchAll } from './read.ts';

export interface Entries {
  readonly all: readonly LedgerEntry[];
  /** By document id. */
  readonly entry: (id: string) => LedgerEntry | undefined;
  /** By the home's local id. */
  readonly entriesOf: (household: string) => readonly LedgerEntry[];
  readonly linesOf: (household: string) => readonly Line[];
}

export function entriesFrom(all: readonly LedgerEntry[]): Entries {
  const byId = new Map<string, LedgerEntry>();
  const byHome = new Map<string, LedgerEntry[]>();
  for (const entry of all) {
    byId.set(entry.id, entry);
    const own = byHome.get(entry.body.household);
    if (own === undefined) byHome.set(entry.body.household, [entry]);
    else own.push(entry);
  }
  const entriesOf = (household: string): readonly LedgerEntry[] => byHome.get(household) ?? [];
  return {
    all,
    entriesOf,
    entry: (id) => byId.get(id),
    linesOf: (household) => entriesOf(household).map(lineOnce),
  };
}

/** All entries of a device: of the office all, of a resident those of their homes. */
export function watchEntries(parts: ReplicaParts): Observable<Entries> {
  return watchAll(parts, ledgerEntryEntity).pipe(map(entriesFrom));
}
