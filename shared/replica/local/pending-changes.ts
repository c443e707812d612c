/**
 * Pending changes of unsent documents: written before the document itself, forgotten when the server's accepted version
 * (or its refusal) has arrived. They list what is unsent without a scan, they say at the start what must be looked at
 * again (decision 0027), and they keep a row that the server asked to send again later.
 */
import { map, type Observable } from 'rxjs';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { LocalDoc } from '../schemas.ts';
import type { LocalDocs, Make } from './local-docs.ts';
import type { FieldValues } from './own-writing.ts';

/** A row answered `retry`: kept as it must be sent, because RxDB has been told that it was pushed. */
export interface Deferred {
  readonly assumed: WireDoc | null;
  readonly next: WireDoc;
  readonly attempts: number;
  /** Device's epoch ms. */
  readonly notBefore: number;
}

export interface PendingChange {
  readonly documentId: string;
  readonly collection: CollectionName;
  /** ISO, the device's time of the first unsent write. */
  readonly at: string;
  /** The server's version that the unsent edit started from; null for a new document. */
  readonly base: WireDoc | null;
  /**
   * Fields of the body that the member has changed since then: their own writing, whatever else arrives meanwhile.
   * Absent when the whole document is (and in pending changes of an older version of the app).
   */
  readonly fields?: readonly string[];
  /**
   * What the member wrote into each of them (of a whole document: into every field): hashes, of all values since then.
   */
  readonly values?: FieldValues;
  readonly deferred?: Deferred;
  /** The document as it was last written here: a second copy, in another record, should its own be damaged. */
  readonly written?: WireDoc;
}

export interface PendingChanges {
  put(pending: PendingChange): Promise<void>;
  /**
   * The pending change as it is now becomes what is made of it, if there is one: the member may have written the
   * document again since it was read, and what it says of that must stay.
   */
  change(documentId: string, make: (pending: PendingChange) => PendingChange): Promise<void>;
  get(documentId: string): Promise<PendingChange | undefined>;
  all(): Promise<readonly PendingChange[]>;
  watch(): Observable<ReadonlyMap<string, PendingChange>>;
  /** Unless its document has been written anew since the pending change was read. */
  forget(pending: PendingChange): Promise<void>;
  /** Unless the document has one. */
  putNew(pending: PendingChange): Promise<void>;
  /**
   * The document is written: its pending change is there, whatever became of it meanwhile, and nobody is about to
   * forget it.
   */
  keep(pending: PendingChange): Promise<void>;
  /**
   * Says that those are about to be forgotten that have not been written anew since they were read. Until then they are
   * there for all.
   */
  leave(pendingChanges: readonly PendingChange[]): Promise<Leaving>;
}

/** Pending changes about to be forgotten. */
export interface Leaving {
  readonly pendingChanges: readonly PendingChange[];
  /**
   * Of these, unless they were written anew or kept since, or are about to be forgotten by somebody else who has yet to
   * look at their documents. @returns the ones that are gone
   */
  forget(pendingChanges: readonly PendingChange[]): Promise<readonly PendingChange[]>;
}

/** As it is stored: the first version's name. */
const KIND = 'mark';
const idOf = (documentId: string): string => `${KIND}:${documentId}`;
/**
 * As it is stored; while it is leaving, with who says so. The stored names (`mark`, `parked`) are those of the first
 * version of the app: what lies on a device is read, and written, by older versions too.
 */
type Stored = Omit<PendingChange, 'deferred'> & {
  readonly parked?: Deferred;
  readonly leaving?: string;
};
const storedIn = (data: LocalDoc['data']): Stored => data as unknown as Stored;

function pendingIn(data: LocalDoc['data']): PendingChange {
  const { leaving: _leaving, parked, ...pending } = storedIn(data);
  return parked === undefined ? pending : { ...pending, deferred: parked };
}

function dataOf({ deferred, ...pending }: PendingChange): LocalDoc['data'] {
  return deferred === undefined ? pending : { ...pending, parked: deferred };
}

const asPending = (doc: LocalDoc): PendingChange => pendingIn(doc.data);
const isSame = (data: LocalDoc['data'], pending: PendingChange): boolean =>
  JSON.stringify(pendingIn(data)) === JSON.stringify(pending);

/** Of the same last time that the member wrote the document, whatever has been noted since. */
export function isSameWriting(one: PendingChange | undefined, other: PendingChange | undefined): boolean {
  return JSON.stringify(one?.written) === JSON.stringify(other?.written);
}

const docOf = (pending: PendingChange): LocalDoc => ({
  id: idOf(pending.documentId),
  kind: KIND,
  at: pending.at,
  data: dataOf(pending),
});

/** @param make of those that are still as they were read. @returns those that it did not leave */
async function changeAll(
  local: LocalDocs,
  pendingChanges: readonly PendingChange[],
  make: (pending: PendingChange, data: LocalDoc['data']) => ReturnType<Make>,
): Promise<readonly PendingChange[]> {
  const byId = new Map(pendingChanges.map((pending) => [idOf(pending.documentId), pending]));
  const changed = await local.changeAll([...byId.keys()], (id, data) => {
    const pending = byId.get(id);
    return pending === undefined || !isSame(data, pending) ? undefined : make(pending, data);
  });
  return changed.flatMap((id) => byId.get(id) ?? []);
}

async function keep(local: LocalDocs, pending: PendingChange): Promise<void> {
  const id = idOf(pending.documentId);
  const found = await local.get(id);
  if (found !== undefined && storedIn(found.data).leaving === undefined) return;
  const stayed = await local.changeAll([id], (_id, data) => dataOf(pendingIn(data)));
  if (stayed.length === 0) await local.putNew(docOf(pending));
}

async function leave(local: LocalDocs, read: readonly PendingChange[], leaving: string): Promise<Leaving> {
  const pendingChanges = await changeAll(local, read, (pending) => ({ ...dataOf(pending), leaving }));
  return {
    pendingChanges,
    forget: (some) =>
      changeAll(local, some, (_mark, data) => (storedIn(data).leaving === leaving ? 'forget' : undefined)),
  };
}

export function createPendingChanges(local: LocalDocs, random: () => number): PendingChanges {
  return {
    put: (pending) => local.put(docOf(pending)),
    change: (documentId, make) => local.change(idOf(documentId), (data) => dataOf(make(pendingIn(data)))),
    putNew: (pending) => local.putNew(docOf(pending)),
    keep: (pending) => keep(local, pending),
    leave: (pendingChanges) => leave(local, pendingChanges, random().toString(36)),
    async get(documentId) {
      const doc = await local.get(idOf(documentId));
      return doc === undefined ? undefined : asPending(doc);
    },
    all: async () => (await local.ofKind(KIND)).map(asPending),
    watch: () =>
      local
        .watchKind(KIND)
        .pipe(map((docs) => new Map(docs.map((doc) => [asPending(doc).documentId, asPending(doc)])))),
    async forget(pending) {
      await local.changeAll([idOf(pending.documentId)], (_id, data) =>
        isSameWriting(pending, pendingIn(data)) ? 'forget' : undefined,
      );
    },
  };
}
