/**
 * One document straight into a storage, over whatever lies there in that moment. For what is not there yet RxDB's own
 * way has two faults (decision 0027): over a deletion it writes a second time with the time of the first attempt, which
 * may be older than what has been sent by then (T18); and when something else is written before it is told that the
 * storage is done, it goes on taking its own version for the latest.
 */
import {
  getDefaultRevision,
  getDefaultRxDocumentMeta,
  type RxDocumentData,
  type RxStorageInstance,
} from 'rxdb/plugins/core';

/** What becomes of what lies there now (undefined: nothing, or something deleted); undefined leaves it. */
type Make<Doc> = (there: RxDocumentData<Doc> | undefined) => Doc | undefined;

/** @returns whether it was written. @throws what the storage does, when it is full say */
export async function writeOver<Doc>(
  storage: RxStorageInstance<Doc, unknown, unknown>,
  id: string,
  make: Make<Doc>,
): Promise<boolean> {
  for (;;) {
    const [previous] = await storage.findDocumentsById([id], true);
    const doc = make(previous?._deleted === false ? previous : undefined);
    if (doc === undefined) return false;
    const base = previous ?? {
      _rev: getDefaultRevision(),
      _meta: getDefaultRxDocumentMeta(),
      _attachments: {},
    };
    const document = { ...base, ...doc, _deleted: false } as RxDocumentData<Doc>;
    const row = previous === undefined ? { document } : { previous, document };
    const [fault] = (await storage.bulkWrite([row], 'write-over')).error;
    if (fault === undefined) return true;
    // Somebody was quicker: once more, over that.
    if (fault.status !== 409) throw new Error(`the storage did not take ${id} (${fault.status})`);
  }
}
