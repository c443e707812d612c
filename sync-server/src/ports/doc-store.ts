/**
 * Documents with revisions, as CouchDB keeps them; what the other rooms need of a store, and nothing of how it talks.
 * Reads by id are quorum reads where the store has several copies; ranges and changes read one copy and may lag.
 */
export interface StoredDoc {
  readonly _id: string;
  readonly _rev: string;
  readonly _deleted?: boolean;
  readonly [field: string]: unknown;
}

/**
 * A document to write: without `_rev` it must not exist yet (a tombstone counts as not existing); with `_rev` that must
 * be the current one, be it a tombstone's.
 */
export interface NewDoc {
  readonly _id: string;
  readonly _rev?: string;
  readonly _deleted?: boolean;
  readonly [field: string]: unknown;
}

export type WriteResult =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | {
      readonly ok: false;
      readonly id: string;
      readonly error: 'conflict' | 'forbidden';
      readonly reason: string;
    };

export interface RangeQuery {
  /** Inclusive; never greater than `endId`, also when descending. */
  readonly startId: string;
  /** Inclusive; `prefix + '\ufff0'` for a prefix. */
  readonly endId: string;
  readonly limit?: number;
  /** Turns the order of the rows (and so which ones a limit keeps). */
  readonly descending?: boolean;
}

export interface Database {
  readonly name: string;
  /** The current version, a tombstone with its fields included; undefined when there never was one. Quorum read. */
  get(id: string): Promise<StoredDoc | undefined>;
  /** The same for many ids in one request (tombstones cost one more each). Quorum read. */
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, StoredDoc>>;
  /** Creates, replaces (with `_rev`) or deletes (`_deleted`, fields kept). */
  put(doc: NewDoc): Promise<WriteResult>;
  /** Not atomic: each document has its own result, in order. */
  putMany(docs: readonly NewDoc[]): Promise<readonly WriteResult[]>;
  /** Living documents of an id range, in id order. Reads one copy. */
  range(query: RangeQuery): Promise<readonly StoredDoc[]>;
  readonly feed: ChangeFeed;
}

export interface ChangeRow {
  readonly id: string;
  /** Opaque: never compared, never sorted; given back as `since` it continues after this row. */
  readonly seq: string;
  readonly rev: string;
  readonly deleted: boolean;
  readonly doc: StoredDoc | undefined;
}

export interface ChangePage {
  readonly rows: readonly ChangeRow[];
  /** Where to continue. */
  readonly last: string;
}

export interface ChangesQuery {
  /** '0' or absent: from the beginning. A seq of another database or store: SeqRefused. */
  readonly since?: string;
  readonly limit?: number;
  readonly bodies: boolean;
  /** Wait up to so many ms for a first row (the store may end it sooner); without it answers at once. */
  readonly waitMs?: number;
  /** Ends the request; the read rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** At least once, in no promised order between documents; a row may come again. */
export interface ChangeFeed {
  read(query: ChangesQuery): Promise<ChangePage>;
  /** The seq of now, for a reader that wants only what comes. */
  now(): Promise<string>;
}

export interface DocStore {
  /** Opens a database by its unprefixed name, creating it when `create`. Undefined when absent and not created. */
  open(name: string, options: { readonly create: boolean }): Promise<Database | undefined>;
  names(): Promise<readonly string[]>;
  drop(name: string): Promise<void>;
  /** Rejects with StoreUnavailable when the store does not answer. */
  ping(): Promise<void>;
  /** 'single' where every read sees the one copy there is; 'clustered' where rights need quorum reads. */
  readonly topology: 'single' | 'clustered';
  close(): Promise<void>;
}

/** The store does not answer, or answers 5xx: whoever asked should try again later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A `since` that this database does not know: of another database, another store, or from before a restore. */
export class SeqRefused extends Error {
  override readonly name = 'SeqRefused';
}
