/** What can go wrong around the device's log: a lost connection, a full disk, damage, other tabs, and what leaves the disk. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LogInstance } from '@communitrak/replica/storage/log/instance.ts';
import { logDatabaseName } from '@communitrak/replica/storage/log/connection.ts';
import { getRxStorageLog } from '@communitrak/replica/storage/log/log-storage.ts';
import type { LogRecord, StorageTold } from '@communitrak/replica/storage/log/types.ts';
import { diskFullFor } from '../support/log-faults.ts';
import {
  all,
  living,
  openTab,
  prepared,
  raw,
  request,
  rowOf,
  schema,
  type Draft,
} from '../support/log-rig.ts';

const newName = (): string => `log-${randomUUID()}`;
const ids = async (tab: LogInstance): Promise<string[]> => (await all(tab)).map((doc) => String(doc['id']));
const write = (tab: LogInstance, ...drafts: Draft[]) =>
  tab.bulkWrite(
    drafts.map((draft) => rowOf(draft)),
    'test',
  );

async function change(tab: LogInstance, draft: Draft): Promise<void> {
  const [current] = await tab.findDocumentsById([draft.id], true);
  const { error } = await tab.bulkWrite([rowOf(draft, current)], 'test');
  expect(error).toEqual([]);
}

type Found = readonly (readonly [number, LogRecord])[];

const records = (name: string): Promise<Found> =>
  raw(name, async (db) => {
    const store = db.transaction('log').objectStore('log');
    const [keys, values] = await Promise.all([request(store.getAllKeys()), request(store.getAll())]);
    return keys.map((key, at) => [Number(key), values[at] as LogRecord] as const);
  });

const put = (name: string, key: number, record: LogRecord): Promise<unknown> =>
  raw(name, (db) => request(db.transaction('log', 'readwrite').objectStore('log').put(record, key)));

/** Every connection opened from here on, so that a test can be the browser that closes them. */
function connections(): IDBDatabase[] {
  const opened: IDBDatabase[] = [];
  const open = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
    const asked = open(...args);
    asked.addEventListener('success', () => opened.push(asked.result));
    return asked;
  });
  return opened;
}

/** As a browser does: the connection is dead, and only then says so. */
function closeAsBrowser(db: IDBDatabase): void {
  db.close();
  db.onclose?.(new Event('close'));
}

afterEach(() => void vi.restoreAllMocks());

describe('clearing up', () => {
  it('takes what was deleted when it was asked for, not what is deleted until its turn', async () => {
    const tab = await openTab(newName());
    await write(tab, { id: 'before' }, { id: 'after' });
    await change(tab, { id: 'before', deleted: true });
    const [other] = await tab.findDocumentsById(['after'], true);
    const { journal } = tab.internals;
    const busy = journal.exclusive(() => new Promise<void>((resolve) => setTimeout(resolve, 30)));
    const cleared = tab.cleanup(0);
    await tab.bulkWrite([rowOf({ id: 'after', deleted: true }, other, Date.now() + 10)], 'test');
    await busy;
    await cleared;
    expect(await ids(tab)).toEqual(['after']);
  });
});

it('answers queries after more was written at once than was there', async () => {
  const tab = await openTab(newName());
  const byNumber = prepared({ selector: { a: { $gte: 0 } }, sort: [{ a: 'asc' }] });
  const asked = async (): Promise<number> => (await tab.query(byNumber)).documents.length;
  await write(tab, { id: 'first' });
  expect(await asked()).toBe(1);
  await write(tab, ...Array.from({ length: 150 }, (_, n): Draft => ({ id: `m${n}`, a: n % 20 })));
  expect(await asked()).toBe(151);
  await write(tab, { id: 'last' });
  await change(tab, { id: 'm7', deleted: true });
  expect(await asked()).toBe(151);
});

