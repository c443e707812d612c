/** What the admin commands are given in tests: a test store, a folder for files, and what was told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities, entityOf } from '@communitrak/domain/registry.ts';
import { createAccountTransfer } from '@communitrak/sync-server/accounts/transfer.ts';
import { readAll } from '@communitrak/sync-server/admin/everything.ts';
import type { AdminParts } from '@communitrak/sync-server/admin/parts.ts';
import type { Database, DocStore, StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import type { FileStore } from '@communitrak/sync-server/ports/file-store.ts';
import { openDiskFileStore } from '@communitrak/sync-server/store/files/disk-file-store.ts';
import { databaseName } from '@communitrak/sync-server/ports/database-names.ts';

export interface AdminRig {
  readonly parts: AdminParts;
  readonly folder: string;
  readonly told: string[];
  close(): Promise<void>;
}

export async function adminRig(store: DocStore, files?: FileStore): Promise<AdminRig> {
  const folder = await mkdtemp(join(tmpdir(), 'communitrak-admin-'));
  const told: string[] = [];
  const clock = Date.now;
  return {
    folder,
    told,
    parts: {
      store,
      files: files ?? (await openDiskFileStore(folder, clock())),
      accounts: await createAccountTransfer(store, clock),
      registry: { entities, entityOf },
      clock,
      tell: (line) => void told.push(line),
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function databaseOf(store: DocStore, association: string): Promise<Database> {
  const database = await store.open(databaseName(association), { create: false });
  if (database === undefined) throw new Error(`no ${association}`);
  return database;
}

/** Every document without its revision, in id order; not what names the database itself. */
export async function contentsOf(store: DocStore, association: string): Promise<readonly object[]> {
  const all = await readAll(await databaseOf(store, association), store.topology);
  const kept = [...all.values()].filter(({ _id }) => !['meta:identity', 'meta:restore'].includes(_id));
  const bare = kept.map(({ _rev, ...doc }: StoredDoc) => doc);
  return bare.toSorted((a, b) => (a._id < b._id ? -1 : 1));
}
