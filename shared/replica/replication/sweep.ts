/**
 * Forgets the pending changes of documents that are no longer unsent: the server's version has arrived, or they are
 * gone. What is gone only because this device could not read it is written again from its pending change: nothing
 * unsent is lost with a record.
 */
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { DocCollection } from '../database.ts';
import { plain } from '../documents.ts';
import type { PendingChange, PendingChanges } from '../local/pending-changes.ts';
import { writeOver } from '../write-over.ts';

/**
 * A pending change is written before its document, maybe by another tab at this moment. So it is only said at first
 * that it is about to go, and the document looked at again; and whoever writes looks for their pending change again
 * once the document is written. One of the two sees the other, and in between the pending change is there: who writes
 * the document once more finds in it what is theirs. Together: one by one, five hundred of them would be five hundred
 * writes to the disk.
 * @returns those that are not done after all
 */
async function forgetDone(
  pendingChanges: PendingChanges,
  rx: DocCollection,
  done: readonly PendingChange[],
): Promise<readonly PendingChange[]> {
  if (done.length === 0) return [];
  const leaving = await pendingChanges.leave(done);
  const docs = await rx.findByIds(leaving.pendingChanges.map((pending) => pending.documentId)).exec();
  const isEarly = (pending: PendingChange): boolean =>
    docs.get(pending.documentId)?.stamp.state === 'waiting';
  for (const pending of leaving.pendingChanges.filter(isEarly)) await pendingChanges.keep(pending);
  const gone = new Set(await leaving.forget(leaving.pendingChanges.filter((pending) => !isEarly(pending))));
  return done.filter((pending) => !gone.has(pending));
}

/** Not there at all, or as it was before the edit. A deleted one is there: as deleted. */
async function isLost(rx: DocCollection, { documentId, base }: PendingChange): Promise<boolean> {
  const doc = await rx.findOne(documentId).exec();
  if (doc !== null) return base !== null && canonicalJson(toWire(plain(doc), false)) === canonicalJson(base);
  return (await rx.storageInstance.findDocumentsById([documentId], true)).length === 0;
}

/** Written again if it was lost with a record. @returns whether it was */
async function writtenAgain(
  pendingChanges: PendingChanges,
  rx: DocCollection,
  pending: PendingChange,
): Promise<boolean> {
  if (pending.written === undefined || !(await isLost(rx, pending))) return false;
  const { id, type, version, parent, order, stamp, body } = pending.written;
  await writeOver(rx.storageInstance, id, () => ({ id, type, version, parent, order, stamp, body }));
  // Whoever lists what is unsent looks again.
  await pendingChanges.put(pending);
  return true;
}

/** @param damaged collections of which something could not be read. @returns the pending changes that remain */
export async function sweepPendingChanges(
  pendingChanges: PendingChanges,
  collections: ReadonlyMap<CollectionName, DocCollection>,
  damaged: ReadonlySet<string>,
): Promise<readonly PendingChange[]> {
  const all = await pendingChanges.all();
  const remaining: PendingChange[] = [];
  for (const [name, rx] of collections) {
    const mine = all.filter((pending) => pending.collection === name);
    if (mine.length === 0) continue;
    // Now that it has been read it is known whether all of it could be.
    const docs = await rx.findByIds(mine.map((pending) => pending.documentId)).exec();
    const isOpen = (pending: PendingChange): boolean =>
      docs.get(pending.documentId)?.stamp.state === 'waiting' || pending.deferred !== undefined;
    const done: PendingChange[] = [];
    for (const pending of mine) {
      const open =
        isOpen(pending) || (damaged.has(name) && (await writtenAgain(pendingChanges, rx, pending)));
      (open ? remaining : done).push(pending);
    }
    remaining.push(...(await forgetDone(pendingChanges, rx, done)));
  }
  return remaining;
}
