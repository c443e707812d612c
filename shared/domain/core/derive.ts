/**
 * Local ids derived from content, for what may be written twice from the same source (a roster read again): the same
 * parts give the same id. 64-bit FNV-1a, not a secret: ids open nothing, rights do.
 */
const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** Upper and lower case, accents' encoding and blanks around and between do not make another person. */
function plain(part: string): string {
  return part.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** `derivedLocal('household', 'lot 12', 'Smith')` → 17 characters, a letter first. Parts are kept apart. */
export function derivedLocal(...parts: readonly string[]): string {
  let hash = OFFSET;
  for (const unit of parts.map(plain).join('\u0000')) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit.codePointAt(0) ?? 0)) * PRIME);
  }
  return `r${hash.toString(16).padStart(16, '0')}`;
}
