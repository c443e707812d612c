/** Snapshots kept in memory, where a test may look at them, damage them and take them away. */
import type { SnapshotStore } from '@communitrak/sync-server/ports/snapshot-store.ts';

export interface MemorySnapshots extends SnapshotStore {
  readonly files: Map<string, Buffer>;
}

/** In pieces as small as a slow disk might give them. */
function* pieces(file: Buffer, bytes: number): Generator<Uint8Array, void> {
  for (let at = 0; at < file.length; at += bytes) yield file.subarray(at, at + bytes);
}

async function* slowly(file: Buffer, bytes: number): AsyncGenerator<Uint8Array, void> {
  for (const piece of pieces(file, bytes)) {
    await Promise.resolve();
    yield piece;
  }
}

export function memorySnapshots(pieceBytes = 700): MemorySnapshots {
  const files = new Map<string, Buffer>();
  return {
    files,
    read: (name) => {
      const file = files.get(name);
      return Promise.resolve(file === undefined ? undefined : slowly(file, pieceBytes));
    },
    write: async (name, source) => {
      const written: Uint8Array[] = [];
      for await (const piece of source) written.push(piece);
      files.set(name, Buffer.concat(written));
    },
    drop: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
    list: () =>
      Promise.resolve([...files].map(([name, { length }]) => ({ name, bytes: length, writtenAt: 0 }))),
  };
}
