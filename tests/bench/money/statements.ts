/**
 * 500 statements as one PDF, with the heap while they are made: beside the library printing the same words with no layout at
 * all, one under another.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import PDFDocument from 'pdfkit';
import { makePdf, pdfPress, type PressOptions } from '@communitrak/ui/pdf/make-pdf.ts';
import type { Paper } from '@communitrak/ui/pdf/paper.ts';
import { testFonts } from '@communitrak/testkit/pdf-fonts.ts';
import { bound, round, type Report } from '../report.ts';
import type { SyncCase } from '../sync/case.ts';

const HOUSEHOLDS = Number(process.env['BENCH_STATEMENTS'] ?? 500);
const LINES = 24;
const fonts = testFonts();
const options: PressOptions = {
  fonts,
  size: 'letter',
  words: { page: 'Page #page of #pages', language: 'en' },
  title: 'Statements',
};

function paperOf(home: number): Paper {
  const rows = Array.from({ length: LINES }, (_, at) => [
    `Dec ${at + 1}, 2026`,
    `Assessment, month ${at} of household ${home}. Due Dec 1, 2026. Paid: $${at}.00 by “Check ${at * 7}” on Jan 5, 2027.`,
    `$${at}.00`,
    `$${at * home}.25`,
  ]);
  return {
    name: `Statement ${home}`,
    association: 'Willow Creek Homeowners Association',
    title: 'Statement',
    aside: ['Dec 1, 2026'],
    blocks: [
      { kind: 'address', lines: [`Household ${home}`, `Lot ${home}, Elm St`] },
      { kind: 'amount', label: 'Balance due', value: `$${home}.00` },
      {
        kind: 'table',
        columns: [
          { header: 'Date', width: 66, align: 'start' },
          { header: 'What and why', width: 0, align: 'start' },
          { header: 'Amount', width: 82, align: 'end' },
          { header: 'Balance', width: 82, align: 'end' },
        ],
        rows,
      },
    ],
  };
}

function wordsOf({ association, title, aside, blocks }: Paper): readonly string[] {
  const inBlocks = blocks.flatMap((block) => {
    if (block.kind === 'address') return block.lines;
    if (block.kind === 'amount') return [`${block.label} ${block.value}`];
    return block.kind === 'table' ? block.rows.flat() : [];
  });
  return [association, title, ...aside, ...inBlocks];
}

/** The same words, one under another. @returns ms */
async function unstyled(papers: readonly Paper[]): Promise<number> {
  const started = performance.now();
  const doc = new PDFDocument({ autoFirstPage: false, margin: 54, size: [612, 792], font: null });
  const ended = new Promise<void>((resolve) => {
    doc.on('data', () => undefined);
    doc.on('end', resolve);
  });
  doc.registerFont('plain', fonts.regular).font('plain').fontSize(9);
  for (const paper of papers) {
    doc.addPage();
    for (const words of wordsOf(paper)) doc.text(words, 54, doc.y);
  }
  doc.end();
  await ended;
  return performance.now() - started;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heapNow(): Promise<number> {
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  collect();
  return process.memoryUsage().heapUsed;
}

/** What each statement of the second half leaves in the heap, in bytes: the words that the library has laid out. */
async function leftByEach(papers: readonly Paper[]): Promise<number> {
  const press = pdfPress(options);
  const half = Math.floor(papers.length / 2);
  papers.slice(0, half).forEach(press.add);
  const before = await heapNow();
  papers.slice(half).forEach(press.add);
  const after = await heapNow();
  await press.end();
  return (after - before) / (papers.length - half);
}

async function run(report: Report): Promise<void> {
  const papers = Array.from({ length: HOUSEHOLDS }, (_, at) => paperOf(at + 1));
  // Whoever is first pays for what is loaded and compiled.
  await makePdf(papers.slice(0, 20), options);
  await unstyled(papers.slice(0, 20));
  const started = performance.now();
  await makePdf(papers, options);
  const ours = performance.now() - started;
  const theirs = await unstyled(papers);
  report({
    bench: 'money-statements',
    case: `${HOUSEHOLDS} statements of ${LINES} lines as one PDF`,
    value: round(ours, 0),
    unit: 'ms',
    peer: 'pdfkit printing the same words without layout',
    peerValue: round(theirs, 0),
    ratio: round(theirs / ours),
    ...bound(round(ours / theirs), '<=', 2, 'times the peer'),
  });
  const left = round((await leftByEach(papers)) / 1000, 1);
  report({
    bench: 'money-statements',
    case: 'heap that each statement of the second half leaves behind',
    value: left,
    unit: 'KB',
    ...bound(left, '<=', 24, 'KB'),
  });
}

export const statements: SyncCase = { name: 'statements', run };
