/** The device's own documents: put, get, watch by kind, forget. Forgetting empties a document before deleting it. */
import type { Observable } from 'rxjs';
import { distinctUntilChanged, map } from 'rxjs';
import type { LocalCollection } from '../database.ts';
import type { LocalDoc } from '../schemas.ts';
import { writeOver } from '../write-over.ts';

/** What becomes of a document's data. */
export type Make = (id: string, data: LocalDoc['data']) => LocalDoc['data'] | 'forget' | undefined;

export interface LocalDocs {
  put(doc: LocalDoc): Promise<void>;
  get(id: string): Promise<LocalDoc | undefined>;
  ofKind(kind: string): Promise<readonly LocalDoc[]>;
  /** In order of `at`. */
  watchKind(kind: string): Observable<readonly LocalDoc[]>;
  watch(id: string): Observable<LocalDoc | undefined>;
  forget(id: string): Promise<void>;
  /** What is there now becomes what is made of it; where nothing is, nothing. */
  change(id: string, make: (data: LocalDoc['data']) => LocalDoc['data']): Promise<void>;
  /** Where nothing of this id is. */
  putNew(doc: LocalDoc): Promise<void>;
  /**
   * Each becomes what is made of it now; undefined leaves it. Together: one write to the disk, one look of everyone who
   * watches. @returns the ids of those that were not left
   */
  changeAll(ids: readonly string[], make: Make): Promise<readonly string[]>;
}

const plain = ({ id, kind, at, data }: LocalDoc): LocalDoc => ({ id, kind, at, data });

/** A deleted document keeps its body on disk until a cleanup: so it goes empty into deletion. */
const emptied = <D extends LocalDoc>(doc: D): D & { _deleted: boolean } => ({
  ...doc,
  data: {},
  _deleted: true,
});

/**
 * Straight to the storage, which takes a document only as it was read: RxDB's own way of changing writes it in any case, a
 * deleted one too, which would come back as that after everything deleted has been cleared up.
 */
async function changeAll(
  local: LocalCollection,
  ids: readonly string[],
  make: Make,
): Promise<readonly string[]> {
  const { storageInstance } = local;
  const changed: string[] = [];
  for (let open = [...ids]; open.length > 0;) {
    const found = await storageInstance.findDocumentsById(open, false);
    const rows = found.flatMap((previous) => {
      const data = make(previous.id, previous.data);
      if (data === undefined) return [];
      return [{ previous, document: data === 'forget' ? emptied(previous) : { ...previous, data } }];
    });
    if (rows.length === 0) break;
    const { error } = await storageInstance.bulkWrite(rows, 'local-change');
    const fault = error.find(({ status }) => status !== 409);
    if (fault !== undefined) throw new Error(`a note of the device was not taken (${fault.status})`);
    open = error.map(({ documentId }) => documentId);
    changed.push(...rows.flatMap(({ document }) => (open.includes(document.id) ? [] : [document.id])));
  }
  return changed;
}

export function createLocalDocs(local: LocalCollection): LocalDocs {
  const byKind = (kind: string) =>
    local.find({ selector: { kind }, sort: [{ kind: 'asc' }, { at: 'asc' }, { id: 'asc' }] });
  const written = async (id: string, make: (there: LocalDoc | undefined) => LocalDoc | undefined) => {
    await writeOver(local.storageInstance, id, make);
  };
  return {
    put: (doc) => written(doc.id, () => plain(doc)),
    async get(id) {
      const [found] = await local.storageInstance.findDocumentsById([id], false);
      return found === undefined ? undefined : plain(found);
    },
    async ofKind(kind) {
      return (await byKind(kind).exec()).map((doc) => plain(doc.toJSON() as LocalDoc));
    },
    watchKind: (kind) =>
      byKind(kind).$.pipe(map((docs) => docs.map((doc) => plain(doc.toJSON() as LocalDoc)))),
    watch: (id) =>
      local.findOne(id).$.pipe(
        map((doc) => (doc === null ? undefined : plain(doc.toJSON() as LocalDoc))),
        distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      ),
    async forget(id) {
      await changeAll(local, [id], () => 'forget');
    },
    async change(id, make) {
      await changeAll(local, [id], (_id, data) => make(data));
    },
    putNew: (doc) => written(doc.id, (there) => (there === undefined ? plain(doc) : undefined)),
    changeAll: (ids, make) => changeAll(local, ids, make),
  };
}
