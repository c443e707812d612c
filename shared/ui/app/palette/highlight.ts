/** Which words of a text were asked for, and the piece of a long one that shows them. Pure. */
import { fold } from '@communitrak/domain/core/fold.ts';

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

const WORD = /[\p{L}\p{N}'’ʼ]+/gu;
const keptAs = (word: string): string => fold(word).replaceAll(/['’ʼ]/g, '');

/** The text in pieces; together they are the text again. @param terms as the index keeps them */
export function piecesOf(text: string, terms: ReadonlySet<string>): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!terms.has(keptAs(word))) continue;
    if (index > plain) pieces.push({ text: text.slice(plain, index), hit: false });
    pieces.push({ text: word, hit: true });
    plain = index + word.length;
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain), hit: false });
  return pieces;
}

export function showsAny(text: string, terms: ReadonlySet<string>): boolean {
  for (const [word] of text.matchAll(WORD)) if (terms.has(keptAs(word))) return true;
  return false;
}

const BEFORE = 24;
const LONGEST = 96;

/** A piece of the first text that has one of the words, from a little before it; '' where none has. */
export function excerptOf(texts: readonly string[], terms: ReadonlySet<string>): string {
  for (const text of texts) {
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!terms.has(keptAs(word))) continue;
      const from = index <= BEFORE ? 0 : text.indexOf(' ', index - BEFORE) + 1;
      const start = Math.min(from, index);
      const piece = text
        .slice(start, start + LONGEST)
        .replaceAll(/\s+/g, ' ')
        .trim();
      return `${start === 0 ? '' : '… '}${piece}${start + LONGEST < text.length ? ' …' : ''}`;
    }
  }
  return '';
}
