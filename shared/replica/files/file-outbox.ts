/** Files that wait for the server, and those it would not take. */
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { FileFault } from './faults.ts';
import { isFull, putCached } from './file-cache.ts';
import type { FilesDb, OutboxFile } from './files-db.ts';
import type { Sealer } from './sealing.ts';

export async function orphanQueued(db: FilesDb, gone: ReadonlySet<string>): Promise<boolean> {
  const tx = db.transaction('outbox', 'readwrite');
  let changed = false;
  let cursor = await tx.store.openCursor();
  while (cursor !== null) {
    if (cursor.value.orphan !== true && cursor.value.documents.some((id) => gone.has(id))) {
      changed = true;
      await cursor.update({ ...cursor.value, orphan: true });
    }
    cursor = await cursor.continue();
  }
  await tx.done;
  return changed;
}

/** What waits for the server needs the room more than what only was looked at. */
async function putQueued(db: FilesDb, file: OutboxFile): Promise<void> {
  try {
    await db.put('outbox', file);
  } catch (error) {
    if (!isFull(error) || (await db.count('cache')) === 0) throw error;
    await db.clear('cache');
    await db.put('outbox', file);
  }
}

export async function queueFile(
  { db, sealer }: { readonly db: FilesDb; readonly sealer: Sealer },
  ref: FileRef,
  bytes: ArrayBuffer,
  document: string,
  at: string,
): Promise<void> {
  const sealed = await sealer.seal(ref.sha256, bytes);
  const known = await db.get('outbox', ref.sha256);
  const documents = [...new Set([...(known?.documents ?? []), document])];
  await putQueued(db, {
    sha256: ref.sha256,
    type: ref.type,
    name: ref.name,
    ...sealed,
    documents,
    at: known?.at ?? at,
  });
}

export async function markFile(db: FilesDb, sha256: string, fault: FileFault | undefined): Promise<void> {
  const known = await db.get('outbox', sha256);
  if (known === undefined) return;
  const { fault: _before, ...file } = known;
  await db.put('outbox', fault === undefined ? file : { ...file, fault });
}

export async function moveSent(db: FilesDb, sha256: string, budget: number): Promise<void> {
  const file = await db.get('outbox', sha256);
  if (file !== undefined) await putCached(db, file, budget);
  await db.delete('outbox', sha256);
}

/** With their bytes as they were taken. */
export async function readOutbox(db: FilesDb, sealer: Sealer): Promise<readonly OutboxFile[]> {
  const files = await db.getAll('outbox');
  return Promise.all(
    files.map(async ({ iv, ...file }): Promise<OutboxFile> => {
      const bytes = await sealer.open({ ...file, ...(iv === undefined ? {} : { iv }) });
      // Damaged: what the server would say of it, and the member is told the same way.
      return bytes === undefined
        ? { ...file, bytes: new ArrayBuffer(0), fault: 'hash-mismatch' }
        : { ...file, bytes };
    }),
  );
}
