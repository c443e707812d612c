/** The entries as text files. No cell of the spreadsheet runs as a formula, whatever somebody wrote into a reason. */
import {
  csvRows,
  CSV_COLUMNS,
  journalOf,
  type BankMove,
  type BooksBody,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { csvText } from '../../kit/table/table-csv.ts';

export function journalText(
  entries: readonly LedgerEntry[],
  accounts: BooksBody['accounts'],
  moves: readonly BankMove[],
): string {
  return journalOf(
    entries,
    accounts.map(({ code, name }) => ({ code, name, type: 'income' })),
    moves,
  );
}

const AMOUNT = CSV_COLUMNS.indexOf('amount');

/** Amounts stay numbers: a minus in front of one is no formula. */
export function entriesCsv(entries: readonly LedgerEntry[]): Promise<string> {
  const rows = csvRows(entries).map((row) => row.map((cell, at) => (at === AMOUNT ? Number(cell) : cell)));
  return csvText([...CSV_COLUMNS], rows);
}
