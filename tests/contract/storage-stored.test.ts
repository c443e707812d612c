/** How records lie in the device's database: large ones apart, names of fields once, and what an older app has left there. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { logDatabaseName } from '@communitrak/replica/storage/log/connection.ts';
import type { Fields, LogRecord, StorageTold } from '@communitrak/replica/storage/log/types.ts';
import { all, openTab, raw, request, rowOf, type Draft } from '../support/log-rig.ts';

const newName = (): string => `stored-${randomUUID()}`;
const MANY: readonly Draft[] = Array.from({ length: 40 }, (_, at) => ({ id: `doc${at}`, t: 'a' }));

const valuesOf = (name: string, store: 'log' | 'contents'): Promise<unknown[]> =>
  raw(name, (db) => request(db.transaction(store).objectStore(store).getAll()));

async function filled(name: string, apartFrom: number, encrypt = false): Promise<void> {
  const tab = await openTab(name, { encrypt, apartFrom });
  await tab.bulkWrite(
    MANY.map((draft) => rowOf(draft)),
    'test',
  );
  await tab.close();
}

describe('the content of a large record', () => {
  it.each([true, false])(
    'lies apart, and is read with it whatever is large now; sealed: %s',
    async (sealed) => {
      const name = newName();
      await filled(name, 100, sealed);
      expect((await valuesOf(name, 'log')).filter((record) => Object.hasOwn(record as object, 'd'))).toEqual(
        [],
      );
      const [content] = await valuesOf(name, 'contents');
      expect(typeof content).toBe(sealed ? 'object' : 'string');
      expect(await all(await openTab(name, { encrypt: sealed }))).toHaveLength(MANY.length);
    },
  );

  it('stays with it where it is not large', async () => {
    const name = newName();
    await filled(name, 1_000_000);
    expect(await valuesOf(name, 'contents')).toEqual([]);
  });

  it('goes with it', async () => {
    const name = newName();
    await filled(name, 0);
    const tab = await openTab(name, { encrypt: false, apartFrom: 0 });
    const [doc] = await tab.findDocumentsById(['doc7'], true);
    await tab.bulkWrite([rowOf({ id: 'doc7', deleted: true }, doc)], 'test');
    expect(JSON.stringify(await valuesOf(name, 'contents'))).toContain('doc7');
    await tab.cleanup(0);
    const left = await valuesOf(name, 'contents');
    expect(JSON.stringify(left)).not.toContain('doc7');
    expect(left).toHaveLength((await valuesOf(name, 'log')).length);
  });

  it('that is missing makes the record one that cannot be read: set aside and told', async () => {
    const name = newName();
    await filled(name, 0);
    await raw(name, (db) => request(db.transaction('contents', 'readwrite').objectStore('contents').clear()));
    const told: StorageTold[] = [];
    const tab = await openTab(name, { encrypt: false, tell: (one) => told.push(one) });
    expect(await all(tab)).toEqual([]);
    expect(told).toEqual([{ kind: 'unreadable', collection: 'c', records: 1 }]);
  });
});

describe('a record of several documents', () => {
  it('says names of fields once', async () => {
    const name = newName();
    await filled(name, 1_000_000);
    const [record] = (await valuesOf(name, 'log')) as LogRecord[];
    expect(String(record?.d).split('"_attachments"')).toHaveLength(2);
  });

  it.each([
    ['columns that are not there', '{"groups":[{"shape":["id"],"n":40}]}'],
    ['fewer columns than fields', '{"groups":[{"shape":["id","a"],"n":40,"columns":[{"same":"x"}]}]}'],
    ['no groups', '{"groups":null}'],
  ])('that is damaged is set aside and told: %s', async (_name, d) => {
    const name = newName();
    await filled(name, 1_000_000);
    const [record] = (await valuesOf(name, 'log')) as LogRecord[];
    await raw(name, (db) =>
      request(
        db
          .transaction('log', 'readwrite')
          .objectStore('log')
          .put({ ...record, d }, 1),
      ),
    );
    const told: StorageTold[] = [];
    const tab = await openTab(name, { encrypt: false, tell: (one) => told.push(one) });
    expect(await all(tab)).toEqual([]);
    expect(told).toEqual([{ kind: 'unreadable', collection: 'c', records: 1 }]);
  });
});

/** As version 2 of the app made it: everything in the record, documents whole, one after the other. */
async function ofVersion2(name: string, docs: readonly unknown[]): Promise<void> {
  const asked = indexedDB.open(logDatabaseName(name), 2);
  asked.onupgradeneeded = () => {
    const db = asked.result;
    db.createObjectStore('log', { autoIncrement: true }).createIndex('c', 'c');
    db.createObjectStore('quarantine', { autoIncrement: true });
    db.createObjectStore('meta');
    db.createObjectStore('heads').createIndex('c', 'c');
  };
  const db = await request(asked);
  const tx = db.transaction(['log', 'meta'], 'readwrite');
  await request(tx.objectStore('log').add({ c: 'c|0', n: docs.length, d: JSON.stringify(docs) }));
  await request(tx.objectStore('meta').put({ birth: randomUUID() }, 'identity'));
  db.close();
}

describe('what the version before has written', () => {
  it('is read, and written on', async () => {
    const name = newName();
    const docs = MANY.map((draft) => rowOf(draft).document);
    await ofVersion2(name, docs);
    const told: StorageTold[] = [];
    const tab = await openTab(name, { encrypt: false, tell: (one) => told.push(one) });
    const byId = (one: Fields, two: Fields) => (String(one['id']) < String(two['id']) ? -1 : 1);
    expect(await all(tab)).toEqual(docs.toSorted(byId));
    await tab.bulkWrite([rowOf({ id: 'new' })], 'test');
    await tab.close();
    expect(await all(await openTab(name, { encrypt: false }))).toHaveLength(MANY.length + 1);
    expect(told).toEqual([]);
  });
});
