/**
 * Papers into a PDF, one after another: each leaves memory when it is drawn, the page stays free between two, and it can be
 * stopped. The only door to the library; load it by `import()`.
 */
import PDFDocument from 'pdfkit';
import { drawPaper } from './draw-paper.ts';
import { BOLD, REGULAR } from './sheet.ts';
import { PAPER_SIZES, type Paper, type PaperSize, type PaperWords } from './paper.ts';

export interface PdfFonts {
  /** TrueType, whole: only the letters that are used go into a file. */
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export interface PdfOptions {
  readonly fonts: PdfFonts;
  readonly size: PaperSize;
  readonly words: PaperWords;
  readonly title: string;
  readonly signal?: AbortSignal;
  /** Called after each paper. */
  readonly onPaper?: () => void;
}

/** A frame's worth of drawing; then whatever else waits has its turn. */
const AT_A_TIME_MS = 12;
/** So much is kept as bytes before it goes out of the heap. */
const FOLD_AT = 256;

export function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < AT_A_TIME_MS) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    since = performance.now();
  };
}

function collected(doc: PDFDocument): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const folded: Blob[] = [];
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    const fold = (): void => {
      folded.push(new Blob(chunks));
      chunks = [];
    };
    doc.on('data', (chunk) => {
      chunks.push(chunk);
      if (chunks.length >= FOLD_AT) fold();
    });
    doc.on('end', () => {
      fold();
      resolve(new Blob(folded, { type: 'application/pdf' }));
    });
    doc.on('error', reject);
  });
}

/** @throws what the signal was aborted with */
export async function makePdf(papers: Iterable<Paper>, options: PdfOptions): Promise<Blob> {
  const { fonts, size, words, title, signal, onPaper } = options;
  const [width, height] = PAPER_SIZES[size];
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    margin: 0,
    size: [width, height],
    font: null,
    lang: words.language,
    displayTitle: true,
    info: { Title: title, Creator: 'Communitrak' },
  });
  const whole = collected(doc);
  doc.registerFont(REGULAR, fonts.regular).registerFont(BOLD, fonts.bold);
  const breathe = turns();
  for (const paper of papers) {
    signal?.throwIfAborted();
    drawPaper(doc, paper, [width, height], words);
    onPaper?.();
    await breathe();
  }
  doc.end();
  return whole;
}
