/** A table over as many pages as it takes: its head on each, every row whole, long cells in rows of their own. */
import { cleanText, type Block, type PaperColumn } from './paper.ts';
import {
  BOLD,
  INK,
  MARGIN,
  oneLine,
  partsOf,
  pen,
  REGULAR,
  room,
  rule,
  SIZE,
  SOFT,
  type Sheet,
} from './sheet.ts';

const CELL_PAD = 4;

interface Placed extends PaperColumn {
  readonly x: number;
  /** Keeps its cells on one line. */
  readonly fixed: boolean;
}

function placed(columns: readonly PaperColumn[], width: number): readonly Placed[] {
  const gap = 10;
  const taken = columns.reduce((sum, column) => sum + column.width, 0) + gap * (columns.length - 1);
  const open = columns.filter((column) => column.width === 0).length;
  const each = Math.max(60, (width - taken) / Math.max(1, open));
  let x = MARGIN;
  return columns.map((column) => {
    const own = column.width === 0 ? each : column.width;
    const made = { ...column, x, width: own, fixed: column.width > 0 };
    x += own + gap;
    return made;
  });
}

const LINE_HEIGHT = 12;

/** No line holds fewer letters than this many would take, were all of them wide; and a long word may leave half of it empty. */
function mostHeight(columns: readonly Placed[], cells: readonly string[]): number {
  const lines = columns.map((column, at) =>
    column.fixed ? 1 : 1 + Math.ceil((2 * (cells[at] ?? '').length * SIZE.cell) / column.width),
  );
  return LINE_HEIGHT * 1.2 * Math.max(1, ...lines);
}

function rowHeight({ doc }: Sheet, columns: readonly Placed[], cells: readonly string[]): number {
  const heights = columns.map((column, at) =>
    column.fixed ? LINE_HEIGHT : doc.heightOfString(cells[at] ?? '', { width: column.width }),
  );
  return Math.max(LINE_HEIGHT, ...heights);
}

/** @returns how high it became */
function drawRow(
  sheet: Sheet,
  columns: readonly Placed[],
  cells: readonly string[],
  font: string,
  color = INK,
): number {
  const { doc } = sheet;
  let height = LINE_HEIGHT;
  pen(doc, font, SIZE.cell, color);
  columns.forEach((column, at) => {
    const text = cells[at] ?? '';
    if (text === '') return;
    if (column.fixed) return oneLine(sheet, text, { ...column, size: SIZE.cell });
    const align = column.align === 'end' ? 'right' : 'left';
    doc.text(text, column.x, sheet.y, { width: column.width, align });
    height = Math.max(height, doc.y - sheet.y);
  });
  return height;
}

/** Laying a text out twice costs twice: its height is asked for only where the page may be at its end. */
function fitRow(sheet: Sheet, columns: readonly Placed[], cells: readonly string[]): void {
  if (sheet.y + mostHeight(columns, cells) <= sheet.bottom) return;
  pen(sheet.doc, REGULAR, SIZE.cell);
  if (room(sheet, rowHeight(sheet, columns, cells) + 2 * CELL_PAD)) tableHead(sheet, columns);
}

function tableHead(sheet: Sheet, columns: readonly Placed[]): void {
  const headers = columns.map(({ header }) => cleanText(header));
  sheet.y += drawRow(sheet, columns, headers, BOLD, SOFT) + CELL_PAD;
  rule(sheet, sheet.y, SOFT);
  sheet.y += CELL_PAD;
}

/** Rows of which each fits on a page: a long cell goes on in rows of its own. */
function splitRow(cells: readonly string[]): readonly (readonly string[])[] {
  const parts = cells.map(partsOf);
  const rows = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: rows }, (_, row) => parts.map((part) => part[row] ?? ''));
}

export function drawTable(sheet: Sheet, block: Extract<Block, { kind: 'table' }>): void {
  const columns = placed(block.columns, sheet.width);
  room(sheet, 60);
  tableHead(sheet, columns);
  for (const cells of block.rows.flatMap(splitRow)) {
    fitRow(sheet, columns, cells);
    sheet.y += drawRow(sheet, columns, cells, REGULAR) + CELL_PAD;
    rule(sheet, sheet.y);
    sheet.y += CELL_PAD;
  }
  if (block.foot !== undefined) {
    if (room(sheet, 24)) tableHead(sheet, columns);
    drawRow(sheet, columns, block.foot.map(cleanText), BOLD);
    sheet.y += 20;
  }
  sheet.y += 12;
}
