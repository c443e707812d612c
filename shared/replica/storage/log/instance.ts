/**
 * What RxDB holds of a collection: reads go to memory, writes to the journal. Attachments are not kept: files have a
 * database of their own (replica/files).
 */
import type {
  EventBulk,
  PreparedQuery,
  RxJsonSchema,
  RxStorageBulkWriteResponse,
  RxStorageChangeEvent,
  RxStorageCountResult,
  RxStorageDefaultCheckpoint,
  RxStorageInstance,
  RxStorageQueryResult,
} from 'rxdb/plugins/core';
import { now } from 'rxdb/plugins/core';
import type { Observable } from 'rxjs';
import { backwardsPage, backwardsPlan } from './backwards.ts';
import type { Collection } from './collection.ts';
import { drop, purge } from './compaction.ts';
import type { Journal } from './journal.ts';
import type { CreationParams } from './memory.ts';
import { StorageGoneError, type Doc, type Fields, type Row } from './types.ts';

export interface LogInternals {
  readonly journal: Journal;
  readonly collection: Collection;
}

type Changes = EventBulk<RxStorageChangeEvent<Doc>, RxStorageDefaultCheckpoint>;

export class LogInstance implements RxStorageInstance<
  Fields,
  LogInternals,
  unknown,
  RxStorageDefaultCheckpoint
> {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<Doc>>;
  readonly options: Readonly<object>;
  readonly internals: LogInternals;
  readonly #leave: () => Promise<void>;
  #closing: Promise<void> | undefined;

  /** @param leave when it is closed: the last one closes the journal */
  constructor(params: CreationParams, internals: LogInternals, leave: () => Promise<void>) {
    this.databaseName = params.databaseName;
    this.collectionName = params.collectionName;
    this.schema = params.schema;
    this.options = { ...(params.options as object) };
    this.internals = internals;
    this.#leave = leave;
  }

  get #memory() {
    return this.internals.collection.memory.instance;
  }

  #afterWrites<T>(read: () => Promise<T>): Promise<T> {
    return this.internals.collection.afterWrites(read);
  }

  bulkWrite(rows: Row[], context: string): Promise<RxStorageBulkWriteResponse<Fields>> {
    if (this.#closing !== undefined)
      return Promise.reject(new StorageGoneError(`${this.collectionName} was closed`));
    return this.internals.journal.write(this.internals.collection, rows, context);
  }

  findDocumentsById(ids: string[], withDeleted: boolean): Promise<Doc[]> {
    return this.#afterWrites(() => this.#memory.findDocumentsById(ids, withDeleted));
  }

  async query(prepared: PreparedQuery<Fields>): Promise<RxStorageQueryResult<Fields>> {
    const { journal, collection } = this.internals;
    if (collection.loaded) return this.#queryWhole(prepared);
    const documents = await journal.firstPage(collection, prepared);
    return documents === undefined ? this.#queryWhole(prepared) : { documents };
  }

  #queryWhole(prepared: PreparedQuery<Fields>): Promise<RxStorageQueryResult<Fields>> {
    const plan = backwardsPlan(this.#memory, prepared);
    return this.#afterWrites(async () =>
      plan === undefined
        ? this.#memory.query(prepared)
        : { documents: backwardsPage(this.#memory, prepared, plan) },
    );
  }

  count(prepared: PreparedQuery<Fields>): Promise<RxStorageCountResult> {
    return this.#afterWrites(() => this.#memory.count(prepared));
  }

  getAttachmentData(): Promise<Blob> {
    return Promise.reject(new TypeError('this storage keeps no attachments'));
  }

  changeStream(): Observable<Changes> {
    return this.#memory.changeStream();
  }

  /** Deleted documents leave the disk with all their versions. @param minimumMs age of the deletion */
  async cleanup(minimumMs: number): Promise<boolean> {
    // Of this moment, however long its turn is in coming: what is deleted meanwhile was not meant.
    const before = now() - minimumMs;
    const { journal, collection } = this.internals;
    await collection.ready();
    await journal.exclusive(() => purge(journal.log, collection, before));
    return true;
  }

  async remove(): Promise<void> {
    if (this.#closing !== undefined) throw new StorageGoneError(`${this.collectionName} was closed`);
    const { journal, collection } = this.internals;
    await journal.exclusive(() => drop(journal.log, collection));
    await this.close();
  }

  close(): Promise<void> {
    // After everything that was asked of it.
    this.#closing ??= this.internals.journal.exclusive(() => Promise.resolve()).then(this.#leave);
    return this.#closing;
  }
}
