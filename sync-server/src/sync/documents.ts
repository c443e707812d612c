/** Documents read once (by quorum) for a few rows, and what those rows then wrote: later rows see earlier ones. */
import type { Database, NewDoc } from '../ports/doc-store.ts';
import { readStored, type StoredEnvelope } from '../access/stored-envelope.ts';

export class Documents {
  readonly #database: Database;
  readonly #read = new Map<string, StoredEnvelope | undefined>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Reads those that were not read yet. */
  async load(ids: readonly string[]): Promise<void> {
    const unread = [...new Set(ids)].filter((id) => !this.#read.has(id));
    if (unread.length === 0) return;
    const docs = await this.#database.getMany(unread);
    for (const id of unread) {
      const doc = docs.get(id);
      this.#read.set(id, doc === undefined ? undefined : readStored(doc));
    }
  }

  /** As read, or as written since; tombstones too. Undefined also for what was never loaded. */
  get(id: string): StoredEnvelope | undefined {
    return this.#read.get(id);
  }

  wrote(doc: NewDoc, rev: string): StoredEnvelope {
    const stored = readStored({ ...doc, _rev: rev });
    this.#read.set(stored.id, stored);
    return stored;
  }

  forget(id: string): void {
    this.#read.delete(id);
  }
}
