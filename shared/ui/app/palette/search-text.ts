/**
 * Which terms a text is found by, and what a few typed words ask for. Pure.
 * Accents, case and apostrophes do not count. A phone number is also its bare digits. What joins letters and digits
 * (`12-B`, `R-0042`) is also one term, so that `B-12` fits `12-B` less well than itself does.
 */
import type { Query } from 'minisearch';
import { fold } from '@communitrak/domain/core/fold.ts';

const PHONE = /\+?\(?\d[\d\s().\-/]{5,}\d/g;
const FEWEST_DIGITS = 7;
/** Without the code of the country; without that of the area too. */
const TAILS = [10, 7];
const LONGEST_JOINED = 24;

const folded = (text: string): string => fold(text).replaceAll(/['’ʼ`]/g, '');
const partsOf = (chunk: string): readonly string[] => chunk.match(/[\p{L}\p{N}]+/gu) ?? [];

/** `r0042` and, as people write it, `r42`. */
function joinedOf(chunk: string): readonly string[] {
  const parts = partsOf(chunk);
  if (parts.length < 2 || chunk.length > LONGEST_JOINED || !/\d/.test(chunk)) return [];
  return [...new Set([parts.join(''), parts.map(withoutZeros).join('')])];
}

const withoutZeros = (part: string): string => part.replace(/^0+(?=\d)/, '');

function digitsOf(phone: string): readonly string[] {
  const digits = phone.replaceAll(/\D/g, '');
  if (digits.length < FEWEST_DIGITS || digits.length > LONGEST_JOINED) return [];
  return [digits, ...TAILS.filter((tail) => tail < digits.length).map((tail) => digits.slice(-tail))];
}

/** What the text is kept under. */
export function termsOf(text: string): string[] {
  const plain = folded(text);
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  // Prose without a digit needs nothing more, and most of what is read is that.
  if (!/\d/.test(plain)) return words;
  const chunks = plain.split(/\s+/);
  return [
    ...words,
    ...words.filter((word) => word.startsWith('0')).map(withoutZeros),
    ...chunks.flatMap(joinedOf),
    ...(plain.match(PHONE) ?? []).flatMap(digitsOf),
  ];
}

const all = (queries: readonly (Query | string)[]): Query => ({
  combineWith: 'AND',
  queries: [...queries],
});
const any = (queries: readonly (Query | string)[]): Query => ({ combineWith: 'OR', queries: [...queries] });

/** The parts in any case; joined as well where that says more. */
function queryOfChunk(chunk: string, joined: readonly string[]): Query | string | undefined {
  const parts = partsOf(chunk);
  const [first] = parts;
  if (first === undefined) return undefined;
  const plain = parts.length === 1 ? first : all(parts);
  return joined.length === 0 ? plain : any([...joined, plain]);
}

/** Nobody has finished a word with its first letter. Digits are meant. */
const isBegun = (word: Query | string, shortest: number): boolean =>
  typeof word === 'string' && word.length < shortest && !/\d/.test(word);

/** Every word counts; the last one, while it is only begun, says no more than what stands first. */
function together(words: readonly (Query | string)[], shortest: number): Query | undefined {
  const last = words.at(-1);
  if (last === undefined) return undefined;
  if (!isBegun(last, shortest)) return all(words);
  if (words.length === 1) return undefined;
  return any([all(words.slice(0, -1)), all(words)]);
}

/** @param shortest letters that a word must have to be looked for. Undefined where nothing is asked for. */
export function queryOf(text: string, shortest: number): Query | undefined {
  const plain = folded(text);
  const phones: Query[] = [];
  const rest = plain.replaceAll(PHONE, (phone) => {
    const query = queryOfChunk(phone, digitsOf(phone));
    if (query === undefined || typeof query === 'string') return phone;
    phones.push(query);
    return ' ';
  });
  const words = rest.split(/\s+/).flatMap((chunk) => queryOfChunk(chunk, joinedOf(chunk)) ?? []);
  return together([...phones, ...words], shortest);
}

/** Letters of the longest word. */
export function longestOf(text: string): number {
  return partsOf(folded(text)).reduce((most, word) => Math.max(most, word.length), 0);
}
