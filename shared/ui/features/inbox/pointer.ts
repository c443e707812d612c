/** Where J and K go. Pure. A row that has left the list (it no longer fits) leaves its place to the one after it. */

/**
 * @param ids the list as it is now
 * @param current the row pointed at, '' for none
 * @param last where `current` stood when it was last in the list
 * @returns the row to point at; '' when the list is empty
 */
export function movePointer(ids: readonly string[], current: string, last: number, by: 1 | -1): string {
  if (ids.length === 0) return '';
  const at = ids.indexOf(current);
  if (current === '') return by === 1 ? (ids[0] ?? '') : (ids.at(-1) ?? '');
  // Gone: what stands in its place is already the next one; before it is the previous.
  const wanted = at >= 0 ? at + by : by === 1 ? last : last - 1;
  return ids[Math.min(Math.max(wanted, 0), ids.length - 1)] ?? '';
}
