/** What the device remembers: there and back, whatever the storage holds or refuses. */
import { describe, expect, it } from 'vitest';
import { forgetTables } from './forget-tables.ts';
import { NOTHING_REMEMBERED, storedTableMemory, withView } from './table-memory.ts';
import { PLAIN_STATE } from './table-state.ts';

function storage(held: Record<string, string> = {}): Storage {
  const map: Record<string, string> = held;
  return Object.assign(map, {
    getItem: (key: string) => map[key] ?? null,
    setItem: (key: string, value: string) => {
      map[key] = value;
    },
    removeItem: (key: string) => {
      delete map[key];
    },
  }) as unknown as Storage;
}

describe('a table’s memory', () => {
  it('outlives the screen', () => {
    const held = storage();
    const view = { name: 'Late', query: 'f.status=late' };
    storedTableMemory(() => held).write('inbox', { density: 'comfortable', views: [view] });
    expect(storedTableMemory(() => held).read('inbox')).toEqual({
      shown: undefined,
      density: 'comfortable',
      views: [view],
    });
    expect(storedTableMemory(() => held).read('ledger')).toEqual(NOTHING_REMEMBERED);
  });

  it.each(['', '{', '[]', 'null', '{"shown":"x","density":"huge","views":[{"name":""},{"name":"a"},3]}'])(
    'takes %j for nothing',
    (text) => {
      const held = storage({ 'communitrak.table.inbox': text });
      expect(storedTableMemory(() => held).read('inbox')).toEqual(NOTHING_REMEMBERED);
    },
  );

  it('holds while the screen lives where the storage is refused', () => {
    const memory = storedTableMemory(() => {
      throw new Error('denied');
    });
    memory.write('inbox', { density: 'comfortable' });
    expect(memory.read('inbox').density).toBe('comfortable');
  });

  it('is forgotten with all tables’ and nothing else', () => {
    const held = storage({ other: 'kept' });
    const open = storedTableMemory(() => held);
    open.write('inbox', { density: 'comfortable' });
    forgetTables(() => held);
    // A screen that has it in hand has not kept it either.
    expect(open.read('inbox')).toEqual(NOTHING_REMEMBERED);
    expect(storedTableMemory(() => held).read('inbox')).toEqual(NOTHING_REMEMBERED);
    expect(held.getItem('other')).toBe('kept');
  });

  it('has one view of a name, the newer one', () => {
    const first = withView([], 'Late', { ...PLAIN_STATE, search: 'a' });
    expect(withView(first, 'Late', { ...PLAIN_STATE, search: 'b' })).toEqual([
      { name: 'Late', query: 'q=b' },
    ]);
  });
});
