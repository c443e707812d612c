/**
 * A picked file becomes a photo fit to send: looked at before it is decoded, turned the right way up, made smaller,
 * and re-encoded, which leaves location and other camera data behind. Works in a browser only.
 */
import type { FileRef } from '@communitrak/domain/core/files.ts';

export interface PreparedPhoto {
  readonly ref: FileRef;
  readonly blob: Blob;
}

export type PhotoFault = 'not-an-image' | 'too-large' | 'too-many-pixels' | 'cannot-read';
export type PreparePhotoResult =
  | { readonly ok: true; readonly photo: PreparedPhoto }
  | { readonly ok: false; readonly reason: PhotoFault };

export declare function preparePhoto(file: Blob, name: string): Promise<PreparePhotoResult>;
