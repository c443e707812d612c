/**
 * SnapshotStore in a folder: <dataDir>/views/<name>, readable by this server's account alone. Written beside and renamed;
 * not flushed, because a file that a power cut spoils is noticed and made anew.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotFile, SnapshotStore } from '../../ports/snapshot-store.ts';
import { codeOf, unwritable } from '../data-folder-problem.ts';

/** One part of a path, and never one of the unfinished. */
const NAME = /^[a-z0-9][a-z0-9-]{0,127}$/;
const UNFINISHED = '.unfinished-';
const PIECE_BYTES = 512 * 1024;
/** What is older than this was left by a crash; another process may be writing the rest. */
const ABANDONED_MS = 3600_000;

function pathOf(root: string, name: string): string {
  if (!NAME.test(name)) throw new TypeError(`"${name}" is no name of a snapshot`);
  return join(root, name);
}

async function writeTo(
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

async function filesIn(root: string): Promise<readonly SnapshotFile[]> {
  const found: SnapshotFile[] = [];
  for (const name of await readdir(root)) {
    if (!NAME.test(name)) continue;
    try {
      const { size, mtimeMs } = await stat(join(root, name));
      found.push({ name, bytes: size, writtenAt: mtimeMs });
    } catch (error) {
      // Another process took it away meanwhile.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  return found;
}

async function clearAbandoned(root: string, now: number): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const path = join(root, name);
    const since = await stat(path).then(
      ({ mtimeMs }) => now - mtimeMs,
      () => 0,
    );
    if (since > ABANDONED_MS) await rm(path, { force: true });
  }
}

/** Rejects with DataFolderProblem when the folder cannot be written. @param now epoch ms, to clear what crashes left */
export async function openDiskSnapshotStore(dataDir: string, now: number): Promise<SnapshotStore> {
  const root = join(dataDir, 'views');
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    // A folder from before may be more open than it should be.
    await chmod(root, 0o700);
    await clearAbandoned(root, now);
  } catch (error) {
    throw unwritable(root, error);
  }
  return {
    async read(name) {
      const path = pathOf(root, name);
      try {
        await stat(path);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
      return createReadStream(path, { highWaterMark: PIECE_BYTES });
    },
    async write(name, pieces) {
      const path = pathOf(root, name);
      const unfinished = join(root, UNFINISHED + randomUUID());
      try {
        await writeTo(unfinished, pieces);
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    drop: (name) => rm(pathOf(root, name), { force: true }),
    list: () => filesIn(root),
  };
}
