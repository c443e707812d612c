/**
 * CSV as spreadsheets write it → a roster's table: byte order mark, comma, semicolon or tab, quotes, both line ends.
 * Knows cells and rows; what they mean is the domain's.
 */
import Papa from 'papaparse';
import { rosterFault, type RosterFault, type RosterTable } from '@communitrak/domain/roster/index.ts';

const BYTE_ORDER_MARK = '\ufeff';

export interface ReadCsv {
  readonly table: RosterTable;
  readonly faults: readonly RosterFault[];
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

function quoteFaults(errors: readonly Papa.ParseError[]): readonly RosterFault[] {
  return errors
    .filter((error) => error.type === 'Quotes')
    .map((error) => {
      const row = (error.row ?? 0) + 1;
      const advice = `A quotation mark in row ${row} is opened and not closed, or closed too early: what follows cannot be told apart. Correct it and import the file again.`;
      return rosterFault({ row }, 'broken-quotes', 'file-refused', advice);
    });
}

function cellFaults(width: number, rows: RosterTable['rows']): readonly RosterFault[] {
  return rows
    .filter(({ cells }) => !isBlank(cells.slice(width)))
    .map(({ row, cells }) => {
      const advice = `The row has ${cells.length} cells, the heading ${width}: probably a comma in a cell without quotes. Correct it and import the file again.`;
      const value = cells.slice(width).join(', ');
      return rosterFault({ row, value }, 'too-many-cells', 'row-left-out', advice);
    });
}

/** Rows that cannot be read are not in the table, and each has its fault. An unreadable file has no rows at all. */
export function readCsv(text: string): ReadCsv {
  const plain = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const parsed = Papa.parse<string[]>(plain, { delimitersToGuess: [',', ';', '\t'] });
  const broken = quoteFaults(parsed.errors);
  const rows = parsed.data
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => !isBlank(cells));
  const [head, ...rest] = rows;
  if (head === undefined || broken.length > 0) {
    const empty = rosterFault({ row: 0 }, 'empty-file', 'file-refused', 'The file holds no rows.');
    return { table: { headings: [], rows: [] }, faults: broken.length > 0 ? broken : [empty] };
  }
  const faults = cellFaults(head.cells.length, rest);
  const bad = new Set(faults.map((fault) => fault.row));
  return { table: { headings: head.cells, rows: rest.filter(({ row }) => !bad.has(row)) }, faults };
}
