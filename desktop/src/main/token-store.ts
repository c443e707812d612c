/**
 * Keeps the session's token between starts, locked by the system's key store, and only for the server it came from.
 * Where the system has no real key store the token lives in memory until the app is closed, and `onMemoryOnly` says so.
 */
import type { JsonFile } from './json-file.ts';
import type { Log } from './log.ts';
import type { TokenHolder } from './session-token.ts';

/** Electron's safeStorage, as far as it is needed. */
export interface KeyStore {
  /** False also where "encryption" would only be a fixed password (Linux without a keyring). */
  isAvailable(): boolean;
  encrypt(text: string): Uint8Array;
  /** Throws when the key is gone or another one. */
  decrypt(bytes: Uint8Array): string;
}

export interface StoredToken {
  /** Origin of the server that handed it out. */
  readonly server: string;
  /** Encrypted, in base64. */
  readonly token: string;
}

export interface TokenStoreParts {
  readonly file: JsonFile<StoredToken>;
  readonly keys: KeyStore;
  /** Origin of the server now configured. */
  readonly server: () => string | undefined;
  /** Called once, at the first token that cannot be kept. */
  readonly onMemoryOnly: () => void;
  readonly log: Log;
}

export interface TokenStore extends TokenHolder {
  /** For a change of server: whatever there is, goes. */
  forgetAll(): void;
}

export function parseStoredToken(value: unknown): StoredToken | undefined {
  if (typeof value !== 'object' || value === null || !('server' in value) || !('token' in value))
    return undefined;
  const { server, token } = value;
  return typeof server === 'string' && typeof token === 'string' ? { server, token } : undefined;
}

function unlock({ file, keys, log }: TokenStoreParts): { server: string; token: string } | undefined {
  const stored = file.read();
  if (stored === undefined) return undefined;
  try {
    return { server: stored.server, token: keys.decrypt(Buffer.from(stored.token, 'base64')) };
  } catch (fault) {
    // The key store was reset or the folder copied from another computer: signing in again is all it takes.
    log('the kept sign-in cannot be unlocked here and is removed', fault);
    file.remove();
    return undefined;
  }
}

export function openTokenStore(parts: TokenStoreParts): TokenStore {
  const { file, keys, server, onMemoryOnly, log } = parts;
  let held = unlock(parts);
  let told = false;
  const forgetAll = (): void => {
    held = undefined;
    file.remove();
  };
  return {
    // A token goes to nobody but the server it came from.
    read: () => (held !== undefined && held.server === server() ? held.token : undefined),
    keep(token) {
      const origin = server();
      if (origin === undefined) throw new Error('a token came without a server');
      held = { server: origin, token };
      if (keys.isAvailable()) {
        file.write({ server: origin, token: Buffer.from(keys.encrypt(token)).toString('base64') });
        return Promise.resolve();
      }
      file.remove();
      log('no key store on this computer: the sign-in is kept in memory only');
      if (!told) onMemoryOnly();
      told = true;
      return Promise.resolve();
    },
    forget(token) {
      if (held?.token === token) forgetAll();
      return Promise.resolve();
    },
    forgetAll,
  };
}
