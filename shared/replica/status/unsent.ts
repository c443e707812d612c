/** Everything that is on this device and not (or not as written) on the server: to see, send again, copy, discard. */
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';
import type { Delivery } from './delivery.ts';

export interface UnsentItem {
  readonly key: string;
  readonly kind: 'document' | 'file' | 'refused' | 'conflict';
  readonly documentId: string;
  /** Entity's type, e.g. 'request'; of the owning document for a file. */
  readonly type: string;
  /** The document's or file's own title; '' when it has none. */
  readonly title: string;
  /** What the member wrote. */
  readonly text: string;
  /** ISO, the device's time. */
  readonly at: string;
  readonly delivery: Delivery;
  readonly code?: RefusalCode | FileFault;
  readonly detail?: string;
  /** 0..1, of a file on its way. */
  readonly progress?: number;
  /** For a conflict: what the server has instead. */
  readonly serverText?: string;
}

/** Why the server did not take a file. */
export type FileFault =
  | 'hash-mismatch'
  | 'unsupported-image'
  | 'over-quota'
  | 'too-large'
  | 'not-a-member'
  | 'unsupported-media-type'
  | 'bytes-gone';

/** Oldest first. */
export declare function unsent(replica: Replica): Query<readonly UnsentItem[]>;
/** True when it is on its way again; false when there is nothing to send any more. */
export declare function sendAgain(replica: Replica, key: string): Promise<boolean>;
/** Forgets the item for good. A document that waits is taken back to the server's version (or removed). */
export declare function discard(replica: Replica, key: string): Promise<void>;
/** All items with their full content, as one JSON file that a person can read. */
export declare function exportUnsent(replica: Replica): Promise<Blob>;
/** The item as plain text, to copy. */
export declare function textOf(item: UnsentItem): string;
