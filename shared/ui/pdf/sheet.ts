/** The sheet that is being drawn on: pens, lines of text, room on the page. Knows no kind of block. */
import type PDFDocument from 'pdfkit';
import { cleanText, type Paper } from './paper.ts';

export const REGULAR = 'regular';
export const BOLD = 'bold';

export const MARGIN = 54;
export const FOOT = 60;
export const INK = '#1c1b19';
export const SOFT = '#5c5850';
const LINE = '#c9c4b8';
export const SIZE = { title: 18, amount: 16, heading: 12, text: 10, cell: 9, small: 8 } as const;
/** No row is taller than a page: what is longer goes on in another row. */
const MOST_IN_CELL = 900;

export interface Sheet {
  readonly doc: PDFDocument;
  readonly paper: Paper;
  readonly width: number;
  readonly bottom: number;
  y: number;
}

export function pen(doc: PDFDocument, font: string, size: number, color = INK): PDFDocument {
  return doc.font(font).fontSize(size).fillColor(color);
}

export function rule({ doc, width }: Sheet, y: number, color = LINE): void {
  doc
    .strokeColor(color)
    .lineWidth(0.5)
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + width, y)
    .stroke();
}

/** On one line, as large as it fits. */
export function oneLine(
  sheet: Sheet,
  text: string,
  at: { readonly x: number; readonly width: number; readonly align: 'start' | 'end'; readonly size: number },
): void {
  const { doc, y } = sheet;
  doc.fontSize(at.size);
  // Measuring is half of the work: what starts at the left and cannot be too wide is not measured.
  const sure = at.align === 'start' && text.length * at.size < at.width;
  const own = sure ? 0 : doc.widthOfString(text);
  const scale = own > at.width ? at.width / own : 1;
  if (scale < 1) doc.fontSize(at.size * scale);
  const x = at.align === 'end' ? at.x + at.width - own * scale : at.x;
  doc.text(text, x, y, { lineBreak: false });
  if (scale < 1) doc.fontSize(at.size);
}

function newPage(sheet: Sheet): void {
  const { doc, paper, width } = sheet;
  doc.addPage();
  sheet.y = MARGIN;
  pen(doc, REGULAR, SIZE.small, SOFT);
  oneLine(sheet, cleanText(`${paper.association} · ${paper.title}`), {
    x: MARGIN,
    width,
    align: 'start',
    size: SIZE.small,
  });
  sheet.y += 20;
}

/** Room for so much, here or on the next page. @returns true when it is the next */
export function room(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false;
  newPage(sheet);
  return true;
}

/** A text in parts of which none is taller than a page. */
export function partsOf(text: string): readonly string[] {
  const clean = cleanText(text);
  if (clean.length <= MOST_IN_CELL) return [clean];
  const parts: string[] = [];
  let rest = clean;
  while (rest.length > MOST_IN_CELL) {
    const blank = rest.lastIndexOf(' ', MOST_IN_CELL);
    const at = blank > 0 ? blank : MOST_IN_CELL;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}
