/** Text sealed with AES-GCM where there is a key: what it is about is authenticated with it. Knows nothing of what it says. */
import type { Bytes } from './types.ts';

export interface Sealed {
  /** The text; with `iv` its sealed bytes. */
  readonly d: string | Bytes;
  readonly iv?: Bytes;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export async function seal(text: string, about: string, key: CryptoKey | undefined): Promise<Sealed> {
  if (key === undefined) return { d: text };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
  return { d: new Uint8Array(await crypto.subtle.encrypt(algorithm, key, encoder.encode(text))), iv };
}

/** @throws when it was not sealed with this key, for this, or was changed since */
export async function open({ d, iv }: Sealed, about: string, key: CryptoKey | undefined): Promise<string> {
  if (iv === undefined) return typeof d === 'string' ? d : decoder.decode(d);
  if (key === undefined || typeof d === 'string') throw new TypeError('sealed, and no key');
  const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
  return decoder.decode(await crypto.subtle.decrypt(algorithm, key, d));
}
