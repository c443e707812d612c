/**
 * Files that are a cache and nothing else: what is in one can be made anew, so losing one costs time only. One a name,
 * there whole or not at all. They hold residents' data: nobody but this server may read them, and nothing serves them.
 */
/** Older ones are not used. What the store remembers of deletions and ended rights is longer: this is no tight bound. */
export const SNAPSHOT_KEPT_MS = 30 * 24 * 3600_000;

export interface SnapshotFile {
  readonly name: string;
  readonly bytes: number;
  /** Epoch ms. */
  readonly writtenAt: number;
}

export interface SnapshotStore {
  /** The file from its beginning, piece by piece; undefined when there is none. */
  read(name: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Replaces the file once everything is written. Rejects, leaving the old one, when the source throws or the disk is full. */
  write(name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  drop(name: string): Promise<void>;
  list(): Promise<readonly SnapshotFile[]>;
}
