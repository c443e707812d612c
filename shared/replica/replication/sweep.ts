/** Forgets the marks of documents that are no longer unsent: the server's version has arrived, or they are gone. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { DocCollection } from '../database.ts';
import type { Mark, Marks } from '../local/marks.ts';

/**
 * A mark is written before its document, maybe by another tab at this moment: so it is looked at again once the mark is
 * gone, and whoever writes looks for their mark again once the document is written. One of the two puts it back.
 */
async function forgetDone(marks: Marks, rx: DocCollection, mark: Mark): Promise<boolean> {
  if (!(await marks.forgetAs(mark))) return false;
  const doc = await rx.findOne(mark.documentId).exec();
  if (doc?.stamp.state !== 'waiting') return true;
  await marks.putNew(mark);
  return false;
}

/** @returns the marks that remain */
export async function sweepMarks(
  marks: Marks,
  collections: ReadonlyMap<CollectionName, DocCollection>,
): Promise<readonly Mark[]> {
  const all = await marks.all();
  const remaining: Mark[] = [];
  for (const [name, rx] of collections) {
    const mine = all.filter((mark) => mark.collection === name);
    if (mine.length === 0) continue;
    const docs = await rx.findByIds(mine.map((mark) => mark.documentId)).exec();
    for (const mark of mine) {
      const waiting = docs.get(mark.documentId)?.stamp.state === 'waiting';
      if (waiting || mark.parked !== undefined || !(await forgetDone(marks, rx, mark))) remaining.push(mark);
    }
  }
  return remaining;
}
