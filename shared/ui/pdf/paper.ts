/**
 * A document as it is to be printed: plain data in the member's words, put together by a feature, drawn by draw-paper.ts.
 * Knows no library and no feature.
 */
export interface PaperColumn {
  readonly header: string;
  /** Points; 0 takes what is left. A column that has a width keeps its cells on one line. */
  readonly width: number;
  readonly align: 'start' | 'end';
}

export type Block =
  /** Who it is sent to: stands in the window of an envelope. */
  | { readonly kind: 'address'; readonly lines: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  /** The one number that matters. */
  | { readonly kind: 'amount'; readonly label: string; readonly value: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
      /** Sums. */
      readonly foot?: readonly string[];
    };

export interface Paper {
  /** Name of its file, without an ending. */
  readonly name: string;
  readonly association: string;
  readonly title: string;
  /** At the right of the title: the day, a number. */
  readonly aside: readonly string[];
  readonly blocks: readonly Block[];
}

/** Width and height in points. */
export const PAPER_SIZES = { letter: [612, 792], a4: [595.28, 841.89] } as const;
export type PaperSize = keyof typeof PAPER_SIZES;

/** Where people pay in these, paper is letter. */
const LETTER_CURRENCIES: ReadonlySet<string> = new Set(['USD', 'CAD', 'MXN']);
export const sizeFor = (currency: string): PaperSize => (LETTER_CURRENCIES.has(currency) ? 'letter' : 'a4');

export interface PaperWords {
  /** `Page 1 of 3`, with `#page` and `#pages` where the numbers stand. */
  readonly page: string;
  /** BCP 47, for whoever reads it aloud. */
  readonly language: string;
}

export function pageWords({ page: words }: PaperWords, page: number, pages: number): string {
  return words.replace('#pages', String(pages)).replace('#page', String(page));
}

/**
 * What a font can be trusted with: composed letters (a name typed on a Mac comes in pieces), one kind of blank for tabs and
 * line breaks, and nothing that cannot be seen.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\t\n\r\v\f\u2028\u2029]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}

const WORST_IN_NAMES = /[<>:"/\\|?*.]+/g;

/** A file's name that every system takes. */
export function fileName(text: string): string {
  return cleanText(text).replaceAll(WORST_IN_NAMES, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, 120);
}
