/** The LevelDB in which Chromium keeps IndexedDB: its log file as a kill may leave it. */
import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const folderOf = (profile: string): string =>
  join(profile, 'Default', 'IndexedDB', 'http_localhost_0.indexeddb.leveldb');

/** Those that are written to, the newest last. */
export async function logFiles(profile: string): Promise<readonly string[]> {
  return (await readdir(folderOf(profile))).filter((name) => name.endsWith('.log')).sort();
}

/**
 * A record's head (checksum, 200 bytes, whole) without the bytes it announces: LevelDB writes them one after the other.
 * @returns the file it was left in
 */
export async function leaveHalfRecord(profile: string): Promise<string> {
  const name = (await logFiles(profile)).at(-1);
  if (name === undefined)
    throw new Error('this browser keeps IndexedDB elsewhere: is there still need of a fresh tail?');
  await appendFile(join(folderOf(profile), name), Uint8Array.of(1, 2, 3, 4, 200, 0, 1));
  return name;
}
