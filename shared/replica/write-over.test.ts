import { createRxDatabase } from 'rxdb/plugins/core';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { slowStorage } from '@communitrak/testkit/slow-storage.ts';
import { writeOver } from './write-over.ts';

interface Doc {
  readonly id: string;
  readonly text: string;
}

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 60 }, text: { type: 'string' } },
  required: ['id', 'text'],
} as const;

const removals: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function opened() {
  const slow = slowStorage();
  const db = await createRxDatabase({
    name: `w-${randomUUID()}`,
    storage: slow.storage,
    multiInstance: false,
  });
  removals.push(() => db.remove());
  const { docs } = await db.addCollections<{ docs: { schema: typeof schema } }>({
    docs: { schema },
  } as never);
  const { storageInstance: storage } = docs as unknown as {
    storageInstance: Parameters<typeof writeOver<Doc>>[0];
  };
  const read = async () => (await storage.findDocumentsById(['a'], true))[0];
  const put = (text: string) => writeOver<Doc>(storage, 'a', () => ({ id: 'a', text }));
  const remove = async () => {
    const previous = await read();
    if (previous === undefined) throw new Error('nothing to remove');
    await storage.bulkWrite([{ previous, document: { ...previous, _deleted: true } }], 'remove');
  };
  return { slow, docs, storage, read, put, remove };
}

describe('writing over', () => {
  it('makes what is not there, changes what is, revives what was deleted, and leaves what is to be left', async () => {
    const { storage, read, put, remove } = await opened();
    expect(await put('one')).toBe(true);
    expect(await put('two')).toBe(true);
    expect(await read()).toMatchObject({ text: 'two', _deleted: false });
    expect(await writeOver<Doc>(storage, 'a', () => undefined)).toBe(false);
    await remove();
    const seen: unknown[] = [];
    await writeOver<Doc>(storage, 'a', (there) => {
      seen.push(there);
      return { id: 'a', text: 'three' };
    });
    expect(seen).toEqual([undefined]);
    expect(await read()).toMatchObject({ text: 'three', _deleted: false });
  });

  it('over a deletion, has a time after everything that was written before it (T18)', async () => {
    const { slow, storage, read, put, remove } = await opened();
    await put('one');
    await remove();
    let isFirst = true;
    slow.hold = async ({ ids }) => {
      if (!isFirst || !ids.includes('a')) return;
      isFirst = false;
      // While its first attempt is on its way somebody else deletes it anew, and writes another one.
      const previous = await read();
      if (previous === undefined) return;
      await storage.bulkWrite([{ previous, document: { ...previous } }], 'somebody');
      await writeOver<Doc>(storage, 'b', () => ({ id: 'b', text: 'later' }));
    };
    await put('two');
    const [b] = await storage.findDocumentsById(['b'], false);
    const a = await read();
    expect(a).toMatchObject({ text: 'two', _deleted: false });
    expect(a?._meta.lwt).toBeGreaterThan(b?._meta.lwt ?? Infinity);
  });

  it('RxDB takes for the latest what was written since, though the word of this one comes later', async () => {
    const { slow, docs, storage, read, put } = await opened();
    let isFirst = true;
    slow.tell = async () => {
      if (!isFirst) return;
      isFirst = false;
      const previous = await read();
      if (previous === undefined) return;
      await storage.bulkWrite([{ previous, document: { ...previous, text: 'two' } }], 'somebody');
    };
    await put('one');
    const found = (await docs.findOne('a').exec()) as { readonly text: string } | null;
    expect(found?.text).toBe('two');
  });

  it('says which document the storage did not take', async () => {
    const { storage, put } = await opened();
    const refusing = Object.assign(Object.create(storage) as typeof storage, {
      bulkWrite: async () => ({ error: [{ status: 422, documentId: 'a' }] }),
    });
    await expect(writeOver<Doc>(refusing, 'a', () => ({ id: 'a', text: 'x' }))).rejects.toThrow(/a \(422\)/);
    await expect(put('x')).resolves.toBe(true);
  });
});
