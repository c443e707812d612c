import { expect, test } from 'vitest';
import type { Database, NewDoc, StoredDoc } from '../ports/doc-store.ts';
import { createNumbers } from './numbers.ts';

/** Only what claims need; `meanwhile` runs before each write, as another process does. */
function databaseWith(docs: Map<string, StoredDoc>, meanwhile: () => void = () => undefined): Database {
  const put = (doc: NewDoc) => {
    const { _id: id } = doc;
    if (docs.has(id)) return { ok: false as const, id, error: 'conflict' as const, reason: '' };
    docs.set(id, { ...doc, _rev: '1-x' });
    return { ok: true as const, id, rev: '1-x' };
  };
  const none = (): never => {
    throw new Error('not asked for');
  };
  return {
    name: 'association-a',
    get: (id) => Promise.resolve(docs.get(id)),
    getMany: (ids) => Promise.resolve(new Map([...docs].filter(([id]) => ids.includes(id)))),
    put: (doc) => Promise.resolve(put(doc)),
    putMany: (all) => {
      meanwhile();
      return Promise.resolve(all.map(put));
    },
    range: none,
    feed: { read: none, now: none },
  };
}

const claimOf = (docs: ReadonlyMap<string, StoredDoc>, n: number): unknown =>
  docs.get(`no:note.${n}`)?.['for'];

test('a number is its document’s own, also when somebody else takes one in the middle of a batch', async () => {
  const docs = new Map<string, StoredDoc>();
  let taken = false;
  const database = databaseWith(docs, () => {
    if (!taken) docs.set('no:note.1', { _id: 'no:note.1', _rev: '1-y', for: 'note:other' });
    taken = true;
  });
  const numbers = await createNumbers().claim(database, 'note', ['note:a', 'note:b']);
  expect(new Set(numbers).size).toBe(2);
  expect(numbers.map((n) => claimOf(docs, n))).toEqual(['note:a', 'note:b']);
  // Cut off before the documents were written: whoever repeats it, in whatever order, finds each its own.
  expect(await createNumbers().claim(database, 'note', ['note:b'])).toEqual([numbers[1]]);
  expect(await createNumbers().claim(database, 'note', ['note:a'])).toEqual([numbers[0]]);
});

test('a document that is named twice has one number', async () => {
  const database = databaseWith(new Map());
  expect(await createNumbers().claim(database, 'note', ['note:a', 'note:a'])).toEqual([1, 1]);
});
