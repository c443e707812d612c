/**
 * Sort keys. IndexedDB indexes are walked forwards only by Dexie, so a newest-first list stores inverted time.
 */
export const MAX_ORDER_LENGTH = 60;
const TOP = 9_999_999_999_999;

/** Newest first: a later ISO time gives a smaller key. 13 digits. An unreadable time sorts last. */
export function newestFirst(iso: string): string {
  const ms = Date.parse(iso);
  return String(Number.isNaN(ms) ? TOP : Math.max(0, TOP - ms)).padStart(13, '0');
}

/** Oldest first: 13 digits of epoch milliseconds. */
export function oldestFirst(iso: string): string {
  const ms = Date.parse(iso);
  return String(Number.isNaN(ms) ? 0 : Math.max(0, ms)).padStart(13, '0');
}

/** Alphabetical, without case or accents, numbers in their natural order ("Lot 2" before "Lot 10"). */
export function alphabetical(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/\d+/g, (digits) => digits.padStart(6, '0')).slice(0, MAX_ORDER_LENGTH);
}
