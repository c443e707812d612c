/**
 * The one queue of an open log: writes that wait together are committed together, everything else takes its turn
 * between them. Compacts when nothing else is to be done.
 */
import type { PreparedQuery, RxStorageBulkWriteResponse } from 'rxdb/plugins/core';
import { Collection, type CollectionSpec } from './collection.ts';
import { commit, type Write } from './commit.ts';
import { compactOnce, worthwhile } from './compaction.ts';
import { connect, logDatabaseName } from './connection.ts';
import { firstPage } from './first-page.ts';
import { catchUp } from './follow.ts';
import { load } from './load.ts';
import type { Log } from './log.ts';
import { Memory } from './memory.ts';
import type { Doc, Fields, LogSettings, Row } from './types.ts';
import { createPeers } from './peers.ts';
import { StorageGoneError } from './types.ts';

type Response = RxStorageBulkWriteResponse<Fields>;
type Job = () => Promise<void>;
type Task = { readonly kind: 'write'; readonly write: Write } | { readonly kind: 'job'; readonly job: Job };

const isFull = (error: unknown): boolean => error instanceof Error && /quota/i.test(error.name);

export class Journal {
  readonly log: Log;
  readonly #queue: Task[] = [];
  #running = false;
  #compacting: ReturnType<typeof setTimeout> | undefined;
  #behind: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #large = false;

  private constructor(log: Log) {
    this.log = log;
  }

  /** @param shared other tabs may have it open */
  static async open(database: string, shared: boolean, settings: LogSettings): Promise<Journal> {
    const connection = await connect(database, settings, () => settings.tell({ kind: 'removed' }));
    const peers = createPeers(logDatabaseName(database), shared, () => journal.#follow());
    const seq = connection.lastKey;
    const journal: Journal = new Journal({
      connection,
      settings,
      peers,
      collections: new Map(),
      opened: new Map(),
      seq,
    });
    return journal;
  }

  /** Acknowledged when it is on the disk. @throws StorageGoneError; what IndexedDB says */
  write(collection: Collection, rows: Row[], context: string): Promise<Response> {
    // Into the queue before the write.
    if (!collection.loaded) void collection.ready().catch(() => undefined);
    const written = new Promise<Response>((resolve, reject) => {
      this.#push({ kind: 'write', write: { collection, rows, context, resolve, reject } });
    });
    collection.awaits(written);
    return written;
  }

  /** Runs while nothing is being written or read from the log. */
  exclusive<T>(job: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#push({ kind: 'job', job: () => job().then(resolve, reject) });
    });
  }

  /** The collection, to be read when it is first asked for. Several instances of one share it. */
  open(spec: CollectionSpec): Promise<Collection> {
    return this.exclusive(async () => {
      const known = this.log.opened.get(spec.key);
      if (known !== undefined && !known.removed) return known;
      const memory = await Memory.create(spec.params, spec.primary);
      const collection = new Collection(spec, memory, (one) => this.#load(one));
      this.log.opened.set(spec.key, collection);
      this.#loadBehind();
      return collection;
    });
  }

  /** Its last instance was closed. */
  async leave(key: string): Promise<void> {
    const collection = this.log.opened.get(key);
    if (collection === undefined) return;
    collection.closed = true;
    this.log.opened.delete(key);
    this.log.collections.delete(key);
    await collection.memory.instance.close();
  }

  #load(collection: Collection): Promise<void> {
    return this.exclusive(async () => {
      if (collection.closed || collection.removed) return;
      await load(this.log, collection);
      this.#weigh();
    });
  }

  /** What nobody has asked for yet is read as well, after the first lists. */
  #loadBehind(): void {
    clearTimeout(this.#behind);
    this.#behind = setTimeout(() => {
      for (const collection of this.log.opened.values())
        collection.ready().catch((error: unknown) => this.#tell(error));
    }, this.log.settings.behindMs);
  }

  /** A first list, if it can be had without reading everything. */
  async firstPage(collection: Collection, prepared: PreparedQuery<Fields>): Promise<Doc[] | undefined> {
    if (!collection.untouched) return undefined;
    return this.exclusive(() => firstPage(this.log, collection, prepared));
  }

  /** Reads what other tabs have written. */
  catchUp(): Promise<void> {
    return this.exclusive(() => catchUp(this.log));
  }

  /** Until nothing is worth it any more. */
  async compact(): Promise<void> {
    while (await this.exclusive(() => compactOnce(this.log)));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#compacting);
    clearTimeout(this.#behind);
    this.log.peers.close();
    this.log.connection.close();
  }

  #follow(): void {
    this.catchUp().catch((error: unknown) => this.#tell(error));
  }

  #tell(error: unknown): void {
    // That the storage has gone is told once, by the connection.
    if (!this.#closed && !(error instanceof StorageGoneError))
      this.log.settings.tell({ kind: 'fault', error });
  }

  #push(task: Task): void {
    this.#queue.push(task);
    if (!this.#running) void this.#pump();
  }

  async #pump(): Promise<void> {
    this.#running = true;
    for (let group = this.#next(); group !== undefined; group = this.#next()) {
      if (typeof group === 'function') await group();
      else await this.#commit(group);
    }
    this.#running = false;
  }

  /** All writes up to the next job, or that job. */
  #next(): readonly Write[] | Job | undefined {
    const [first] = this.#queue;
    if (first === undefined) return undefined;
    const end = this.#queue.findIndex((task) => task.kind === 'job');
    if (end === 0 && first.kind === 'job') {
      this.#queue.shift();
      return first.job;
    }
    const tasks = this.#queue.splice(0, end === -1 ? this.#queue.length : end);
    return tasks.flatMap((task) => (task.kind === 'write' ? [task.write] : []));
  }

  async #commit(group: readonly Write[]): Promise<void> {
    try {
      await commit(this.log, group);
    } catch (error) {
      // The disk is full: a large write must not take the small ones beside it along.
      if (isFull(error) && group.length > 1) for (const write of group) await this.#commit([write]);
      else for (const write of group) write.reject(error);
    }
    this.#weigh();
    this.#compactSoon(group);
  }

  #weigh(): void {
    const { collections, settings } = this.log;
    if (this.#large) return;
    let documents = 0;
    let bytes = 0;
    for (const { key, ledger } of collections.values()) {
      if (!key.startsWith('rx-replication-meta')) documents += ledger.live;
      bytes += ledger.bytes;
    }
    this.#large = documents > settings.ceiling.documents || bytes > settings.ceiling.bytes;
    if (this.#large) settings.tell({ kind: 'large' });
  }

  #compactSoon(group: readonly Write[]): void {
    if (this.#compacting !== undefined || this.#closed) return;
    const { settings } = this.log;
    const worth = group.some(({ collection }) => worthwhile(collection, settings).length > 0);
    if (!worth) return;
    this.#compacting = setTimeout(() => {
      this.#compacting = undefined;
      this.compact().catch((error: unknown) => this.#tell(error));
    }, settings.idleMs);
  }
}
