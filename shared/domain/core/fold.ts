/** Text as it is compared when one searches: accents and case do not count. Pure. */

/** Letters that have no accent to take off. */
const ALIKE: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i' };

// oxlint-disable-next-line no-control-regex -- what is left out is exactly what has accents
const PLAIN = /^[\x00-\x7F]*$/;

export function fold(text: string): string {
  // Most names have no accent, and this is most of the time that indexing takes.
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøđłı]/g, (letter) => ALIKE[letter] ?? letter);
}
