/**
 * Forgets the marks of documents that are no longer unsent: the server's version has arrived, or they are gone. What is
 * gone only because this device could not read it is written again from its mark: nothing unsent is lost with a record.
 */
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { DocCollection } from '../database.ts';
import { plain } from '../documents.ts';
import type { Mark, Marks } from '../local/marks.ts';
import { writeOver } from '../write-over.ts';

/**
 * A mark is written before its document, maybe by another tab at this moment. So it is only said at first that it is about
 * to go, and the document looked at again; and whoever writes looks for their mark again once the document is written. One
 * of the two sees the other, and in between the mark is there: who writes the document once more finds in it what is
 * theirs. Together: one by one, five hundred of them would be five hundred writes to the disk.
 * @returns those that are not done after all
 */
async function forgetDone(marks: Marks, rx: DocCollection, done: readonly Mark[]): Promise<readonly Mark[]> {
  if (done.length === 0) return [];
  const leaving = await marks.leave(done);
  const docs = await rx.findByIds(leaving.marks.map((mark) => mark.documentId)).exec();
  const isEarly = (mark: Mark): boolean => docs.get(mark.documentId)?.stamp.state === 'waiting';
  for (const mark of leaving.marks.filter(isEarly)) await marks.keep(mark);
  const gone = new Set(await leaving.forget(leaving.marks.filter((mark) => !isEarly(mark))));
  return done.filter((mark) => !gone.has(mark));
}

/** Not there at all, or as it was before the edit. A deleted one is there: as deleted. */
async function isLost(rx: DocCollection, { documentId, base }: Mark): Promise<boolean> {
  const doc = await rx.findOne(documentId).exec();
  if (doc !== null) return base !== null && canonicalJson(toWire(plain(doc), false)) === canonicalJson(base);
  return (await rx.storageInstance.findDocumentsById([documentId], true)).length === 0;
}

/** Written again if it was lost with a record. @returns whether it was */
async function writtenAgain(marks: Marks, rx: DocCollection, mark: Mark): Promise<boolean> {
  if (mark.written === undefined || !(await isLost(rx, mark))) return false;
  const { id, type, version, parent, order, stamp, body } = mark.written;
  await writeOver(rx.storageInstance, id, () => ({ id, type, version, parent, order, stamp, body }));
  // Whoever lists what is unsent looks again.
  await marks.put(mark);
  return true;
}

/** @param damaged collections of which something could not be read. @returns the marks that remain */
export async function sweepMarks(
  marks: Marks,
  collections: ReadonlyMap<CollectionName, DocCollection>,
  damaged: ReadonlySet<string>,
): Promise<readonly Mark[]> {
  const all = await marks.all();
  const remaining: Mark[] = [];
  for (const [name, rx] of collections) {
    const mine = all.filter((mark) => mark.collection === name);
    if (mine.length === 0) continue;
    // Now that it has been read it is known whether all of it could be.
    const docs = await rx.findByIds(mine.map((mark) => mark.documentId)).exec();
    const isOpen = (mark: Mark): boolean =>
      docs.get(mark.documentId)?.stamp.state === 'waiting' || mark.parked !== undefined;
    const done: Mark[] = [];
    for (const mark of mine) {
      const open = isOpen(mark) || (damaged.has(name) && (await writtenAgain(marks, rx, mark)));
      (open ? remaining : done).push(mark);
    }
    remaining.push(...(await forgetDone(marks, rx, done)));
  }
  return remaining;
}
