/** A file that a document lists: addressed by its content, so the right to it is the right to a document naming it. */
import Type from 'typebox';

export const FILE_LIMIT_BYTES = 25 * 1024 * 1024;
export const FILES_PER_DOCUMENT_BYTES = 40 * 1024 * 1024;
/** Longest edge and area of an image that a device or the server agrees to decode. */
export const IMAGE_LIMIT_EDGE = 12_000;
export const IMAGE_LIMIT_PIXELS = 60_000_000;

export const FileRefSchema = Type.Object({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  bytes: Type.Integer({ minimum: 1, maximum: FILE_LIMIT_BYTES }),
  type: Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$', maxLength: 100 }),
  width: Type.Integer({ minimum: 0, maximum: IMAGE_LIMIT_EDGE }),
  height: Type.Integer({ minimum: 0, maximum: IMAGE_LIMIT_EDGE }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
});
export type FileRef = Type.Static<typeof FileRefSchema>;
