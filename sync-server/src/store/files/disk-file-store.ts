/**
 * FileStore in a folder: <dataDir>/files/<association>/<first two of the hash>/<hash>. A file is there whole or not at
 * all: it is written beside, flushed, and renamed. Knows nothing of who may read.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileTooLarge, type FileStore, type StoredFile } from '../../ports/file-store.ts';
import { codeOf, unwritable } from '../data-folder-problem.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** One part of a path, so never `.` or `..`. */
const ASSOCIATION = /^[a-z0-9][a-z0-9.-]{0,127}$/;
const INCOMING = '.incoming';
/** What is older than this was left by a crash; another process may be writing the rest. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Undefined for what cannot be the name of a stored file. */
function pathOf(root: string, association: string, sha256: string): string | undefined {
  if (!ASSOCIATION.test(association) || !SHA256.test(sha256)) return undefined;
  return join(root, association, sha256.slice(0, 2), sha256);
}

/** [] for a folder that is not there. */
async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}

async function statOf(path: string): Promise<{ bytes: number; storedAt: number } | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { bytes: found.size, storedAt: found.mtimeMs } : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Reads to the end, also beyond the limit; writes up to it. */
async function copy(source: Readable, target: FileHandle, limit: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer | string>) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += part.length;
    if (bytes > limit) continue;
    hash.update(part);
    await target.writeFile(part);
  }
  if (bytes > limit) throw new FileTooLarge(`The file is larger than ${limit} bytes`);
  await target.sync();
  return { sha256: hash.digest('hex'), bytes };
}

async function copyTo(path: string, source: Readable, limit: number): Promise<StoredFile> {
  const target = await open(path, 'wx', 0o600);
  try {
    return await copy(source, target, limit);
  } finally {
    await target.close();
  }
}

/** So that the name survives a power cut as the bytes do. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keep(incoming: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  // Over one that is there already too: the bytes are the same, and its time of arrival begins again.
  await rename(incoming, target);
  await flushFolder(dirname(target));
}

async function receive(
  root: string,
  association: string,
  source: Readable,
  limit: number,
): Promise<StoredFile> {
  if (!ASSOCIATION.test(association)) throw new Error(`"${association}" is no association id`);
  const folder = join(root, association, INCOMING);
  await mkdir(folder, { recursive: true });
  const incoming = join(folder, randomUUID());
  try {
    const stored = await copyTo(incoming, source, limit);
    const target = pathOf(root, association, stored.sha256);
    if (target === undefined) throw new Error('A hash that is none');
    await keep(incoming, target);
    return stored;
  } catch (error) {
    await rm(incoming, { force: true });
    throw error;
  }
}

async function* listFiles(root: string, association: string): ReturnType<FileStore['list']> {
  if (!ASSOCIATION.test(association)) return;
  for (const part of await entriesOf(join(root, association))) {
    for (const sha256 of await entriesOf(join(root, association, part))) {
      const path = pathOf(root, association, sha256);
      const found = path === undefined ? undefined : await statOf(path);
      if (found !== undefined) yield { sha256, ...found };
    }
  }
}

async function clearAbandoned(root: string, now: number): Promise<void> {
  for (const association of await entriesOf(root)) {
    const folder = join(root, association, INCOMING);
    for (const name of await entriesOf(folder)) {
      const found = await statOf(join(folder, name));
      if (found !== undefined && now - found.storedAt > ABANDONED_MS)
        await rm(join(folder, name), { force: true });
    }
  }
}

/** Rejects with DataFolderProblem when the folder cannot be written. @param now epoch ms, to clear what crashes left. */
export async function openDiskFileStore(dataDir: string, now: number): Promise<FileStore> {
  const root = join(dataDir, 'files');
  try {
    await mkdir(root, { recursive: true });
    const probe = join(root, `.probe-${randomUUID()}`);
    await (await open(probe, 'wx')).close();
    await rm(probe);
  } catch (error) {
    throw unwritable(root, error);
  }
  await clearAbandoned(root, now);
  return {
    put: (association, source, limit) => receive(root, association, source, limit),
    async has(association, sha256) {
      const path = pathOf(root, association, sha256);
      return path !== undefined && (await statOf(path)) !== undefined;
    },
    async get(association, sha256) {
      const path = pathOf(root, association, sha256);
      const found = path === undefined ? undefined : await statOf(path);
      if (path === undefined || found === undefined) return undefined;
      return { bytes: found.bytes, open: () => createReadStream(path) };
    },
    async delete(association, sha256) {
      const path = pathOf(root, association, sha256);
      if (path !== undefined) await rm(path, { force: true });
    },
    list: (association) => listFiles(root, association),
  };
}
