/** Files by their hash, on disk. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolderProblem } from '@communitrak/sync-server/store/data-folder-problem.ts';
import { openDiskFileStore } from '@communitrak/sync-server/store/files/disk-file-store.ts';
import { FileTooLarge, type FileStore, type StoredFile } from '@communitrak/sync-server/ports/file-store.ts';

const NOW = Date.UTC(2026, 5, 1);
const LIMIT = 1_000_000;
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let dataDir: string;
let files: FileStore;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'store-files-'));
  files = await openDiskFileStore(dataDir, NOW);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Every file below the folder, so that nothing is left behind. */
const onDisk = async (): Promise<string[]> =>
  (await readdir(dataDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();

/** Counts what was read of it. */
function source(chunks: readonly Buffer[]): { stream: Readable; read(): number; ended(): boolean } {
  let read = 0;
  let ended = false;
  async function* produce(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) {
      await Promise.resolve();
      read += chunk.length;
      yield chunk;
    }
    ended = true;
  }
  return { stream: Readable.from(produce()), read: () => read, ended: () => ended };
}

async function listed(association: string): Promise<(StoredFile & { storedAt: number })[]> {
  const all = [];
  for await (const file of files.list(association)) all.push(file);
  return all;
}

const bytesOf = async (association: string, hash: string): Promise<Buffer | undefined> => {
  const file = await files.get(association, hash);
  return file === undefined ? undefined : buffer(file.open());
};

test('what is put is had, under its true hash, and in its own association only', async () => {
  const bytes = randomBytes(300_000);
  const parts = [bytes.subarray(0, 7), bytes.subarray(7, 100_000), bytes.subarray(100_000)];
  const stored = await files.put('one', source(parts).stream, LIMIT);
  expect(stored).toEqual({ sha256: sha(bytes), bytes: 300_000 });
  expect(await files.has('one', stored.sha256)).toBe(true);
  expect((await files.get('one', stored.sha256))?.bytes).toBe(300_000);
  expect((await bytesOf('one', stored.sha256))?.equals(bytes)).toBe(true);
  expect(await files.has('two', stored.sha256)).toBe(false);
  expect(await files.get('two', stored.sha256)).toBeUndefined();
});

test('an empty file is a file', async () => {
  const stored = await files.put('one', Readable.from([]), LIMIT);
  expect(stored).toEqual({ sha256: sha(Buffer.alloc(0)), bytes: 0 });
  expect(await bytesOf('one', stored.sha256)).toEqual(Buffer.alloc(0));
});

test('the whole source is read also when the bytes are there already, and they are there once', async () => {
  const chunks = Array.from({ length: 20 }, () => randomBytes(10_000));
  const first = await files.put('one', source(chunks).stream, LIMIT);
  const again = source(chunks);
  expect(await files.put('one', again.stream, LIMIT)).toEqual(first);
  expect(again.read()).toBe(200_000);
  expect(again.ended()).toBe(true);
  expect(await onDisk()).toEqual([first.sha256]);
});

test('the same bytes at once from several', async () => {
  const chunks = Array.from({ length: 20 }, () => randomBytes(5_000));
  const stored = await Promise.all([1, 2, 3, 4, 5].map(() => files.put('one', source(chunks).stream, LIMIT)));
  expect(new Set(stored.map((file) => file.sha256)).size).toBe(1);
  expect(await onDisk()).toEqual([sha(Buffer.concat(chunks))]);
});

test('beyond the limit: read to the end, refused, nothing kept; exactly at the limit: kept', async () => {
  const chunks = Array.from({ length: 110 }, () => randomBytes(100));
  const tooLarge = source(chunks);
  await expect(files.put('one', tooLarge.stream, 10_999)).rejects.toBeInstanceOf(FileTooLarge);
  expect(tooLarge.ended()).toBe(true);
  expect(await onDisk()).toEqual([]);
  const { bytes } = await files.put('one', source(chunks).stream, 11_000);
  expect(bytes).toBe(11_000);
});

test('a source that breaks off leaves nothing', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from('half'));
    throw new Error('the line went dead');
  }
  await expect(files.put('one', Readable.from(broken()), LIMIT)).rejects.toThrow('the line went dead');
  expect(await onDisk()).toEqual([]);
});

