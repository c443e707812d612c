/** Image files for tests: real JPEGs with a pattern, one with a place in its metadata, and files that only claim to be images. */
import jpeg from 'jpeg-js';

export interface Photo {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A photo with stripes whose colours depend on `seed`, so that two are never the same bytes. */
export function aPhoto(name: string, seed: number, width = 1200, height = 900): Photo {
  const data = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      data[at] = (Math.floor(x / 40) * 37 * seed) % 256;
      data[at + 1] = (Math.floor(y / 40) * 53 + seed * 31) % 256;
      data[at + 2] = (x + y + seed * 17) % 256;
      data[at + 3] = 255;
    }
  }
  return { name, mimeType: 'image/jpeg', buffer: jpeg.encode({ data, width, height }, 80).data };
}

const PLACE_MARK = 'GPSLatitude 28.5383 N';

/** The same with an EXIF segment that carries an orientation of 6 (a quarter turn) and a place in clear text. */
export function aPhotoWithPlace(name: string, seed: number): Photo {
  const photo = aPhoto(name, seed, 1200, 800);
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'binary'),
    Buffer.from([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]),
    Buffer.from(PLACE_MARK),
  ]);
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'binary'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (payload.length + 2) >> 8, (payload.length + 2) & 0xff]);
  return {
    ...photo,
    buffer: Buffer.concat([photo.buffer.subarray(0, 2), head, payload, photo.buffer.subarray(2)]),
  };
}

export const placeMark = Buffer.from(PLACE_MARK);

/** A PNG whose header claims 30,000 × 30,000 pixels. */
export function aHugePicture(name: string): Photo {
  const header = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(header);
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12, 'latin1');
  header.writeUInt32BE(30_000, 16);
  header.writeUInt32BE(30_000, 20);
  header.set([8, 6, 0, 0, 0], 24);
  return { name, mimeType: 'image/png', buffer: header };
}

/** Text under an image's name. */
export function notAnImage(name: string): Photo {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from('This is not a photo at all.') };
}