describe('a connection that the browser closed', () => {
  it('is opened again by the next write, which is kept', async () => {
    const name = newName();
    const opened = connections();
    const tab = await openTab(name);
    await write(tab, { id: 'one' });
    opened.forEach(closeAsBrowser);
    await write(tab, { id: 'two' });
    await tab.close();
    expect(await ids(await openTab(name))).toEqual(['one', 'two']);
  });

  it('is opened again when nothing had said that it was closed', async () => {
    const name = newName();
    const opened = connections();
    const tab = await openTab(name);
    for (const db of opened) db.close();
    await write(tab, { id: 'one' });
    expect(await ids(await openTab(name))).toEqual(['one']);
  });

  it('to a database that was cleared refuses writes, and puts nothing of this page into the new one', async () => {
    const name = newName();
    const told: StorageTold[] = [];
    const opened = connections();
    const tab = await openTab(name, { tell: (one) => told.push(one) });
    await write(tab, { id: 'secret' });
    for (const db of opened) closeAsBrowser(db);
    await request(indexedDB.deleteDatabase(logDatabaseName(name)));
    await expect(write(tab, { id: 'more' })).rejects.toThrow(/cleared/);
    expect(told).toEqual([{ kind: 'removed' }]);
    expect(await records(name)).toEqual([]);
  });
});

describe('a full disk', () => {
  it('refuses the write, says why, and leaves memory and log as they were', async () => {
    const name = newName();
    const tab = await openTab(name);
    await write(tab, { id: 'one' });
    diskFullFor(() => true);
    await expect(write(tab, { id: 'two' })).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await ids(tab)).toEqual(['one']);
    vi.restoreAllMocks();
    await write(tab, { id: 'two' });
    await tab.close();
    expect(await ids(await openTab(name))).toEqual(['one', 'two']);
  });

  it('takes what still fits of writes that were grouped', async () => {
    const name = newName();
    const tab = await openTab(name);
    diskFullFor((record) => record.n > 10 || record.c !== 'c|0');
    const many = Array.from({ length: 30 }, (_, at) => ({ id: `big${at}` }));
    const first = write(tab, { id: 'first' });
    const answers = await Promise.allSettled([first, write(tab, ...many), write(tab, { id: 'small' })]);
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids(tab)).toEqual(['first', 'small']);
  });
});

describe('a record that cannot be read', () => {
  async function threeRecords(name: string): Promise<void> {
    const tab = await openTab(name);
    for (const id of ['one', 'two', 'three']) await write(tab, { id });
    await tab.close();
  }

  const damages: readonly (readonly [string, (record: LogRecord) => LogRecord])[] = [
    [
      'damaged',
      (record) => ({ ...record, d: (record.d as Uint8Array<ArrayBuffer>).map((byte) => byte ^ 1) }),
    ],
    ['another collection’s', (record) => ({ ...record, iv: new Uint8Array(12) })],
    ['not what it says', (record) => ({ ...record, n: 2 })],
    ['no JSON', ({ iv: _iv, ...record }) => ({ ...record, d: '[{' })],
    ['no document', ({ iv: _iv, ...record }) => ({ ...record, d: '[{"id":"two"}]' })],
  ];

  it.each(damages)('is set aside and told, and the others are read: %s', async (_name, damage) => {
    const name = newName();
    await threeRecords(name);
    const [, second] = await records(name);
    if (second === undefined) throw new Error('three records');
    await put(name, second[0], damage(second[1]));
    const told: StorageTold[] = [];
    const tab = await openTab(name, { tell: (one) => told.push(one) });
    expect(await ids(tab)).toEqual(['one', 'three']);
    expect(told).toEqual([{ kind: 'unreadable', collection: 'c', records: 1 }]);
    const kept = await raw(name, (db) =>
      request(db.transaction('quarantine').objectStore('quarantine').getAll()),
    );
    expect(kept).toHaveLength(1);
    await write(tab, { id: 'two' });
    await tab.close();
    const again = await openTab(name, { tell: (one) => told.push(one) });
    expect(await ids(again)).toEqual(['one', 'three', 'two']);
    expect(told).toHaveLength(1);
  });

  it('filed under another collection does not open there', async () => {
    const name = newName();
    await threeRecords(name);
    const [first] = await records(name);
    if (first === undefined) throw new Error('three records');
    await put(name, first[0], { ...first[1], c: 'other|0' });
    const told: StorageTold[] = [];
    const other = await openTab(name, { tell: (one) => told.push(one) }, 'other');
    expect(await ids(other)).toEqual([]);
    expect(told).toEqual([{ kind: 'unreadable', collection: 'other', records: 1 }]);
  });

  it('written by another tab stops neither this one nor what comes after it', async () => {
    const name = newName();
    const told: StorageTold[] = [];
    const tab = await openTab(name, { tell: (one) => told.push(one) });
    await write(tab, { id: 'one' });
    await put(name, 2, { c: 'c|0', n: 1, d: 'torn' });
    const other = await openTab(name);
    await write(other, { id: 'two' });
    await tab.internals.journal.catchUp();
    await write(tab, { id: 'three' });
    expect(living(await all(tab)).map((doc) => doc['id'])).toEqual(['one', 'three', 'two']);
    expect(told.filter((one) => one.kind === 'fault')).toEqual([]);
  });
});