test('no name leads out of the folder', async () => {
  await writeFile(join(dataDir, 'secret'), 'x');
  const hash = sha(Buffer.from('x'));
  for (const association of ['..', '.', '', '../x', 'a/b', 'A', '.incoming', 'a\0', 'x'.repeat(300)]) {
    await expect(files.put(association, Readable.from([Buffer.from('x')]), LIMIT)).rejects.toThrow(
      'association',
    );
    expect(await files.has(association, hash)).toBe(false);
    expect(await files.get(association, hash)).toBeUndefined();
    await files.delete(association, hash);
    expect(await listed(association)).toEqual([]);
  }
  for (const name of ['', '../../../secret', '..', hash.toUpperCase(), hash.slice(1), `${hash}/..`]) {
    expect(await files.has('one', name)).toBe(false);
    expect(await files.get('one', name)).toBeUndefined();
    await files.delete('one', name);
  }
  expect(await onDisk()).toEqual(['secret']);
});

test('deleted is gone, and deleting what is not there is nothing', async () => {
  const stored = await files.put('one', Readable.from([Buffer.from('bye')]), LIMIT);
  await files.delete('one', stored.sha256);
  await files.delete('one', stored.sha256);
  expect(await files.has('one', stored.sha256)).toBe(false);
  expect(await onDisk()).toEqual([]);
});

test('the list names each file with its size and time, and nothing else that lies there', async () => {
  const put = (text: string) => files.put('one', Readable.from([Buffer.from(text)]), LIMIT);
  const stored = [await put('a'), await put('bb'), await put('ccc')];
  await files.put('two', Readable.from([Buffer.from('other')]), LIMIT);
  const [first] = stored;
  if (first === undefined) throw new Error('none');
  const arrived = new Date(NOW - 1_000_000);
  await utimes(join(dataDir, 'files', 'one', first.sha256.slice(0, 2), first.sha256), arrived, arrived);
  await writeFile(join(dataDir, 'files', 'one', 'README'), '');
  await writeFile(join(dataDir, 'files', 'one', first.sha256.slice(0, 2), 'notes.txt'), '');
  const all = await listed('one');
  expect(all.map(({ sha256, bytes }) => ({ sha256, bytes }))).toEqual(
    stored.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
  );
  expect(all.find((file) => file.sha256 === first.sha256)?.storedAt).toBe(arrived.getTime());
  await put('a');
  const again = await listed('one');
  expect(again.find((file) => file.sha256 === first.sha256)?.storedAt).not.toBe(arrived.getTime());
});

test('what a crash left half written is cleared at a later start, what another process is writing is not', async () => {
  const incoming = join(dataDir, 'files', 'one', '.incoming');
  await mkdir(incoming, { recursive: true });
  const old = new Date(NOW - 48 * 3_600_000);
  const recent = new Date(NOW - 60_000);
  await writeFile(join(incoming, 'abandoned'), 'x');
  await utimes(join(incoming, 'abandoned'), old, old);
  await writeFile(join(incoming, 'in-progress'), 'x');
  await utimes(join(incoming, 'in-progress'), recent, recent);
  await openDiskFileStore(dataDir, NOW);
  expect(await onDisk()).toEqual(['in-progress']);
});

test('a folder that cannot be written is said plainly', async () => {
  await writeFile(join(dataDir, 'file'), '');
  const opening = openDiskFileStore(join(dataDir, 'file'), NOW);
  await expect(opening).rejects.toBeInstanceOf(DataFolderProblem);
  await expect(opening).rejects.toThrow('cannot be written');
});
