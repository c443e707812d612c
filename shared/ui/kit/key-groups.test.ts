/** The list of keys as it is read. */
import { describe, expect, it } from 'vitest';
import { groupKeys, type KeySet } from './key-groups.ts';

const set = (where: string | undefined, ...keys: readonly string[]): KeySet => ({
  where,
  bindings: keys.map((key) => ({ key, label: `${where ?? ''} ${key}`, run: () => undefined })),
});
const read = (sets: readonly KeySet[]) =>
  groupKeys(sets, [{ key: '?', label: 'This list' }], { screen: 'Here', everywhere: 'Everywhere' }).map(
    ({ where, keys }) => [where, ...keys.map(({ key }) => key)],
  );

describe('keys', () => {
  it('stand by where they work, the innermost first, what works everywhere last', () => {
    expect(read([set('Everywhere', 'c'), set('In the request', 'a', 's'), set(undefined, 'j')])).toEqual([
      ['In the request', 'a', 's'],
      ['Here', 'j'],
      ['Everywhere', 'c', '?'],
    ]);
  });

  it('stand once, with the one that has them', () => {
    expect(read([set('In the request', 'C'), set('Everywhere', 'c')])).toEqual([
      ['In the request', 'C'],
      ['Everywhere', '?'],
    ]);
  });
});
