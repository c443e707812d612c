/** Forgets the marks of documents that are no longer unsent: the server's version has arrived, or they are gone. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { DocCollection } from '../database.ts';
import type { Mark, Marks } from '../local/marks.ts';

/**
 * A mark is written before its document, maybe by another tab at this moment: so it is looked at again once the mark is
 * gone, and whoever writes looks for their mark again once the document is written. One of the two puts it back. Together:
 * one by one, five hundred of them would be five hundred writes to the disk.
 * @returns those that are not done after all
 */
async function forgetDone(
  marks: Marks,
  rx: DocCollection,
  done: readonly Mark[],
): Promise<readonly Mark[]> {
  if (done.length === 0) return [];
  const gone = await marks.forgetAllAs(done);
  const docs = await rx.findByIds(gone.map((mark) => mark.documentId)).exec();
  const early = gone.filter((mark) => docs.get(mark.documentId)?.stamp.state === 'waiting');
  for (const mark of early) await marks.putNew(mark);
  return [...early, ...done.filter((mark) => !gone.includes(mark))];
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
    const isOpen = (mark: Mark): boolean =>
      docs.get(mark.documentId)?.stamp.state === 'waiting' || mark.parked !== undefined;
    remaining.push(...mine.filter(isOpen));
    remaining.push(
      ...(await forgetDone(
        marks,
        rx,
        mine.filter((mark) => !isOpen(mark)),
      )),
    );
  }
  return remaining;
}
