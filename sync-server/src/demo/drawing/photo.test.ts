import { decode } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { drawPhoto, SCENE_NAMES } from './photo.ts';

/** How many clearly different colours a coarse look at the picture finds. */
function colours(data: Uint8Array): number {
  const seen = new Set<number>();
  for (let at = 0; at < data.length; at += 4 * 37) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    seen.add(((r >> 4) << 8) | ((g >> 4) << 4) | (b >> 4));
  }
  return seen.size;
}

describe('a drawn photo', () => {
  it.each(SCENE_NAMES)('of %s is a small JPEG with something to see, the same each time', (scene) => {
    const photo = drawPhoto(scene, 'a');
    expect(photo.bytes.length).toBeLessThan(80 * 1024);
    const { width, height, data } = decode(photo.bytes, { useTArray: true });
    expect([width, height]).toEqual([photo.width, photo.height]);
    expect(colours(data)).toBeGreaterThan(12);
    expect(drawPhoto(scene, 'a').bytes.equals(photo.bytes)).toBe(true);
    expect(drawPhoto(scene, 'b').bytes.equals(photo.bytes)).toBe(false);
  });
});
