/** Ledger entries that are here, found by id and by home. */
import { map, type Observable } from 'rxjs';
import { groupBy } from '@communitrak/domain/core/group-by.ts';
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
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const byHome = groupBy(all, ({ body }) => body.household);
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
