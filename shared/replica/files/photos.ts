/**
 * A picked file becomes a photo fit to send: looked at before it is decoded, turned the right way up, made smaller,
 * and re-encoded, which leaves location and other camera data behind. Works in a browser only.
 */
import { FILE_LIMIT_BYTES, type FileRef } from '@communitrak/domain/core/files.ts';
import { checkHeader, jpegName, targetSize, type PhotoFault } from './image-header.ts';

export type { PhotoFault } from './image-header.ts';

export interface PreparedPhoto {
  readonly ref: FileRef;
  readonly blob: Blob;
}

export type PreparePhotoResult =
  | { readonly ok: true; readonly photo: PreparedPhoto }
  | { readonly ok: false; readonly reason: PhotoFault };

const JPEG_QUALITY = 0.85;

export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface Surface {
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  readonly toJpeg: () => Promise<Blob | null>;
}

/** Older phones have no OffscreenCanvas. */
function surface(width: number, height: number): Surface {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(width, height);
    return {
      context: canvas.getContext('2d'),
      toJpeg: () => canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }),
    };
  }
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  return {
    context: canvas.getContext('2d'),
    toJpeg: () => new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY)),
  };
}

async function encode(
  bitmap: ImageBitmap,
): Promise<{ blob: Blob; width: number; height: number } | undefined> {
  const { width, height } = targetSize(bitmap.width, bitmap.height);
  const { context, toJpeg } = surface(width, height);
  if (context === null) return undefined;
  // JPEG knows no transparency: without this it would be black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const blob = await toJpeg();
  return blob === null || blob.size === 0 || blob.type !== 'image/jpeg' ? undefined : { blob, width, height };
}

async function reEncode(file: Blob): Promise<{ blob: Blob; width: number; height: number } | undefined> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
      return await encode(bitmap);
    } finally {
      bitmap.close();
    }
  } catch {
    // The browser's way of saying that it cannot decode this image, or has no memory for it.
    return undefined;
  }
}

export async function preparePhoto(file: Blob, name: string): Promise<PreparePhotoResult> {
  if (file.size > FILE_LIMIT_BYTES) return { ok: false, reason: 'too-large' };
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return { ok: false, reason: 'cannot-read' };
  const header = checkHeader(new Uint8Array(bytes));
  if (!header.ok) return header;
  const made = await reEncode(file);
  if (made === undefined) return { ok: false, reason: 'cannot-read' };
  const { blob, width, height } = made;
  const sha256 = await sha256Of(await blob.arrayBuffer());
  const ref = { sha256, bytes: blob.size, type: 'image/jpeg', width, height, name: jpegName(name) };
  return { ok: true, photo: { ref, blob } };
}
