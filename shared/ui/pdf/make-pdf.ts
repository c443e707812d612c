/**
 * Papers into a PDF, one after another; each leaves memory when it is drawn. The only door to the library: loaded by a worker,
 * or by `import()` where there is none.
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

export interface PressOptions {
  readonly fonts: PdfFonts;
  readonly size: PaperSize;
  readonly words: PaperWords;
  readonly title: string;
}

/** So much is kept as bytes before it goes out of the heap. */
const FOLD_AT = 256;

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

export interface PdfPress {
  readonly add: (paper: Paper) => void;
  readonly end: () => Promise<Blob>;
}

export function pdfPress({ fonts, size, words, title }: PressOptions): PdfPress {
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
  return {
    add: (paper) => drawPaper(doc, paper, [width, height], words),
    end: () => {
      doc.end();
      return whole;
    },
  };
}

export function makePdf(papers: Iterable<Paper>, options: PressOptions): Promise<Blob> {
  const press = pdfPress(options);
  for (const paper of papers) press.add(paper);
  return press.end();
}
