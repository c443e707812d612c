/** One collection of an open log: what is in memory, and where it lies in the log. */
import { Ledger } from './ledger.ts';
import type { Memory } from './memory.ts';

export class Collection {
  /** Its name and schema version: what its records are filed under. */
  readonly key: string;
  readonly primary: string;
  readonly memory: Memory;
  readonly ledger = new Ledger();
  /** Position in the log up to which it was loaded: records up to there are not news. */
  loadedTo = 0;
  /** A record that held some of it could not be read: what has no record is not for that reason purged. */
  doubtful = false;
  /** Another tab has removed it: nothing may be written to it any more. */
  removed = false;

  /** The last write that was asked for and is not done. */
  #pending: Promise<void> | undefined;

  constructor(key: string, primary: string, memory: Memory) {
    this.key = key;
    this.primary = primary;
    this.memory = memory;
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
    return this.#pending === undefined ? read() : this.#pending.then(read);
  }

  goAway(): void {
    this.removed = true;
    this.memory.clear();
    this.ledger.clear();
  }
}
