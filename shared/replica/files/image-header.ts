/** What a file is by its first bytes, before anything decodes it. Pure. */
import { imageSize } from 'image-size';
import { FILE_LIMIT_BYTES, IMAGE_LIMIT_EDGE, IMAGE_LIMIT_PIXELS } from '@communitrak/domain/core/files.ts';

export type PhotoFault = 'not-an-image' | 'too-large' | 'too-many-pixels' | 'cannot-read';

export type HeaderCheck =
  | { readonly ok: true; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly reason: PhotoFault };

/** Kinds that some browser can decode. No SVG: it is a program, not a photo. */
const PHOTO_KINDS: ReadonlySet<string> = new Set([
  'jpg',
  'png',
  'webp',
  'gif',
  'bmp',
  'avif',
  'heic',
  'heif',
  'tiff',
]);

function sizeOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    const { width, height, type } = imageSize(bytes);
    return PHOTO_KINDS.has(type ?? '') && width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    // The library's way of saying that it found no image.
    return undefined;
  }
}

export function checkHeader(bytes: Uint8Array): HeaderCheck {
  if (bytes.byteLength > FILE_LIMIT_BYTES) return { ok: false, reason: 'too-large' };
  const size = sizeOf(bytes);
  if (size === undefined) return { ok: false, reason: 'not-an-image' };
  const { width, height } = size;
  const fits =
    width <= IMAGE_LIMIT_EDGE && height <= IMAGE_LIMIT_EDGE && width * height <= IMAGE_LIMIT_PIXELS;
  return fits ? { ok: true, width, height } : { ok: false, reason: 'too-many-pixels' };
}

export const MAX_EDGE = 2048;

/** The size to send: the longest edge at most MAX_EDGE, never larger than it was, never 0. */
export function targetSize(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, MAX_EDGE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picked file's name with the ending of what it becomes. */
export function jpegName(name: string): string {
  const bare = name
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]{1,5}$/, '')
    .trim();
  return `${bare === '' ? 'photo' : bare.slice(0, 190)}.jpg`;
}
