/** A roster file → documents to write, faults to show. Writes nothing itself: the caller decides after seeing both. */
import { readRoster, type RosterOptions, type RosterResult } from '@communitrak/domain/roster/index.ts';
import { readCsv } from './read-csv.ts';

/**
 * @param csvText the file's text, UTF-8 decoded
 * @returns the same documents, ids included, each time the same file is read
 */
export function importRoster(csvText: string, options: RosterOptions): RosterResult {
  const { table, faults } = readCsv(csvText);
  if (faults.some((fault) => fault.effect === 'file-refused')) {
    return { ...readRoster({ headings: [], rows: [] }, options), faults };
  }
  const result = readRoster(table, options);
  const { summary } = result;
  return {
    documents: result.documents,
    faults: [...faults, ...result.faults].toSorted((a, b) => a.row - b.row),
    summary: {
      ...summary,
      rows: summary.rows + faults.length,
      rowsLeftOut: summary.rowsLeftOut + faults.length,
    },
  };
}
