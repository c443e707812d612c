/**
 * Finding one of thousands by any scrap: surname, lot, phone digits. Keys are folded once; a letter typed then costs one
 * pass over plain strings (well under a frame for 5,000). Accents and case do not count. Pure.
 */
import { fold } from '@communitrak/domain/core/fold.ts';

export interface Entry {
  readonly id: string;
  /** A name, as it is shown and chosen. */
  readonly label: string;
  /** Second line: the home, the address. Searched too. */
  readonly detail?: string;
  /** Searched and not shown: phones, e-mail addresses, plates. */
  readonly also?: readonly string[];
  /** Stands before those that fit as well: who owes, where money is taken in. */
  readonly first?: boolean;
}

interface Keyed {
  readonly entry: Entry;
  /** Words, folded, each after a space. */
  readonly words: string;
  /** Those of them that are shown. */
  readonly shown: string;
  /** Digits alone of whatever looks like a phone number, each after a space. */
  readonly digits: string;
}

export interface EntryIndex {
  readonly keyed: readonly Keyed[];
  readonly byId: ReadonlyMap<string, Entry>;
}

/** O'Brien is found by "obrien" and by "brien": what joins words is dropped, what parts them parts. */
const wordsOf = (text: string): string[] =>
  fold(text)
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const PHONE = /^[\d\s().+\-/]{3,}$/;
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

function keyOf(entry: Entry): Keyed {
  const texts = [entry.label, entry.detail ?? '', ...(entry.also ?? [])];
  const phones = texts.filter((text) => PHONE.test(text)).map(digitsOf);
  const words = (parts: readonly string[]): string => ` ${wordsOf(parts.join(' ')).join(' ')} `;
  return { entry, words: words(texts), shown: words(texts.slice(0, 2)), digits: phones.join(' ') };
}

/** Those that stand first, then the others; each in the order of the names. */
export function indexEntries(entries: readonly Entry[], locale: string): EntryIndex {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const rank = ({ first = false }: Entry): number => (first ? 0 : 1);
  const sorted = [...entries].sort((a, b) => rank(a) - rank(b) || compare(a.label, b.label));
  return { keyed: sorted.map(keyOf), byId: new Map(entries.map((entry) => [entry.id, entry])) };
}

/** How well a word fits: a whole word, the start of one, anywhere; undefined: not at all, which is what most are. */
function rankOf(word: string, words: string): number | undefined {
  if (!words.includes(word)) return undefined;
  if (words.includes(` ${word} `)) return 0;
  return words.includes(` ${word}`) ? 1 : 2;
}

function rankAll({ words, digits }: Keyed, wanted: readonly string[], number: string): number | undefined {
  let sum = 0;
  for (const word of wanted) {
    const rank = rankOf(word, words);
    if (rank === undefined) return number !== '' && digits.includes(number) ? 3 : undefined;
    sum += rank;
  }
  return sum;
}

export interface Found {
  /** The best first, at most as many as were asked for. */
  readonly entries: readonly Entry[];
  /** How many of them stand first because they were chosen lately. */
  readonly recent: number;
  /** All that fit. */
  readonly total: number;
}

/** @param recent ids, shown first while nothing is typed */
export function findEntries(
  index: EntryIndex,
  text: string,
  { most, recent = [] }: { readonly most: number; readonly recent?: readonly string[] },
): Found {
  const wanted = wordsOf(text);
  if (wanted.length === 0) return untyped(index, most, recent);
  const number = PHONE.test(text.trim()) ? digitsOf(text) : '';
  const ranks: Entry[][] = [];
  let total = 0;
  for (const keyed of index.keyed) {
    const rank = rankAll(keyed, wanted, number);
    if (rank === undefined) continue;
    total += 1;
    // Of those that fit as well, first the ones in which one sees why: a household of that name before one in which
    // somebody of that name lives.
    const seen = wanted.every((word) => keyed.shown.includes(word));
    const equal = (ranks[rank * 2 + (seen ? 0 : 1)] ??= []);
    // More of one rank are never shown.
    if (equal.length < most) equal.push(keyed.entry);
  }
  return { entries: ranks.flat().slice(0, most), recent: 0, total };
}

function untyped({ keyed, byId }: EntryIndex, most: number, recent: readonly string[]): Found {
  const first = recent.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(first);
  const rest = keyed.slice(0, most + first.length).flatMap(({ entry }) => (known.has(entry) ? [] : [entry]));
  return { entries: [...first, ...rest].slice(0, most), recent: first.length, total: keyed.length };
}
