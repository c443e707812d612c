/** A file that a document lists, for the screen: a URL when its bytes are here, or where it is. */
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';

export type FileView =
  /** An object URL, valid while the query has a subscriber. */
  | { readonly kind: 'here'; readonly url: string }
  /** Being fetched, or (with progress 0..1) being sent from this device. */
  | { readonly kind: 'on-its-way'; readonly progress?: number }
  /** Not on this device and not to be had now; it is asked for again when there is a connection. */
  | { readonly kind: 'not-here' };

export declare function fileView(replica: Replica, documentId: string, ref: FileRef): Query<FileView>;
