import { Readable } from 'node:stream';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { kindOf, readHead } from './file-check.ts';

const png = (width: number, height: number): Buffer => PNG.sync.write(new PNG({ width, height }));

/** A PNG that says it is of this size, without its pixels: what a bomb looks like before it goes off. */
function claiming(width: number, height: number): Buffer {
  const bytes = Buffer.from(png(1, 1));
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>x</script></svg>',
);

describe('kindOf', () => {
  it('takes an image', () => expect(kindOf(png(40, 30), true)).toEqual({ kind: 'image', type: 'image/png' }));

  it.each([
    ['text that claims to be one', Buffer.from('hello, I am a photo'), true],
    ['nothing', Buffer.alloc(0), true],
    ['30,000 × 30,000 pixels', claiming(30_000, 30_000), true],
    ['30,000 × 30,000 pixels that claim to be a document', claiming(30_000, 30_000), false],
    ['an edge too long', claiming(12_001, 10), true],
    ['more than 60 million pixels', claiming(12_000, 5_001), true],
    ['no pixels', claiming(0, 10), true],
    ['an image with scripts', SVG, true],
    ['a cut header', png(40, 30).subarray(0, 14), true],
  ])('refuses %s', (_what, bytes, claims) => expect(kindOf(bytes, claims)).toEqual({ kind: 'bad-image' }));

  it('leaves what does not claim to be an image alone', () => {
    expect(kindOf(Buffer.from('%PDF-1.7'), false)).toEqual({ kind: 'other' });
    expect(kindOf(SVG, false)).toEqual({ kind: 'other' });
  });
});

describe('readHead', () => {
  const all = async (chunks: AsyncIterable<Buffer>): Promise<string> => {
    const got: Buffer[] = [];
    for await (const chunk of chunks) got.push(chunk);
    return Buffer.concat(got).toString();
  };
  const source = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)));

  it('loses nothing, however the bytes arrive', async () => {
    for (const parts of [['abcdefghij'], ['ab', 'cd', 'ef', 'ghij'], ['abc'], []]) {
      const { head, whole } = await readHead(source(...parts), 4);
      expect(parts.join('').startsWith(head.toString())).toBe(true);
      expect(head.length).toBeGreaterThanOrEqual(Math.min(4, parts.join('').length));
      expect(await all(whole)).toBe(parts.join(''));
    }
  });
});
