/** The words of the log: what a record is, what can be set, what the storage tells. */
import type { KeyLock } from '@communitrak/platform/platform.ts';
import type { BulkWriteRow, RxDocumentData } from 'rxdb/plugins/core';

export type Fields = Record<string, unknown>;
/** A document as RxDB stores it: its fields, `_rev`, `_meta.lwt`, `_deleted`. */
export type Doc = RxDocumentData<Fields>;
export type Row = BulkWriteRow<Fields>;
export type Durability = 'strict' | 'relaxed';
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * One value of the log: whole documents of one collection. The last version of a document in the log is the document.
 */
export interface LogRecord {
  /** The collection's key. */
  readonly c: string;
  /** Documents in it. */
  readonly n: number;
  /** JSON of the documents; with `iv` sealed by AES-GCM, the collection's key authenticated. */
  readonly d: string | Bytes;
  readonly iv?: Bytes;
  /** Other records were deleted as this one was written. */
  readonly moved?: true;
  /** The collection was removed. */
  readonly removed?: true;
}

/**
 * What indexes say of the documents of a large record, under the record's key: enough to know which documents a first
 * list shows before the rest has been read. Never more than a shortcut: without it everything is read.
 */
export interface LogIndexBlock extends Pick<LogRecord, 'c' | 'd' | 'iv'> {}

/** What the storage has to say to whoever opened it; none of it stops the app. */
export type StorageTold =
  /** Records that could not be read were set aside: the server must be asked what is missing. '' is any collection. */
  | { readonly kind: 'unreadable'; readonly collection: string; readonly records: number }
  /** Another tab removed the database, or the browser did. */
  | { readonly kind: 'removed' }
  /** It holds more than memory should: elsewhere is better at the next start. */
  | { readonly kind: 'large' }
  /** Work behind a write failed: nothing is lost, and it will be tried again. */
  | { readonly kind: 'fault'; readonly error: unknown };

export interface LogSettings {
  /** Seal records; by default wherever the browser can. A database that has a key keeps it. */
  readonly encrypt: boolean;
  /** Locks the key of a new database. */
  readonly keyLock?: KeyLock | undefined;
  /** Documents a record holds at most. */
  readonly recordDocs: number;
  /** How long a record's content must be to lie apart: bytes, or letters where nothing is sealed. */
  readonly apartFrom: number;
  /** Records of fewer documents have no index block: they are as quickly read whole. */
  readonly indexBlockDocs: number;
  /** Superseded documents beyond the living ones before the log is compacted. */
  readonly spareDocs: number;
  /** Small records of a collection before they are merged. */
  readonly smallRecords: number;
  /** How long to wait for a quiet moment before compacting. Milliseconds. */
  readonly idleMs: number;
  /** How long after it was opened a collection that nobody has asked for is read. Milliseconds. */
  readonly behindMs: number;
  /** Documents, RxDB's own records of them left out, and bytes above which it calls itself large. */
  readonly ceiling: { readonly documents: number; readonly bytes: number };
  readonly tell: (told: StorageTold) => void;
}

/** The storage under an instance is gone: another tab has removed it, or a newer app has taken it over. */
export class StorageGoneError extends Error {
  override readonly name = 'StorageGoneError';
}
