/**
 * Rows as a CSV file (RFC 4180: CRLF, quotes doubled) that spreadsheets open with accents intact. Numbers and dates are
 * plain values; text that a spreadsheet would run as a formula gets a `'` in front.
 */
import type { TableColumn } from './column.ts';

/** So that a spreadsheet takes the file for UTF-8. */
const MARK = '\uFEFF';

/** papaparse's own pattern stops at a line break: a text of two lines would run. Wide signs count as the narrow ones. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/u;

/** @returns the file's whole text, with a head line */
export async function csvText(
  fields: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<string> {
  const { default: papa } = await import('papaparse');
  const data = rows.map((row) => [...row]);
  return MARK + papa.unparse({ fields: [...fields], data }, { newline: '\r\n', escapeFormulae: FORMULA });
}

/** @returns the file's whole text, with a head line */
export function tableCsv<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): Promise<string> {
  return csvText(
    columns.map(({ header }) => header),
    rows.map((row) => columns.map((column) => column.exported(row))),
  );
}

/** A file's name that every system takes: `Requests 2026-12-01.csv`. @param day `YYYY-MM-DD` */
export function csvName(title: string, day: string): string {
  const plain = title
    .replaceAll(/[^\p{L}\p{N} _-]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${plain} ${day}.csv`;
}