describe('another tab', () => {
  it('that removes the collection is noticed: nothing is written to what is gone', async () => {
    const name = newName();
    const [tab, other] = [await openTab(name), await openTab(name)];
    await write(tab, { id: 'one' });
    await other.internals.journal.catchUp();
    await other.remove();
    await tab.internals.journal.catchUp();
    await expect(write(tab, { id: 'two' })).rejects.toThrow(/removed in another tab/);
    expect(await ids(tab)).toEqual([]);
    expect(await ids(await openTab(name))).toEqual([]);
  });

  it('that removes it while this one was not listening is noticed by the next write', async () => {
    const name = newName();
    const [tab, other] = [await openTab(name), await openTab(name)];
    await write(tab, { id: 'one' });
    const removed = other.remove();
    const attempts = await Promise.allSettled([
      removed,
      write(tab, { id: 'two' }),
      write(tab, { id: 'three' }),
    ]);
    await tab.internals.journal.catchUp();
    await expect(write(tab, { id: 'four' })).rejects.toThrow(/removed in another tab/);
    expect(attempts[0]?.status).toBe('fulfilled');
  });

  it('that deletes the database ends this one: told, refused, and not made again', async () => {
    const name = newName();
    const told: StorageTold[] = [];
    const tab = await openTab(name, { tell: (one) => told.push(one) });
    await write(tab, { id: 'one' });
    await request(indexedDB.deleteDatabase(logDatabaseName(name)));
    await expect(write(tab, { id: 'two' })).rejects.toThrow(/removed/);
    expect(told).toEqual([{ kind: 'removed' }]);
    expect((await indexedDB.databases()).map((db) => db.name)).not.toContain(logDatabaseName(name));
  });

  it('that purges is followed by one that never saw the deletion', async () => {
    const name = newName();
    const [tab, other] = [await openTab(name), await openTab(name)];
    await write(tab, { id: 'one' }, { id: 'two' });
    await other.internals.journal.catchUp();
    const deaf = vi.spyOn(other.internals.journal, 'catchUp').mockResolvedValue();
    await change(tab, { id: 'one', deleted: true });
    await tab.cleanup(0);
    deaf.mockRestore();
    await other.internals.journal.catchUp();
    expect(await ids(other)).toEqual(['two']);
  });
});

describe('a tab that was asleep', () => {
  it('drops what was purged though the record that said so has been deleted since', async () => {
    const name = newName();
    const [tab, other] = [await openTab(name), await openTab(name)];
    await write(tab, { id: 'one' }, { id: 'two' }, { id: 'three' });
    await other.internals.journal.catchUp();
    const asleep = vi.spyOn(other.internals.journal, 'catchUp').mockResolvedValue();
    await change(tab, { id: 'one', deleted: true });
    await tab.cleanup(0);
    // Written whole into one new record: the one before it, which told of the purge, is deleted with it.
    await change(tab, { id: 'two', a: 2 });
    expect(await records(name)).toHaveLength(1);
    asleep.mockRestore();
    await other.internals.journal.catchUp();
    expect(await ids(other)).toEqual(['three', 'two']);
  });
});

