/** Writes lines of a backup: packed, hashed, at the disk's pace; under another name until the last line is on the disk. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { link, open, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AdminProblem } from './admin-problem.ts';
import type { BackupLine } from './backup-format.ts';

const OWNER_ONLY = 0o600;

export interface BackupWriter {
  write(line: Exclude<BackupLine, { kind: 'end' }>): Promise<void>;
  /** Puts the last line, and the file under its name. @returns its size in bytes */
  end(): Promise<number>;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

async function refuseToOverwrite(path: string): Promise<void> {
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  if (there) throw new AdminProblem(`${path} is there already and is not overwritten. Name another file.`);
}

/** An empty draft that its owner alone may read. */
async function begin(path: string, draft: string): Promise<void> {
  try {
    await (await open(draft, 'w', OWNER_ONLY)).close();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AdminProblem(`${path} cannot be written (${why}).`);
  }
}

/** On the disk, then under its name: which, unlike by a rename, fails when somebody has put a file there meanwhile. */
async function settle(path: string, draft: string): Promise<number> {
  const handle = await open(draft, 'r+');
  try {
    await handle.sync();
    const { size } = await handle.stat();
    await link(draft, path);
    return size;
  } catch (error) {
    await refuseToOverwrite(path);
    throw error;
  } finally {
    await handle.close();
  }
}

/** Rejects with AdminProblem when the file is there or cannot be written. */
export async function openBackupWriter(path: string): Promise<BackupWriter> {
  await refuseToOverwrite(path);
  const draft = `${path}.part`;
  await begin(path, draft);
  const gzip = createGzip();
  // A disk that is full must reach whoever is writing, not the process.
  const whole = pipeline(gzip, createWriteStream(draft, { flags: 'r+' }));
  whole.catch(() => undefined);
  const hash = createHash('sha256');
  let lines = 0;
  const put = async (text: string): Promise<void> => {
    if (gzip.destroyed) await whole;
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), whole]);
  };
  return {
    async write(line) {
      const text = `${JSON.stringify(line)}\n`;
      hash.update(text);
      lines += 1;
      await put(text);
    },
    async end() {
      await put(`${JSON.stringify({ kind: 'end', lines, sha256: hash.digest('hex') })}\n`);
      gzip.end();
      await whole;
      const size = await settle(path, draft);
      await rm(draft);
      return size;
    },
    async drop() {
      gzip.destroy();
      await whole.catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}
