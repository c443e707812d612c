import { describe, expect, it } from 'vitest';
import type { Discarded, DiscardedList } from '../local/discarded.ts';
import { createDiscardVerifier } from './verify-discarded.ts';

function listOf(...ids: string[]): DiscardedList & { readonly noted: Discarded[] } {
  const noted = ids.map((documentId): Discarded => ({ collection: 'cases', documentId }));
  return {
    noted,
    add: async (one) => void noted.push(one),
    all: async () => [...noted],
    forget: async (one) => void noted.splice(noted.indexOf(one), 1),
  };
}

describe('what was put back', () => {
  it('is asked for until the server has nothing else, then forgotten', async () => {
    const list = listOf('request:1', 'request:2');
    const asked: string[] = [];
    let differs = true;
    const delivered: string[] = [];
    const discardVerifier = createDiscardVerifier(
      list,
      async (_collection, id) => {
        asked.push(id);
        return id === 'request:2' || !differs ? 'same' : 'other';
      },
      (collection) => delivered.push(collection),
    );
    expect(await discardVerifier.run()).toBe(true);
    expect([asked, delivered]).toEqual([['request:1', 'request:2'], ['cases']]);
    expect(list.noted.map(({ documentId }) => documentId)).toEqual(['request:1']);
    differs = false;
    expect(await discardVerifier.run()).toBe(false);
    expect([list.noted, asked.at(-1), delivered]).toEqual([[], 'request:1', ['cases']]);
  });

  it('is asked for once at a time, also what is noted while there is no line', async () => {
    const list = listOf('request:1');
    const asked: string[] = [];
    let connect = (): void => undefined;
    const line = new Promise<void>((resolve) => (connect = resolve));
    const discardVerifier = createDiscardVerifier(
      list,
      async (_collection, id) => {
        asked.push(id);
        await line;
        return 'same';
      },
      () => undefined,
    );
    const first = discardVerifier.run();
    await list.add({ collection: 'cases', documentId: 'request:2' });
    const others = [discardVerifier.run(), discardVerifier.run()];
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked).toEqual(['request:1']);
    connect();
    await Promise.all([first, ...others]);
    expect(asked).toEqual(['request:1', 'request:2']);
    expect(list.noted).toEqual([]);
  });

  it('stays noted, and is no reason to pull, while it is unsent again', async () => {
    const list = listOf('request:1');
    const pulled: string[] = [];
    const discardVerifier = createDiscardVerifier(
      list,
      async () => 'unsent',
      (collection) => pulled.push(collection),
    );
    expect(await discardVerifier.run()).toBe(false);
    expect([list.noted.length, pulled]).toEqual([1, []]);
  });

  it('stays noted when asking fails', async () => {
    const list = listOf('request:1');
    const discardVerifier = createDiscardVerifier(
      list,
      async () => {
        throw new Error('closed');
      },
      () => undefined,
    );
    await expect(discardVerifier.run()).rejects.toThrow('closed');
    expect(list.noted).toHaveLength(1);
  });
});
