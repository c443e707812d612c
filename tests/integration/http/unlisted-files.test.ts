import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import type { FileStore } from '@communitrak/sync-server/ports/file-store.ts';
import { clearUnlistedFiles, KEPT_UNLISTED_MS } from '@communitrak/sync-server/reactions/unlisted-files.ts';
import { openDiskFileStore } from '@communitrak/sync-server/store/files/disk-file-store.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let opened: TestStore;
let db: Database;
let dataDir: string;
let files: FileStore;

beforeEach(async () => {
  opened = await openTestStore();
  const made = await opened.store.open('association-willow', { create: true });
  if (made === undefined) throw new Error('no database');
  db = made;
  dataDir = await mkdtemp(join(tmpdir(), 'communitrak-files-'));
  files = await openDiskFileStore(dataDir, Date.now());
});
afterEach(async () => {
  await opened.close();
  await rm(dataDir, { recursive: true, force: true });
});

const put = async (text: string): Promise<string> =>
  (await files.put('willow', Readable.from([Buffer.from(text)]), 1000)).sha256;

async function age(sha256: string, ms: number): Promise<void> {
  const at = new Date(Date.now() - ms);
  await utimes(join(dataDir, 'files', 'willow', sha256.slice(0, 2), sha256), at, at);
}

const clear = (store = opened.store) => clearUnlistedFiles({ store, files, clock: Date.now });

it('clears what no living document mentions and is older than a week, and nothing else', async () => {
  const [listed, young, orphan, deleted, strange] = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(put));
  for (const sha256 of [listed, orphan, deleted, strange]) await age(sha256 ?? '', KEPT_UNLISTED_MS + 60_000);
  await db.put({ _id: 'request:r1', type: 'request', body: { files: [{ sha256: listed, bytes: 1 }] } });
  await db.put({ _id: 'future:x', type: 'future', version: 9, body: { deep: { er: [strange] } } });
  const gone = await db.put({ _id: 'request:r2', type: 'request', body: { files: [{ sha256: deleted }] } });
  if (gone.ok) await db.put({ _id: 'request:r2', _rev: gone.rev, _deleted: true, type: 'request', body: {} });

  expect(await clear()).toBe(2);
  const left = await Promise.all(
    [listed, young, orphan, deleted, strange].map((hash) => files.has('willow', hash ?? '')),
  );
  expect(left).toEqual([true, true, false, false, true]);
  expect(await clear()).toBe(0);
  expect(await readdir(join(dataDir, 'files'))).toEqual(['willow']);
});

it('keeps a file whose document is written while it looks', async () => {
  const late = await put('late');
  await age(late, KEPT_UNLISTED_MS + 60_000);
  const slow: Database = {
    ...db,
    range: async (query) => {
      const page = await db.range(query);
      await db.put({ _id: 'request:late', type: 'request', body: { files: [{ sha256: late }] } });
      return page;
    },
  };
  const store = { ...opened.store, open: () => Promise.resolve(slow) };
  expect(await clear(store)).toBe(0);
  expect(await files.has('willow', late)).toBe(true);
});
