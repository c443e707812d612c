/** Files looked at, kept as long as there is room: what has not been looked at for longest goes first. Knows no sealing. */
import type { FilesDb, StoredFile } from './files-db.ts';

export const isFull = (error: unknown): boolean => error instanceof Error && /quota/i.test(error.name);

/** A queued file has more, which a cached one has no use for. */
function cachedPart({ sha256, type, bytes, iv }: StoredFile): Omit<StoredFile, 'documents'> {
  return { sha256, type, bytes, ...(iv === undefined ? {} : { iv }) };
}

export async function nextUse(db: FilesDb): Promise<number> {
  const cursor = await db.transaction('cache').store.index('used').openCursor(null, 'prev');
  return (cursor?.value.used ?? 0) + 1;
}

async function evict(db: FilesDb, budget: number): Promise<void> {
  const tx = db.transaction('cache', 'readwrite');
  let bytes = 0;
  let cursor = await tx.store.index('used').openCursor(null, 'prev');
  while (cursor !== null) {
    bytes += cursor.value.bytes.byteLength;
    if (bytes > budget) await cursor.delete();
    cursor = await cursor.continue();
  }
  await tx.done;
}

export async function putCached(db: FilesDb, file: StoredFile, budget: number): Promise<void> {
  const known = await db.get('cache', file.sha256);
  const documents = [...new Set([...(known?.documents ?? []), ...file.documents])];
  const used = await nextUse(db);
  try {
    await db.put('cache', { ...cachedPart(file), documents, used });
    await evict(db, budget);
  } catch (error) {
    if (!isFull(error)) throw error;
    // A cache is the first to go, and what is not in it is fetched again.
    await db.clear('cache');
  }
}

export async function releaseCached(db: FilesDb, gone: ReadonlySet<string>): Promise<boolean> {
  const tx = db.transaction('cache', 'readwrite');
  let changed = false;
  let cursor = await tx.store.openCursor();
  while (cursor !== null) {
    const left = cursor.value.documents.filter((id) => !gone.has(id));
    if (left.length < cursor.value.documents.length) {
      changed = true;
      if (left.length === 0) await cursor.delete();
      else await cursor.update({ ...cursor.value, documents: left });
    }
    cursor = await cursor.continue();
  }
  await tx.done;
  return changed;
}
