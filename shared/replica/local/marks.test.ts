import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase, type ReplicaDatabase } from '../database.ts';
import { conflictHandler, createResolutions } from '../replication/resolutions.ts';
import type { DeviceStorage } from '../storage/device-storage.ts';
import { createLocalDocs } from './local-docs.ts';
import { createMarks, type Mark, type Marks } from './marks.ts';

const databases: ReplicaDatabase[] = [];
afterEach(async () => {
  for (const { rx } of databases.splice(0)) await rx.remove();
});

async function opened(): Promise<Marks> {
  const database = await openDatabase({
    name: `marks-${databases.length}`,
    storage: getRxStorageMemory() as unknown as DeviceStorage,
    multiInstance: false,
    collections: [],
    conflictHandler: conflictHandler(createResolutions()),
  });
  databases.push(database);
  return createMarks(createLocalDocs(database.local), Math.random);
}

const mark: Mark = {
  documentId: 'request:1',
  collection: 'cases',
  at: '2026-03-02T14:05:00.000Z',
  base: null,
  fields: ['title'],
};
const written: Mark = { ...mark, fields: ['title', 'status'] };

describe('marks that are about to be forgotten', () => {
  it('are there until they are', async () => {
    const marks = await opened();
    await marks.put(mark);
    const leaving = await marks.leave([mark]);
    expect(leaving.marks).toEqual([mark]);
    expect(await marks.get('request:1')).toEqual(mark);
    expect(await marks.all()).toEqual([mark]);
    expect(await leaving.forget([mark])).toEqual([mark]);
    expect(await marks.all()).toEqual([]);
  });

  it('stay when their document has been written meanwhile', async () => {
    const marks = await opened();
    await marks.put(mark);
    const leaving = await marks.leave([mark]);
    await marks.keep(mark);
    expect(await leaving.forget([mark])).toEqual([]);
    expect(await marks.all()).toEqual([mark]);
  });

  it('stay when they are written anew, before that is said or after', async () => {
    const marks = await opened();
    await marks.put(written);
    expect((await marks.leave([mark])).marks).toEqual([]);
    const leaving = await marks.leave([written]);
    await marks.change('request:1', (current) => ({ ...current, fields: ['place'] }));
    expect(await leaving.forget([written])).toEqual([]);
    expect(await marks.all()).toEqual([{ ...mark, fields: ['place'] }]);
  });

  it('stay for who says so last: they have yet to look at the document', async () => {
    const marks = await opened();
    await marks.put(mark);
    const first = await marks.leave([mark]);
    await marks.keep(mark);
    const second = await marks.leave([mark]);
    expect(await first.forget([mark])).toEqual([]);
    expect(await marks.all()).toEqual([mark]);
    expect(await second.forget([mark])).toEqual([mark]);
  });

  it('are there again once their document is written, if they have gone', async () => {
    const marks = await opened();
    await marks.put(mark);
    await (await marks.leave([mark])).forget([mark]);
    await marks.keep(mark);
    expect(await marks.all()).toEqual([mark]);
  });

  it('are not overwritten by being kept: somebody may have written more', async () => {
    const marks = await opened();
    await marks.put(written);
    await marks.keep(mark);
    expect(await marks.all()).toEqual([written]);
    const leaving = await marks.leave([written]);
    await marks.keep(mark);
    expect(await leaving.forget([written])).toEqual([]);
    expect(await marks.all()).toEqual([written]);
  });

  it('are forgotten after a start that found them so', async () => {
    const marks = await opened();
    await marks.put(mark);
    await marks.leave([mark]);
    // The app was closed here; who reads it next sees the mark as it was.
    const found = await marks.all();
    expect(await (await marks.leave(found)).forget(found)).toHaveLength(1);
    expect(await marks.all()).toEqual([]);
  });

  it('leave nothing behind that is written once more after it has been cleared up', async () => {
    const marks = await opened();
    await marks.put(mark);
    const leaving = await marks.leave([mark]);
    await leaving.forget([mark]);
    const local = databases.at(-1)?.local;
    while (!(await local?.storageInstance.cleanup(0)));
    await leaving.forget([mark]);
    await marks.leave([mark]);
    expect(await local?.storageInstance.findDocumentsById(['mark:request:1'], true)).toEqual([]);
  });
});
