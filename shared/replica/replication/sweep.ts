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
    const isOpen = (mark: Mark): boolean =>
      docs.get(mark.documentId)?.stamp.state === 'waiting' || mark.parked !== undefined;
    remaining.push(...mine.filter(isOpen));
    // One by one, five hundred of them would be five hundred writes to the disk.
    await marks.forgetAll(mine.filter((mark) => !isOpen(mark)).map((mark) => mark.documentId));
  }
  return remaining;
}
