/**
 * What arrives as an image is one, of a kind that browsers show, and not so large that showing it would stop a phone.
 * Decided on the first bytes, before anything is kept. What is no image is kept as it is, and served as a download.
 */
import type { Readable } from 'node:stream';
import { imageSize } from 'image-size';
import { IMAGE_LIMIT_EDGE, IMAGE_LIMIT_PIXELS } from '@communitrak/domain/core/files.ts';

/** Enough for the size in any image we take, past a camera's metadata. */
const HEAD_BYTES = 512 * 1024;

/** Kinds that browsers show as pictures and that carry no scripts. */
const SHOWABLE: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

export type FileKind =
  | { readonly kind: 'image'; readonly type: string }
  | { readonly kind: 'bad-image' }
  | { readonly kind: 'other' };

/** @param claimsImage whether whoever sent it calls it an image. */
export function kindOf(head: Uint8Array, claimsImage: boolean): FileKind {
  const other: FileKind = claimsImage ? { kind: 'bad-image' } : { kind: 'other' };
  try {
    const { width, height, type } = imageSize(head);
    const mime = SHOWABLE[type ?? ''];
    if (mime === undefined) return other;
    const fits =
      width <= IMAGE_LIMIT_EDGE && height <= IMAGE_LIMIT_EDGE && width * height <= IMAGE_LIMIT_PIXELS;
    return fits && width > 0 && height > 0 ? { kind: 'image', type: mime } : { kind: 'bad-image' };
  } catch {
    // The library's way of saying that it found no image.
    return other;
  }
}

export interface Headed {
  readonly head: Buffer;
  /** Everything, the head included. */
  readonly whole: AsyncGenerator<Buffer>;
}

/** Reads the first bytes of a stream without losing them. */
export async function readHead(source: Readable, headBytes: number = HEAD_BYTES): Promise<Headed> {
  const chunks: Buffer[] = [];
  let size = 0;
  const rest: AsyncIterator<Buffer> = source.iterator({ destroyOnReturn: false });
  while (size < headBytes) {
    const next = await rest.next();
    if (next.done === true) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(chunks);
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  }
  return { head, whole: whole() };
}
