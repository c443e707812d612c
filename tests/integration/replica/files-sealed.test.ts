/** Bytes of files on the device: sealed, readable after a restart, mended when damaged, and what a full disk does to them. */
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { openFileStore } from '@communitrak/replica/files/file-store.ts';

const SECRET = 'a photo of the boiler room';
const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).slice().buffer;
const textOf = (bytes: ArrayBuffer | undefined): string => new TextDecoder().decode(bytes);
const AT = '2026-03-01T08:00:00.000Z';

function refOf(letter: string): FileRef {
  return {
    sha256: letter.repeat(64),
    bytes: SECRET.length,
    type: 'image/jpeg',
    width: 4,
    height: 3,
    name: `${letter}.jpg`,
  } as FileRef;
}

const newName = (): string => `files-${randomUUID()}`;

/** The database behind the store's back. */
async function raw<T>(name: string, work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(`${name}-files`);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

const lying = (name: string): Promise<string> =>
  raw(name, async (db) => {
    const all = [
      ...(await db.getAll('outbox')),
      ...(await db.getAll('cache')),
      ...(await db.getAll('drafts')),
    ];
    return all.map((file: { bytes: ArrayBuffer }) => textOf(file.bytes)).join('|');
  });

async function damage(name: string, store: string): Promise<void> {
  await raw(name, async (db) => {
    const [file] = (await db.getAll(store)) as { bytes: ArrayBuffer }[];
    if (file === undefined) throw new Error(`nothing in ${store}`);
    const bytes = new Uint8Array(file.bytes.slice(0));
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await db.put(store, { ...file, bytes: bytes.buffer });
  });
}

const quota = (): DOMException => new DOMException('no room', 'QuotaExceededError');

/** As a disk on which only so many puts of this store fit any more. */
function fullFor(store: string, fits: () => boolean): void {
  const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as (
    ...args: unknown[]
  ) => IDBRequest<IDBValidKey>;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === store && !fits()) throw quota();
    return put.apply(this, args);
  });
}

afterEach(() => void vi.restoreAllMocks());

describe('files on the device', () => {
  it('lie sealed, are read after a restart, and pass from the outbox into the cache', async () => {
    const name = newName();
    const store = await openFileStore(name);
    await store.queue(refOf('a'), bytesOf(SECRET), 'request:1', AT);
    await store.cache(refOf('b'), bytesOf(`${SECRET} seen`), 'request:1');
    expect(await lying(name)).not.toContain('boiler');
    store.close();
    const again = await openFileStore(name);
    expect((await again.outbox()).map((file) => textOf(file.bytes))).toEqual([SECRET]);
    expect(textOf((await again.find(refOf('b').sha256))?.bytes)).toBe(`${SECRET} seen`);
    await again.sent(refOf('a').sha256);
    expect(await again.outbox()).toEqual([]);
    expect(textOf((await again.find(refOf('a').sha256))?.bytes)).toBe(SECRET);
    await again.wipe();
  });

  it('have a key that cannot be read out, and that goes with the wipe', async () => {
    const name = newName();
    const store = await openFileStore(name);
    await store.queue(refOf('a'), bytesOf(SECRET), 'request:1', AT);
    const keyOf = () => raw(name, (db) => db.get('keys', 'files') as Promise<CryptoKey>);
    expect((await keyOf()).extractable).toBe(false);
    await store.wipe();
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(`${name}-files`);
    await deleteDB(`${name}-files`);
  });

  it('kept by an app that did not seal are read, and sealed at the next start', async () => {
    const name = newName();
    const old = await openDB(`${name}-files`, 1, {
      upgrade(db) {
        db.createObjectStore('outbox', { keyPath: 'sha256' });
        db.createObjectStore('cache', { keyPath: 'sha256' }).createIndex('used', 'used');
        db.createObjectStore('drafts', { keyPath: ['draft', 'sha256'] }).createIndex('draft', 'draft');
      },
    });
    const file = { sha256: refOf('a').sha256, type: 'image/jpeg', bytes: bytesOf(SECRET), documents: ['r'] };
    await old.put('outbox', { ...file, name: 'a.jpg', at: AT });
    await old.put('cache', { ...file, used: 1 });
    await old.put('drafts', { draft: 'd', sha256: file.sha256, at: 1, ref: refOf('a'), bytes: file.bytes });
    expect(await lying(name)).toContain('boiler');
    old.close();
    // No room to write them anew: they are read as they are.
    fullFor('outbox', () => false);
    const before = await openFileStore(name);
    vi.restoreAllMocks();
    expect((await before.outbox()).map((one) => textOf(one.bytes))).toEqual([SECRET]);
    before.close();
    const store = await openFileStore(name);
    expect(await lying(name)).not.toContain('boiler');
    expect((await store.outbox()).map((one) => textOf(one.bytes))).toEqual([SECRET]);
    await store.wipe();
  });

  it('damaged in the cache are fetched again; damaged in the outbox the member is told', async () => {
    const name = newName();
    const store = await openFileStore(name);
    await store.queue(refOf('a'), bytesOf(SECRET), 'request:1', AT);
    await store.cache(refOf('b'), bytesOf(SECRET), 'request:1');
    await damage(name, 'outbox');
    await damage(name, 'cache');
    expect(await store.find(refOf('b').sha256)).toBeUndefined();
    expect(await store.used()).toMatchObject({ count: 1 });
    expect(await store.outbox()).toMatchObject([{ sha256: refOf('a').sha256, fault: 'hash-mismatch' }]);
    await store.wipe();
  });
});

describe('a full disk', () => {
  it('costs the cache first: what waits for the server is kept', async () => {
    const store = await openFileStore(newName());
    await store.cache(refOf('b'), bytesOf(SECRET), 'request:1');
    let tries = 0;
    fullFor('outbox', () => (tries += 1) > 1);
    await store.queue(refOf('a'), bytesOf(SECRET), 'request:1', AT);
    expect(await store.outbox()).toHaveLength(1);
    expect(await store.find(refOf('b').sha256)).toBeUndefined();
    await store.wipe();
  });

  it('refuses what does not fit without the cache either, and says why', async () => {
    const store = await openFileStore(newName());
    await store.cache(refOf('b'), bytesOf(SECRET), 'request:1');
    fullFor('outbox', () => false);
    await expect(store.queue(refOf('a'), bytesOf(SECRET), 'request:1', AT)).rejects.toMatchObject({
      name: 'QuotaExceededError',
    });
    vi.restoreAllMocks();
    expect(await store.outbox()).toEqual([]);
    await store.wipe();
  });

  it('caches nothing, and stops nobody from looking', async () => {
    const store = await openFileStore(newName());
    fullFor('cache', () => false);
    await store.cache(refOf('b'), bytesOf(SECRET), 'request:1');
    expect(await store.used()).toEqual({ count: 0, bytes: 0 });
    vi.restoreAllMocks();
    await store.wipe();
  });
});
