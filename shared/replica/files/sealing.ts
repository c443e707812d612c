/**
 * Bytes of files sealed on this device: AES-GCM with a key that cannot be read out and lies in the files' own database, so
 * that it goes with it at sign-out and wipe. A file's hash is authenticated with it. Without WebCrypto (a page without TLS)
 * bytes lie as they are; such a page cannot hash a photo either. Knows no queue and no cache.
 */

/** As it lies on the device: sealed where there is an `iv`. */
export interface Lying {
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
  readonly iv?: Uint8Array<ArrayBuffer>;
}

export interface Sealer {
  /** False: there is nothing to seal with. */
  readonly seals: boolean;
  seal(sha256: string, bytes: ArrayBuffer): Promise<Pick<Lying, 'bytes' | 'iv'>>;
  /** The bytes themselves; undefined when they are damaged. */
  open(file: Lying): Promise<ArrayBuffer | undefined>;
}

const encoder = new TextEncoder();

export function createSealer(key: CryptoKey | undefined): Sealer {
  const algorithm = (iv: Uint8Array<ArrayBuffer>, sha256: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: encoder.encode(sha256),
  });
  return {
    seals: key !== undefined,
    async seal(sha256, bytes) {
      if (key === undefined) return { bytes };
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { bytes: await crypto.subtle.encrypt(algorithm(iv, sha256), key, bytes), iv };
    },
    async open({ sha256, bytes, iv }) {
      // Kept by an app that did not seal yet.
      if (iv === undefined) return bytes;
      if (key === undefined) return undefined;
      // It throws for damage alone, without a word more.
      return crypto.subtle.decrypt(algorithm(iv, sha256), key, bytes).catch(() => undefined);
    },
  };
}
