/**
 * Bytes on the device, in an IndexedDB of their own (never in RxDB): the outbox of files not yet on the server, the cache
 * of files looked at, and photos of drafts. Addressed by content; each remembers the documents it is held for, so that
 * what is revoked can go. Bytes lie as ArrayBuffers: some browsers lose Blobs kept in IndexedDB.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { FileFault } from './faults.ts';

export interface StoredFile {
  readonly sha256: string;
  readonly type: string;
  readonly bytes: ArrayBuffer;
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

export interface DraftFile {
  readonly draft: string;
  readonly sha256: string;
  readonly at: number;
  readonly ref: FileRef;
  readonly bytes: ArrayBuffer;
}

export interface FilesSchema extends DBSchema {
  outbox: { key: string; value: OutboxFile };
  cache: { key: string; value: CachedFile; indexes: { used: number } };
  drafts: { key: [string, string]; value: DraftFile; indexes: { draft: string } };
}

export type FilesDb = IDBPDatabase<FilesSchema>;

export function openFilesDb(name: string): Promise<FilesDb> {
  return openDB<FilesSchema>(`${name}-files`, 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'sha256' });
      db.createObjectStore('cache', { keyPath: 'sha256' }).createIndex('used', 'used');
      db.createObjectStore('drafts', { keyPath: ['draft', 'sha256'] }).createIndex('draft', 'draft');
    },
    // Another tab wipes: this connection must not hold it up.
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
}

export async function removeFilesDb(name: string): Promise<void> {
  await deleteDB(`${name}-files`);
}
