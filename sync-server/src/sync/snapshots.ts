/**
 * Snapshots of views: saved when a view goes, loaded when it comes back. A cache for warm starts, so whatever is wrong with
 * one is said in a line of the log and costs a full reading, never an answer. Knows no member and no HTTP.
 */
import type { Clock } from '../ports/clock.ts';
import { SNAPSHOT_KEPT_MS, type SnapshotStore } from '../ports/snapshot-store.ts';
import { decodeSnapshot, encodeSnapshot, type SavedEntry, type SnapshotHeader } from './snapshot-codec.ts';
import { SnapshotFault } from './snapshot-frames.ts';
import type { SyncLog } from './sync-service.ts';
import { ViewIndex, type CollectionOf } from './view-index.ts';

/** At the end of a process the rest is left as it was: an older snapshot is as right, only longer to read on from. */
const CLOSING_MS = 2500;

/** A view as it is to be saved: taken in one go, so that nothing in it is newer than its seq says. */
export interface ViewState {
  readonly identity: string;
  readonly seq: string;
  readonly bytes: number;
  readonly records: readonly string[];
  readonly latest: readonly string[];
  readonly entries: readonly SavedEntry[];
}

export interface LoadedView {
  readonly index: ViewIndex;
  readonly seq: string;
  readonly records: readonly string[];
  /** Epoch ms. */
  readonly writtenAt: number;
}

export interface SnapshotsOptions {
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly collectionOf: CollectionOf;
  /** Of the program's understanding of documents: a snapshot made with another one is not used. */
  readonly fingerprint: string;
  /** More than so many bytes do not wait to be written; what comes then is not saved. */
  readonly maxWaitingBytes: number;
  readonly onEvent?: (event: 'loaded' | 'saved' | 'refused' | 'skipped') => void;
}

export class Snapshots {
  readonly #options: SnapshotsOptions;
  /** One after the other: they are written beside answering, never in its way. */
  #writing: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #closesAt = Infinity;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  /** Undefined when there is none, or none that is beyond doubt; that one is gone then. */
  async load(association: string, identity: string): Promise<LoadedView | undefined> {
    const { store, collectionOf, onEvent } = this.#options;
    try {
      const source = await store.read(association);
      if (source === undefined) return undefined;
      const index = new ViewIndex(collectionOf);
      const header = await decodeSnapshot(source, {
        collectionOf,
        check: (read) => this.#check(read, association, identity),
        take: ({ entry, body }) => index.restore(entry, body),
      });
      onEvent?.('loaded');
      index.restoreLatest(header.latest);
      const { seq, records, writtenAt } = header;
      return { index, seq, records, writtenAt };
    } catch (error) {
      await this.refuse(association, error);
      return undefined;
    }
  }

  /** It turned out not to fit what the store says. */
  async refuse(association: string, error: unknown): Promise<void> {
    const { log, onEvent } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ association, reason }, 'a snapshot of a view is thrown away; everything is read');
    onEvent?.('refused');
    await this.forget(association);
  }

  /** In the background. */
  save(association: string, state: ViewState): void {
    const { maxWaitingBytes, onEvent } = this.#options;
    const closing = this.#closesAt < Infinity;
    if (!closing && this.#waitingBytes + state.bytes > maxWaitingBytes) {
      onEvent?.('skipped');
      return;
    }
    this.#waitingBytes += state.bytes;
    this.#writing = this.#writing
      .then(() => this.#write(association, state))
      .finally(() => {
        this.#waitingBytes -= state.bytes;
      });
  }

  async forget(association: string): Promise<void> {
    try {
      await this.#options.store.drop(association);
    } catch (error) {
      this.#options.log.warn({ association, error }, 'a snapshot of a view could not be removed');
    }
  }

  /** From now on what has not been written within a short time is left. */
  closing(): void {
    this.#closesAt = performance.now() + CLOSING_MS;
  }

  /** Resolves when everything that was to be saved is, or is left. */
  idle(): Promise<void> {
    return this.#writing;
  }

  #check(header: SnapshotHeader, association: string, identity: string): void {
    const { clock, fingerprint } = this.#options;
    const age = clock() - header.writtenAt;
    if (header.association !== association) throw new SnapshotFault('it is of another association');
    if (header.identity !== identity) throw new SnapshotFault('it is of another life of the database');
    if (header.fingerprint !== fingerprint) throw new SnapshotFault('it was made by another version');
    if (age > SNAPSHOT_KEPT_MS) throw new SnapshotFault('it is too old');
  }

  async #write(association: string, state: ViewState): Promise<void> {
    const { store, clock, fingerprint, log, onEvent } = this.#options;
    const { identity, seq, records, latest, entries } = state;
    const header = {
      association,
      identity,
      fingerprint,
      seq,
      writtenAt: clock(),
      entries: entries.length,
      records: [...records],
      latest: [...latest],
    };
    try {
      await store.write(association, this.#inTime(encodeSnapshot(header, entries)));
      onEvent?.('saved');
    } catch (error) {
      log.warn({ association, error }, 'a snapshot of a view could not be saved; the next start reads more');
    }
  }

  *#inTime(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void> {
    for (const piece of pieces) {
      if (performance.now() > this.#closesAt) throw new SnapshotFault('the process ends');
      yield piece;
    }
  }
}
