/** PouchDB ships no types; only what the embedded store uses is declared. */
declare module 'pouchdb-core' {
  export interface PouchDoc {
    _id: string;
    _rev?: string;
    _deleted?: boolean;
    [field: string]: unknown;
  }
  export interface PouchError {
    readonly error: true;
    readonly status: number;
    readonly name: string;
    readonly message: string;
    readonly reason?: string;
    readonly id?: string;
  }
  export interface PouchRow {
    readonly id?: string;
    readonly key: string;
    readonly value?: { readonly rev: string; readonly deleted?: boolean };
    readonly doc?: PouchDoc | null;
    readonly error?: string;
  }
  export interface PouchChange {
    readonly id: string;
    readonly seq: number;
    readonly changes: readonly { readonly rev: string }[];
    readonly deleted?: boolean;
    readonly doc?: PouchDoc;
  }
  export interface PouchDatabase {
    setMaxListeners(count: number): void;
    info(): Promise<{ readonly doc_count: number; readonly update_seq: number }>;
    get(
      id: string,
      options?: { open_revs?: 'all' | string[]; rev?: string; revs?: boolean },
    ): Promise<unknown>;
    put(doc: PouchDoc): Promise<{ readonly ok: true; readonly id: string; readonly rev: string }>;
    bulkDocs(
      docs: PouchDoc[],
      options: { new_edits: boolean },
    ): Promise<readonly ({ readonly ok: true; readonly id: string; readonly rev: string } | PouchError)[]>;
    allDocs(options: {
      include_docs?: boolean;
      keys?: string[];
      startkey?: string;
      endkey?: string;
      limit?: number;
      skip?: number;
      descending?: boolean;
      inclusive_end?: boolean;
    }): Promise<{ readonly total_rows: number; readonly offset: number; readonly rows: readonly PouchRow[] }>;
    changes(options: {
      since: number;
      limit?: number;
      include_docs?: boolean;
      style?: 'main_only' | 'all_docs';
      return_docs: true;
    }): Promise<{ readonly results: readonly PouchChange[]; readonly last_seq: number }>;
    bulkGet(options: {
      docs: { id: string; rev?: string }[];
      revs?: boolean;
    }): Promise<{ readonly results: unknown }>;
    revsDiff(request: Record<string, string[]>): Promise<unknown>;
    destroy(): Promise<unknown>;
    close(): Promise<void>;
  }
  interface PouchConstructor {
    new (name: string, options: { adapter: string; auto_compaction: boolean }): PouchDatabase;
    plugin(plugin: (pouch: PouchConstructor) => void): PouchConstructor;
  }
  const PouchDB: PouchConstructor;
  export default PouchDB;
}

declare module 'pouchdb-adapter-memory' {
  import type PouchDB from 'pouchdb-core';
  const plugin: (pouch: typeof PouchDB) => void;
  export default plugin;
}

declare module 'pouchdb-adapter-leveldb' {
  import type PouchDB from 'pouchdb-core';
  const plugin: (pouch: typeof PouchDB) => void;
  export default plugin;
}

declare module 'leveldown' {
  interface LevelDown {
    open(options: { createIfMissing: boolean }, callback: (error?: Error | null) => void): void;
    close(callback: (error?: Error | null) => void): void;
  }
  const leveldown: (location: string) => LevelDown;
  export default leveldown;
}
