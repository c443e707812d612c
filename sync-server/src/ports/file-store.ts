/** Bytes by their SHA-256, per association. The store neither knows nor asks who may read them. */
import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
}

export interface FileStore {
  /**
   * Always reads the whole source, also when the bytes are there already: stopping early would tell that someone else
   * has the file.
   * @returns what arrived, under its true hash. Rejects with FileTooLarge beyond `limit` bytes, keeping nothing.
   */
  put(association: string, source: Readable, limit: number): Promise<StoredFile>;
  has(association: string, sha256: string): Promise<boolean>;
  /** Undefined when absent. */
  get(association: string, sha256: string): Promise<{ readonly bytes: number; open(): Readable } | undefined>;
  delete(association: string, sha256: string): Promise<void>;
  /** Every file with the time it arrived (epoch ms), for clearing what no document lists. */
  list(association: string): AsyncIterable<StoredFile & { readonly storedAt: number }>;
}

export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
}
