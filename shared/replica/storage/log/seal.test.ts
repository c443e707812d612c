import { expect, it } from 'vitest';
import { open, seal } from './seal.ts';

const newKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

it('opens what was sealed side by side, of any length and in any script', async () => {
  const key = await newKey();
  const texts = ['', 'short', 'niño 家 🏡'.repeat(1000), 'x'.repeat(600_000), '家'.repeat(800_000), 'short'];
  const sealed = await Promise.all(texts.map((text) => seal(text, 'docs', key)));
  expect(await Promise.all(sealed.map((one) => open(one, 'docs', key)))).toEqual(texts);
});

it('opens nothing for another purpose, with another key, or changed', async () => {
  const key = await newKey();
  const sealed = await seal('the text', 'docs', key);
  await expect(open(sealed, 'other', key)).rejects.toThrow();
  await expect(open(sealed, 'docs', await newKey())).rejects.toThrow();
  const bytes = new Uint8Array(sealed.d as Uint8Array<ArrayBuffer>);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await expect(open({ ...sealed, d: bytes }, 'docs', key)).rejects.toThrow();
});
