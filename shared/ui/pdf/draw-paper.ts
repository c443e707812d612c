/**
 * Draws a paper: head, blocks one under another, tables that flow over pages, and page n of m. What does not fit on a page
 * goes on to the next; nothing is left out.
 */
import type PDFDocument from 'pdfkit';
import { drawTable } from './draw-table.ts';
import { cleanText, pageWords, type Block, type Paper, type PaperWords } from './paper.ts';
import {
  BOLD,
  FOOT,
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

/** Where an envelope's window is, folded in three: under the head, at the left. */
const WINDOW_Y = 144;
const WINDOW_HEIGHT = 72;

function head(sheet: Sheet): void {
  const { doc, paper, width } = sheet;
  doc.addPage();
  sheet.y = MARGIN;
  pen(doc, BOLD, SIZE.heading);
  oneLine(sheet, cleanText(paper.association), { x: MARGIN, width, align: 'start', size: SIZE.heading });
  sheet.y += 22;
  pen(doc, BOLD, SIZE.title);
  oneLine(sheet, cleanText(paper.title), {
    x: MARGIN,
    width: width * 0.62,
    align: 'start',
    size: SIZE.title,
  });
  pen(doc, REGULAR, SIZE.text, SOFT);
  const below = sheet.y + 28;
  for (const line of paper.aside) {
    oneLine(sheet, cleanText(line), {
      x: MARGIN + width * 0.64,
      width: width * 0.36,
      align: 'end',
      size: SIZE.text,
    });
    sheet.y += 14;
  }
  sheet.y = Math.max(below, sheet.y) + 8;
}

function address(sheet: Sheet, lines: readonly string[]): void {
  const { doc, width } = sheet;
  sheet.y = Math.max(sheet.y, WINDOW_Y);
  const end = sheet.y + WINDOW_HEIGHT;
  pen(doc, REGULAR, SIZE.text);
  for (const line of lines) {
    oneLine(sheet, cleanText(line), { x: MARGIN, width: width / 2, align: 'start', size: SIZE.text });
    sheet.y += 14;
  }
  sheet.y = Math.max(sheet.y, end) + 12;
}

function facts(sheet: Sheet, all: readonly (readonly [string, string])[]): void {
  const { doc, width } = sheet;
  for (const [label, value] of all) {
    room(sheet, 16);
    pen(doc, REGULAR, SIZE.text, SOFT);
    oneLine(sheet, cleanText(label), { x: MARGIN, width: width * 0.34, align: 'start', size: SIZE.text });
    pen(doc, REGULAR, SIZE.text);
    oneLine(sheet, cleanText(value), {
      x: MARGIN + width * 0.36,
      width: width * 0.64,
      align: 'start',
      size: SIZE.text,
    });
    sheet.y += 16;
  }
  sheet.y += 8;
}

function amount(sheet: Sheet, label: string, value: string): void {
  const { doc, width } = sheet;
  room(sheet, 40);
  rule(sheet, sheet.y, INK);
  sheet.y += 8;
  pen(doc, BOLD, SIZE.amount);
  oneLine(sheet, cleanText(label), { x: MARGIN, width: width * 0.55, align: 'start', size: SIZE.amount });
  oneLine(sheet, cleanText(value), {
    x: MARGIN + width * 0.55,
    width: width * 0.45,
    align: 'end',
    size: SIZE.amount,
  });
  sheet.y += 34;
}

function paragraph(sheet: Sheet, text: string, bold: boolean): void {
  const { doc, width } = sheet;
  for (const part of partsOf(text)) {
    pen(doc, bold ? BOLD : REGULAR, bold ? SIZE.heading : SIZE.text);
    const height = doc.heightOfString(part, { width });
    // A heading alone at the end of a page says nothing.
    room(sheet, height + (bold ? 60 : 0));
    pen(doc, bold ? BOLD : REGULAR, bold ? SIZE.heading : SIZE.text);
    doc.text(part, MARGIN, sheet.y, { width });
    sheet.y += height + 6;
  }
}

function drawBlock(sheet: Sheet, block: Block): void {
  if (block.kind === 'address') address(sheet, block.lines);
  else if (block.kind === 'facts') facts(sheet, block.facts);
  else if (block.kind === 'amount') amount(sheet, block.label, block.value);
  else if (block.kind === 'table') drawTable(sheet, block);
  else paragraph(sheet, block.text, block.kind === 'heading');
}

/** At the foot of each of its pages, now that their number is known; then they leave memory. */
function footers(sheet: Sheet, words: PaperWords): void {
  const { doc, paper, width, bottom } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page);
    sheet.y = bottom + 16;
    pen(doc, REGULAR, SIZE.small, SOFT);
    oneLine(sheet, cleanText(paper.association), {
      x: MARGIN,
      width: width * 0.7,
      align: 'start',
      size: SIZE.small,
    });
    oneLine(sheet, pageWords(words, page + 1, count), {
      x: MARGIN + width * 0.7,
      width: width * 0.3,
      align: 'end',
      size: SIZE.small,
    });
  }
  doc.flushPages();
}

/** @param doc one that buffers its pages, with both fonts registered */
export function drawPaper(
  doc: PDFDocument,
  paper: Paper,
  [width, height]: readonly [number, number],
  words: PaperWords,
): void {
  const sheet: Sheet = { doc, paper, width: width - 2 * MARGIN, bottom: height - FOOT, y: 0 };
  head(sheet);
  for (const block of paper.blocks) drawBlock(sheet, block);
  footers(sheet, words);
}
