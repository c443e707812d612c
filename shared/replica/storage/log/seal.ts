/** Text sealed with AES-GCM where there is a key: what it is about is authenticated with it. Knows nothing of what it says. */
import type { Bytes } from './types.ts';

export interface Sealed {
  /** The text; with `iv` its sealed bytes. */
  readonly d: string | Bytes;
  readonly iv?: Bytes;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Three bytes are the most that a unit of a text takes. */
const MOST_BYTES = 3;
/** A record of the usual size fits in; what is larger gets memory of its own. */
const SCRATCH_BYTES = 2 * 1024 * 1024;
let scratch: Bytes | undefined;

/** Good until the next call: written over the same memory, which takes a third of the time of asking for new. */
function bytesOf(text: string): Bytes {
  if (text.length * MOST_BYTES > SCRATCH_BYTES) return encoder.encode(text);
  scratch ??= new Uint8Array(SCRATCH_BYTES);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

export async function seal(text: string, about: string, key: CryptoKey | undefined): Promise<Sealed> {
  if (key === undefined) return { d: text };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
  // Which copies its input before it returns.
  return { d: new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytesOf(text))), iv };
}

/** @throws when it was not sealed with this key, for this, or was changed since */
export async function open({ d, iv }: Sealed, about: string, key: CryptoKey | undefined): Promise<string> {
  if (iv === undefined) return typeof d === 'string' ? d : decoder.decode(d);
  if (key === undefined || typeof d === 'string') throw new TypeError('sealed, and no key');
  const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
  return decoder.decode(await crypto.subtle.decrypt(algorithm, key, d));
}
