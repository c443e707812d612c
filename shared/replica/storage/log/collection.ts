/** One collection of an open log: what is in memory, and where it lies in the log. */
import { fieldsOfIndexes } from './index-blocks.ts';
import { Ledger } from './ledger.ts';
import type { CreationParams, Memory } from './memory.ts';

/** RxDB's own: nobody asks them for a first list. */
const isInternal = (key: string): boolean =>
  key.startsWith('rx-replication-meta') || key.startsWith('_rxdb_internal');

export interface CollectionSpec {
  readonly key: string;
  readonly primary: string;
  readonly params: CreationParams;
}

export class Collection {
  /** Its name and schema version: what its records are filed under. */
  readonly key: string;
  readonly primary: string;
  readonly memory: Memory;
  readonly ledger = new Ledger();
  /** What the index blocks of its records say; nothing where there are none. */
  readonly indexedFields: readonly string[];
  /** Everything of it is in memory: before that it may only be asked for a first list. */
  loaded = false;
  /** No instance of it is open any more. */
  closed = false;
  /** Position in the log up to which it was loaded: records up to there are not news. */
  loadedTo = 0;
  /** A record that held some of it could not be read: what has no record is not for that reason purged. */
  doubtful = false;
  /** Another tab has removed it: nothing may be written to it any more. */
  removed = false;

  /** The last write that was asked for and is not done. */
  #pending: Promise<void> | undefined;

  readonly #load: (collection: Collection) => Promise<void>;
  #loading: Promise<void> | undefined;

  /** @param load puts its reading into the queue at once, before whatever is asked next */
  constructor(
    { key, primary }: CollectionSpec,
    memory: Memory,
    load: (collection: Collection) => Promise<void>,
  ) {
    this.key = key;
    this.primary = primary;
    this.memory = memory;
    this.indexedFields = isInternal(key) ? [] : fieldsOfIndexes(memory.instance.schema, primary);
    this.#load = load;
  }

  /** Loaded, now if need be. @throws what reading failed with: the next who asks reads anew */
  ready(): Promise<void> {
    this.#loading ??= this.#load(this).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Nobody has asked to read it whole, or to write to it. */
  get untouched(): boolean {
    return this.#loading === undefined && this.#pending === undefined;
  }

  awaits(write: Promise<unknown>): void {
    const pending = this.#settled(write).then(() => {
      if (this.#pending === pending) this.#pending = undefined;
    });
    this.#pending = pending;
  }

  /** Whether it stands is told to whoever wrote it. */
  async #settled(write: Promise<unknown>): Promise<void> {
    await Promise.allSettled([write]);
  }

  /**
   * A read sees every write that was asked for before it, as in any storage that reads from a disk: RxDB's replication
   * counts on it between a push and the pull after it. At once when there is none.
   */
  afterWrites<T>(read: () => Promise<T>): Promise<T> {
    if (this.#pending !== undefined) return this.#pending.then(read);
    return this.loaded ? read() : this.ready().then(read);
  }

  goAway(): void {
    this.removed = true;
    this.memory.clear();
    this.ledger.clear();
  }
}
