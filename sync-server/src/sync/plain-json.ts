/**
 * Whether what a device sent can be kept by any store and worked through by any code of ours: nested no deeper than a
 * document is, texts that are well-formed. Looks with a list of its own instead of calling itself: that is the point.
 */

/** Bodies of today nest four levels; what a later version may add fits, what would exhaust a call stack does not. */
const MAX_DEPTH = 64;

/** Half of a surrogate pair is no Unicode text: CouchDB takes no JSON with one, and would refuse the whole batch. */
const isText = (text: string): boolean => !/\p{Surrogate}/u.test(text);

export function isPlainJson(value: unknown): boolean {
  const waiting: (readonly [value: unknown, depth: number])[] = [[value, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [one, depth] = next;
    if (typeof one === 'string' && !isText(one)) return false;
    if (typeof one !== 'object' || one === null) continue;
    if (depth === MAX_DEPTH || !Object.keys(one).every(isText)) return false;
    for (const inner of Object.values(one)) waiting.push([inner, depth + 1]);
  }
  return true;
}
