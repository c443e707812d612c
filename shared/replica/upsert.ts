/** One document of the member's into its collection, over whatever lies there in that moment. */
import { promiseWait } from 'rxdb/plugins/core';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { DocCollection } from './database.ts';
import { changedFields, withFields } from './local/own-writing.ts';
import { writeOver } from './write-over.ts';

/** Not made from any version that the server has accepted: all of it is the member's own. */
export const isWhole = (doc: Envelope): boolean => doc.stamp.at === '';

/** Whether `doc` was made from another version of the server's than the one that is here now. */
export function isStale(doc: Envelope, here: Envelope | undefined): boolean {
  if (isWhole(doc)) return false;
  return here === undefined || here.stamp.at !== doc.stamp.at || here.stamp.by !== doc.stamp.by;
}

/** @returns false when a living one is there */
function insert(rx: DocCollection, doc: Envelope): Promise<boolean> {
  const { id, type, version, parent, order, stamp, body } = doc;
  const written = { id, type, version, parent, order, stamp, body };
  return writeOver(rx.storageInstance, id, (there) => (there === undefined ? written : undefined));
}

/** @param before what was here when the member changed it; undefined: nothing */
export async function upsert(rx: DocCollection, doc: Envelope, before: Envelope | undefined): Promise<void> {
  const { type, version, parent, order, stamp, body } = doc;
  const found = await rx.findOne(doc.id).exec();
  if (found === null) {
    if (await insert(rx, doc)) return;
    // A page, or another tab, has brought it in this very moment, and RxDB must have its turn to hear of that.
    await promiseWait(0);
    await upsert(rx, doc, before);
    return;
  }
  const fields = before === undefined ? Object.keys(body) : changedFields(before.body, body);
  await found.incrementalModify((current) => {
    const written = { ...current, type, version, parent, order, _deleted: false };
    // A page came in this very moment: the member's fields over what it brought. Over a deletion, all they wrote.
    if (isWhole(doc) || current._deleted || !isStale(doc, current)) return { ...written, stamp, body };
    const over = withFields(current.body, body, fields);
    return { ...written, stamp: { ...current.stamp, state: stamp.state }, body: over };
  });
}
