/**
 * Bytes on the device, in an IndexedDB of their own (never in RxDB): the outbox of files not yet on the server, the cache
 * of files looked at, and photos of drafts. Addressed by content; each remembers the documents it is held for, so that
 * what is revoked can go. Bytes are sealed; they lie as ArrayBuffers: some browsers lose Blobs kept in IndexedDB.
 */
import type { KeyLock } from '@communitrak/platform/platform.ts';
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { FileFault } from './faults.ts';
import { freshTail } from '../leveldb-tail.ts';
import { keyOf, makeKey, type KeptKey } from '../sealing-key.ts';
import { createSealer, type Lying, type Sealer } from './sealing.ts';

export interface StoredFile extends Lying {
  readonly type: string;
  /** Ids of the documents that list it. */
  readonly documents: readonly string[];
}

export interface OutboxFile extends StoredFile {
  readonly name: string;
  /** ISO, the device's time. */
  readonly at: string;
  readonly fault?: FileFault;
  /** A document that lists it has gone from this device: accepted and not for this member to see, or not accepted. */
  readonly orphan?: boolean;
}

export interface CachedFile extends StoredFile {
  /** Counts up with each look: the least is the first to go. */
  readonly used: number;
}

export interface DraftFile extends Lying {
  readonly draft: string;
  readonly at: number;
  readonly ref: FileRef;
}

export interface FilesSchema extends DBSchema {
  outbox: { key: string; value: OutboxFile };
  cache: { key: string; value: CachedFile; indexes: { used: number } };
  drafts: { key: [string, string]; value: DraftFile; indexes: { draft: string } };
  /** `files`: the key that seals them, or it locked; `unsealed`: some were kept by an app that did not seal. */
  keys: { key: string; value: CryptoKey | Uint8Array<ArrayBuffer> | true };
}

export type FilesDb = IDBPDatabase<FilesSchema>;

export async function openFilesDb(name: string): Promise<FilesDb> {
  const [db] = await Promise.all([openNamed(name), freshTail()]);
  return db;
}

function openNamed(name: string): Promise<FilesDb> {
  return openDB<FilesSchema>(`${name}-files`, 2, {
    async upgrade(db, before) {
      const keys = db.createObjectStore('keys');
      if (before >= 1) {
        await keys.put(true, 'unsealed');
        return;
      }
      db.createObjectStore('outbox', { keyPath: 'sha256' });
      db.createObjectStore('cache', { keyPath: 'sha256' }).createIndex('used', 'used');
      db.createObjectStore('drafts', { keyPath: ['draft', 'sha256'] }).createIndex('draft', 'draft');
    },
    // Another tab wipes: this connection must not hold it up.
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
}

function keptOf(value: FilesSchema['keys']['value'] | undefined): KeptKey {
  if (value === undefined || value === true) return {};
  return value instanceof Uint8Array ? { locked: value } : { key: value };
}

/** Two tabs may make a key at once: the first to write it is right. @throws KeyLockedError */
export async function openSealer(db: FilesDb, lock: KeyLock | undefined): Promise<Sealer> {
  const known = await keyOf(keptOf(await db.get('keys', 'files')), lock);
  if (known !== undefined) return createSealer(known);
  const made = await makeKey(lock);
  if (made === undefined) return createSealer(undefined);
  const tx = db.transaction('keys', 'readwrite');
  const before = await tx.store.get('files');
  if (before === undefined) await tx.store.put(made.kept.locked ?? made.key, 'files');
  await tx.done;
  return createSealer((await keyOf(keptOf(before), lock)) ?? made.key);
}

export async function removeFilesDb(name: string): Promise<void> {
  await deleteDB(`${name}-files`);
}
