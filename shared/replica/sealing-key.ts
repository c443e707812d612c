/**
 * The key that seals what lies on a device, as it is kept there: beside what it seals, where no script can read it out; or
 * locked by the system's own store, where the shell has one, so that a copy of the disk opens nothing.
 */
import type { KeyLock } from '@communitrak/platform/platform.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One of them, or neither: nothing is sealed. */
export interface KeptKey {
  readonly key?: CryptoKey | undefined;
  readonly locked?: Bytes | undefined;
}

/** The system's store does not give the key back. Until it does, nothing here can be read; nothing is removed for it. */
export class KeyLockedError extends Error {
  override readonly name = 'KeyLockedError';
}

const ALGORITHM = { name: 'AES-GCM', length: 256 };
const USES: KeyUsage[] = ['encrypt', 'decrypt'];

const imported = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, ALGORITHM, false, USES);

async function makeLocked(lock: KeyLock): Promise<{ kept: KeptKey; key: CryptoKey } | undefined> {
  const raw = crypto.getRandomValues(new Uint8Array(ALGORITHM.length / 8));
  const locked = await lock.lock(raw);
  return locked === undefined ? undefined : { kept: { locked }, key: await imported(raw) };
}

/** A new key; undefined where there is nothing to make one with (a page without TLS). */
export async function makeKey(
  lock: KeyLock | undefined,
): Promise<{ readonly kept: KeptKey; readonly key: CryptoKey } | undefined> {
  if (typeof crypto === 'undefined' || (crypto.subtle as unknown) === undefined) return undefined;
  const locked = lock === undefined ? undefined : await makeLocked(lock);
  if (locked !== undefined) return locked;
  const key = await crypto.subtle.generateKey(ALGORITHM, false, USES);
  return { kept: { key }, key };
}

/** The key again; undefined where none is kept. @throws KeyLockedError */
export async function keyOf(kept: KeptKey, lock: KeyLock | undefined): Promise<CryptoKey | undefined> {
  if (kept.locked === undefined) return kept.key;
  const raw = await lock?.unlock(kept.locked);
  if (raw === undefined) throw new KeyLockedError('the key of the data on this device cannot be unlocked');
  return imported(raw);
}
