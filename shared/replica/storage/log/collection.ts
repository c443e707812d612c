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

  constructor(key: string, primary: string, memory: Memory) {
    this.key = key;
    this.primary = primary;
    this.memory = memory;
  }

  goAway(): void {
    this.removed = true;
    this.memory.clear();
    this.ledger.clear();
  }
}
