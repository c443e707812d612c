import { describe, expect, it } from 'vitest';
import { PNG } from 'pngjs';
import { FILE_LIMIT_BYTES } from '@communitrak/domain/core/files.ts';
import { checkHeader, jpegName, targetSize } from './image-header.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A PNG whose header claims a size that its data does not have. */
function pngClaiming(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(PNG.sync.write(new PNG({ width: 2, height: 2 })));
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

describe('a picked file, by its first bytes', () => {
  it('is measured before anything decodes it', () => {
    expect(checkHeader(pngClaiming(640, 480))).toEqual({ ok: true, width: 640, height: 480 });
  });

  it.each([
    ['30,000 × 30,000 pixels', pngClaiming(30_000, 30_000), 'too-many-pixels'],
    ['too long an edge', pngClaiming(12_001, 10), 'too-many-pixels'],
    ['too many pixels within the edges', pngClaiming(11_000, 11_000), 'too-many-pixels'],
    ['no pixels', pngClaiming(0, 10), 'not-an-image'],
    ['a text', text('this is no photo'), 'not-an-image'],
    ['nothing', new Uint8Array(), 'not-an-image'],
    [
      'a program in the shape of an image',
      text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'not-an-image',
    ],
    ['cut off', pngClaiming(640, 480).slice(0, 12), 'not-an-image'],
    ['more than 25 MB', new Uint8Array(FILE_LIMIT_BYTES + 1), 'too-large'],
  ])('is refused: %s', (_name, bytes, reason) => {
    expect(checkHeader(bytes)).toEqual({ ok: false, reason });
  });

  it('is made smaller, never larger, and keeps its shape', () => {
    expect(targetSize(4096, 3072)).toEqual({ width: 2048, height: 1536 });
    expect(targetSize(3000, 6000)).toEqual({ width: 1024, height: 2048 });
    expect(targetSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(targetSize(12_000, 1)).toEqual({ width: 2048, height: 1 });
  });

  it('keeps its name with the ending of what it becomes', () => {
    expect(jpegName('IMG_0042.HEIC')).toBe('IMG_0042.jpg');
    expect(jpegName('C:\\fakepath\\leak.png')).toBe('leak.jpg');
    expect(jpegName('.png')).toBe('photo.jpg');
    expect(jpegName('x'.repeat(300)).length).toBeLessThanOrEqual(200);
  });
});
