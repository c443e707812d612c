/** Forgets the marks of documents that are no longer unsent: the server's version has arrived, or they are gone. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { DocCollection } from '../database.ts';
import type { Mark, Marks } from '../local/marks.ts';

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
      if (waiting || mark.parked !== undefined) remaining.push(mark);
      else await marks.forget(mark.documentId);
    }
  }
  return remaining;
}
