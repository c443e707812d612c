/** Text of documents that no two have alike: browsers compress what they store, and our log says once what all have. */
export function words(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    text += `${state.toString(36)} `;
  }
  return text.slice(0, length);
}
