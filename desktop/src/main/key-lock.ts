/** Locks the page's keys by the system's key store, and unlocks them again. Keeps none: the page keeps what was locked. */
import type { KeyBytes, MaybeKeyBytes } from '../bridge/channels.ts';
import type { Log } from './log.ts';
import type { KeyStore } from './token-store.ts';

export interface KeyLocking {
  lock(request: KeyBytes): MaybeKeyBytes;
  unlock(request: KeyBytes): MaybeKeyBytes;
}

export function createKeyLocking(keys: KeyStore, log: Log): KeyLocking {
  return {
    lock: ({ bytes }) =>
      keys.isAvailable()
        ? { bytes: new Uint8Array(keys.encrypt(Buffer.from(bytes).toString('base64'))) }
        : {},
    unlock({ bytes }) {
      try {
        return { bytes: new Uint8Array(Buffer.from(keys.decrypt(bytes), 'base64')) };
      } catch (fault) {
        log('a key of the data on this computer cannot be unlocked', fault);
        return {};
      }
    },
  };
}