describe('what is no longer needed', () => {
  it('leaves the log: a purged document with all its versions, the others stay', async () => {
    const name = newName();
    const tab = await openTab(name, { encrypt: false });
    await write(tab, ...Array.from({ length: 40 }, (_, at) => ({ id: `doc${at}`, t: 'a' })));
    await change(tab, { id: 'doc7', t: 'zzz' });
    await change(tab, { id: 'doc7', t: 'zzz', deleted: true });
    expect(JSON.stringify(await records(name))).toContain('doc7');
    await tab.cleanup(0);
    const left = JSON.stringify(await records(name));
    expect(left).not.toContain('doc7');
    expect(left).toContain('doc39');
    await tab.close();
    expect(await ids(await openTab(name))).toHaveLength(39);
  });

  it('leaves at once where a document is alone in its record', async () => {
    const name = newName();
    const tab = await openTab(name, { encrypt: false });
    await write(tab, { id: 'draft', t: 'first' }, { id: 'other' });
    await change(tab, { id: 'draft', t: 'later' });
    const left = JSON.stringify(await records(name));
    expect(left).not.toContain('first');
    expect(left).toContain('later');
    await tab.close();
    expect(await ids(await openTab(name))).toEqual(['draft', 'other']);
  });

  it('is compacted when there is much of it, and the log is no longer than twice what lives', async () => {
    const name = newName();
    const settings = { spareDocs: 50, smallRecords: 20, recordDocs: 50 };
    const tab = await openTab(name, settings);
    for (let round = 0; round < 12; round += 1) {
      for (let at = 0; at < 100; at += 10) {
        const batch = Array.from({ length: 10 }, (_, one) => `d${at + one}`);
        const current = new Map((await tab.findDocumentsById(batch, true)).map((doc) => [doc['id'], doc]));
        await tab.bulkWrite(
          batch.map((id) => rowOf({ id, a: round }, current.get(id))),
          'test',
        );
      }
    }
    await tab.internals.journal.compact();
    const found = await records(name);
    expect(found.reduce((sum, [, record]) => sum + record.n, 0)).toBeLessThanOrEqual(2 * 100 + 50);
    expect(found.length).toBeLessThanOrEqual(25);
    await tab.close();
    const reopened = await openTab(name, settings);
    expect((await all(reopened)).map((doc) => doc['a'])).toEqual(Array.from({ length: 100 }, () => 11));
  });
});

describe('sealing', () => {
  it('shows nothing of a document on the disk, and its key cannot be read out', async () => {
    const name = newName();
    await write(await openTab(name), { id: 'visible', t: 'words' });
    const text = (await records(name))
      .map(([, record]) => new TextDecoder('latin1').decode(record.d as Uint8Array))
      .join();
    expect(text).not.toMatch(/visible|words/);
    const { key } = await raw(name, (db) =>
      request<{ key: CryptoKey }>(db.transaction('meta').objectStore('meta').get('identity')),
    );
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});

describe('a read', () => {
  it('sees every write that was asked for before it', async () => {
    const tab = await openTab(newName());
    const writing = write(tab, { id: 'one' });
    const found = tab.findDocumentsById(['one'], false);
    const queried = tab.query(prepared({ selector: {} }));
    expect(await found).toHaveLength(1);
    expect((await queried).documents).toHaveLength(1);
    await writing;
  });
});

describe('a collection with attachments', () => {
  it('is refused: files have a database of their own', async () => {
    const opening = getRxStorageLog().createStorageInstance({
      databaseInstanceToken: 'token',
      databaseName: newName(),
      collectionName: 'c',
      schema: { ...schema, attachments: {} } as never,
      options: {},
      multiInstance: false,
      devMode: false,
    });
    await expect(opening).rejects.toThrow(/attachments/);
  });
});
