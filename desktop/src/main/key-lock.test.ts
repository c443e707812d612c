import { expect, it, vi } from 'vitest';
import { createKeyLocking } from './key-lock.ts';
import type { KeyStore } from './token-store.ts';

/** Locks by turning every letter's code around. */
const turn = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => 255 - byte);
const store = (isAvailable = true): KeyStore => ({
  isAvailable: () => isAvailable,
  encrypt: (text) => turn(new TextEncoder().encode(text)),
  decrypt: (bytes) => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(turn(bytes));
    return text;
  },
});

it('gives back the key that it locked, whatever its bytes', () => {
  const keys = createKeyLocking(store(), () => undefined);
  const bytes = Uint8Array.from({ length: 32 }, (_, at) => 255 - at * 8);
  const { bytes: locked = new Uint8Array() } = keys.lock({ bytes });
  expect(Buffer.from(locked).includes(Buffer.from(bytes))).toBe(false);
  expect(keys.unlock({ bytes: locked })).toEqual({ bytes });
});

it('locks nothing where the system has no store of its own', () => {
  expect(createKeyLocking(store(false), () => undefined).lock({ bytes: new Uint8Array(32) })).toEqual({});
});

it('says in the log, and to the page by an answer without a key, that it cannot unlock', () => {
  const log = vi.fn();
  const keys = createKeyLocking(store(), log);
  expect(keys.unlock({ bytes: new Uint8Array([1, 2, 3]) })).toEqual({});
  expect(log).toHaveBeenCalledOnce();
});
