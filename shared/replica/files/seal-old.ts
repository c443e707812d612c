/** Files that an app left which did not seal yet are sealed, once. */
import { isFull } from './file-cache.ts';
import type { FilesDb } from './files-db.ts';
import type { Sealer } from './sealing.ts';

const STORES = ['outbox', 'cache', 'drafts'] as const;

async function sealOne(
  db: FilesDb,
  sealer: Sealer,
  store: (typeof STORES)[number],
  key: never,
): Promise<void> {
  const file = await db.get(store, key);
  if (file === undefined || file.iv !== undefined) return;
  const sealed = await sealer.seal(file.sha256, file.bytes);
  const tx = db.transaction(store, 'readwrite');
  const now = await tx.store.get(key);
  // Only if it is still as it was read.
  if (now !== undefined && now.iv === undefined) await tx.store.put({ ...now, ...sealed } as never);
  await tx.done;
}

export async function sealOld(db: FilesDb, sealer: Sealer): Promise<void> {
  if (!sealer.seals || (await db.get('keys', 'unsealed')) === undefined) return;
  try {
    for (const store of STORES)
      for (const key of await db.getAllKeys(store)) await sealOne(db, sealer, store, key as never);
    await db.delete('keys', 'unsealed');
  } catch (error) {
    // No room to write them anew: they can be read as they are, and the next start tries again.
    if (!isFull(error)) throw error;
  }
}
