/** Our side of the first-pull bench: a fresh replica opened in the page, from the real server, until all has arrived. */
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { Platform } from '@communitrak/platform/platform.ts';
import { currentSession, signIn } from '@communitrak/replica/commands/session.ts';
import { openReplica } from '@communitrak/replica/replica.ts';
import { deviceStorage, type DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';

const none = { subscribe: () => () => undefined };
const platform: Platform = {
  kind: 'browser',
  baseUrl: '',
  pickImages: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(false),
  print: () => undefined,
  leaveFor: () => undefined,
  notify: () => undefined,
  setBadge: () => undefined,
  updates: { ...none, isReady: () => false, apply: () => undefined },
  install: { ...none, isAvailable: () => false, show: () => Promise.resolve() },
};

async function enter(email: string, password: string): Promise<void> {
  const answer = await signIn(platform, { email, password });
  if (!answer.ok) throw new Error(answer.problem);
}

const STORAGES = {
  device: deviceStorage,
  /** The same replica on RxDB's own storage for browsers. */
  dexie: () => getRxStorageDexie() as unknown as DeviceStorage,
  memory: () => getRxStorageMemory() as unknown as DeviceStorage,
};

/** Milliseconds from opening an empty replica until `expected` documents of `places` can be read from it. */
async function pull(
  storage: keyof typeof STORAGES,
  expected: number,
): Promise<{ ms: number; documents: number }> {
  const session = await currentSession(platform);
  if (session.kind !== 'signed-in') throw new Error('signed out');
  const [place] = session.session.associations;
  if (place === undefined) throw new Error('no association');
  const started = performance.now();
  const replica = await openReplica({
    platform,
    session: place,
    accountId: session.session.account.id,
    baseUrl: '',
    storage: STORAGES[storage](),
    multiInstance: false,
  });
  const places = replica.parts.database.collections.get('places');
  if (places === undefined) throw new Error('no such collection');
  // Told by the collection's own events: asking it again and again would be paid for by what is measured.
  const already = await places.count().exec();
  const documents = await new Promise<number>((resolve) => {
    let seen = already;
    const subscription = places.$.subscribe((event) => {
      if (event.operation === 'INSERT') seen += 1;
      if (seen < expected) return;
      subscription.unsubscribe();
      resolve(seen);
    });
  });
  const ms = performance.now() - started;
  await replica.wipe();
  return { ms, documents };
}

const opened = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('values');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(name));
  });

/** Milliseconds that IndexedDB takes for so many values of so many bytes, one transaction each, and nothing else. */
async function bareWrites(values: number, bytes: number): Promise<{ ms: number; documents: number }> {
  const name = 'bench-bare';
  const database = await opened(name);
  const contents = Array.from({ length: values }, () => {
    const content = new Uint8Array(bytes);
    // As what is sealed is: nothing that could be made shorter.
    for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
    return content;
  });
  const started = performance.now();
  for (const [key, content] of contents.entries()) {
    const tx = database.transaction('values', 'readwrite', { durability: 'relaxed' });
    tx.objectStore('values').put(content, key);
    await new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error ?? new Error(name));
    });
  }
  const ms = performance.now() - started;
  database.close();
  indexedDB.deleteDatabase(name);
  return { ms, documents: values };
}

Object.assign(globalThis, { bench: { enter, pull, bareWrites } });
