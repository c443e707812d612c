/** Keys locked by a system's key store, as the desktop has one: what lies on the disk opens nothing without it. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { KeyLock } from '@communitrak/platform/platform.ts';
import { openFileStore } from '@communitrak/replica/files/file-store.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { deviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { aSessionAssociation, openTestReplica } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer } from '@communitrak/testkit/scripted-server.ts';

/** A key store that turns bytes around; locked, it gives nothing back. */
function keyStore(): KeyLock & { isLocked: boolean; asked: number } {
  const turned = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => bytes.map((byte) => 255 - byte);
  const store = {
    isLocked: false,
    asked: 0,
    lock: (key: Uint8Array<ArrayBuffer>) => Promise.resolve(turned(key)),
    unlock(locked: Uint8Array<ArrayBuffer>) {
      store.asked += 1;
      return Promise.resolve(store.isLocked ? undefined : turned(locked));
    },
  };
  return store;
}

/** Every key of WebCrypto that lies in a database of the device. */
async function keysLying(): Promise<number> {
  let found = 0;
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error(name));
    });
    for (const store of ['meta', 'keys'].filter((one) => db.objectStoreNames.contains(one))) {
      const values = await new Promise<unknown[]>((resolve) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
      });
      found += values.filter(
        (value) => value instanceof CryptoKey || (value as { key?: unknown }).key instanceof CryptoKey,
      ).length;
    }
    db.close();
  }
  return found;
}

it('opens again with the store, not without it, and loses nothing for that', async () => {
  const keyLock = keyStore();
  const session = aSessionAssociation({ id: `lock-${randomUUID().slice(0, 8)}` });
  const server = scriptedServer();
  server.before = () => Promise.reject(new TypeError('offline'));
  const opened = (lock: KeyLock | undefined): Promise<Replica> =>
    openTestReplica({
      session,
      fetch: server.fetch,
      storage: deviceStorage({ keyLock: lock }),
      platform: { ...fakePlatform(), ...(lock === undefined ? {} : { keyLock: lock }) },
    });
  const first = await opened(keyLock);
  const mine = aRequest({ title: 'Leak' }, { newId: countingIds(0x31) });
  await first.parts.documents.write([mine]);
  await first.close();
  expect(await keysLying()).toBe(0);
  keyLock.isLocked = true;
  await expect(opened(keyLock)).rejects.toThrow('cannot be unlocked');
  await expect(opened(undefined)).rejects.toThrow('cannot be unlocked');
  keyLock.isLocked = false;
  const again = await opened(keyLock);
  expect(await again.parts.documents.get(mine.id)).toMatchObject({ body: { title: 'Leak' } });
  expect(keyLock.asked).toBeGreaterThan(1);
  await again.wipe();
});

it('seals files too; where the system has no store, the key lies beside them, unreadable', async () => {
  const keyLock = keyStore();
  const name = `lock-${randomUUID()}`;
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const ref = { sha256: 'a'.repeat(64), name: 'a.jpg', type: 'image/jpeg', bytes: 3, width: 1, height: 1 };
  const store = await openFileStore(name, { keyLock });
  await store.queue(ref, bytes, 'request:1', '2026-03-04T19:02:00.000Z');
  store.close();
  expect(await keysLying()).toBe(0);
  keyLock.isLocked = true;
  await expect(openFileStore(name, { keyLock })).rejects.toThrow('cannot be unlocked');
  keyLock.isLocked = false;
  const again = await openFileStore(name, { keyLock });
  expect((await again.outbox()).map((file) => new Uint8Array(file.bytes))).toEqual([new Uint8Array(bytes)]);
  await again.wipe();
  const none: KeyLock = { lock: () => Promise.resolve(undefined), unlock: () => Promise.resolve(undefined) };
  const plain = await openFileStore(name, { keyLock: none });
  expect(plain.sealer.seals).toBe(true);
  expect(await keysLying()).toBe(1);
  await plain.wipe();
});
