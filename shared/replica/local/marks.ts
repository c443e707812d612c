/**
 * Marks of unsent documents: written before the document itself, forgotten when the server's accepted version (or its
 * refusal) has arrived. They list what is unsent without a scan, they say at the start what must be looked at again
 * (decision 0010), and they keep a row that the server asked to send again later.
 */
import { map, type Observable } from 'rxjs';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { LocalDoc } from '../schemas.ts';
import type { LocalDocs, Make } from './local-docs.ts';
import type { FieldValues } from './own-writing.ts';

/** A row answered `retry`: kept as it must be sent, because RxDB has been told that it was pushed. */
export interface Parked {
  readonly assumed: WireDoc | null;
  readonly next: WireDoc;
  readonly attempts: number;
  /** Device's epoch ms. */
  readonly notBefore: number;
}

export interface Mark {
  readonly documentId: string;
  readonly collection: CollectionName;
  /** ISO, the device's time of the first unsent write. */
  readonly at: string;
  /** The server's version that the unsent edit started from; null for a new document. */
  readonly base: WireDoc | null;
  /**
   * Fields of the body that the member has changed since then: their own writing, whatever else arrives meanwhile. Absent
   * when the whole document is (and in marks of an older version of the app).
   */
  readonly fields?: readonly string[];
  /** What the member wrote into each of them (of a whole document: into every field): hashes, of all values since then. */
  readonly values?: FieldValues;
  readonly parked?: Parked;
  /** The document as it was last written here: a second copy, in another record, should its own be damaged. */
  readonly written?: WireDoc;
}

export interface Marks {
  put(mark: Mark): Promise<void>;
  /**
   * The mark as it is now becomes what is made of it, if there is one: the member may have written the document again since
   * it was read, and what it says of that must stay.
   */
  change(documentId: string, make: (mark: Mark) => Mark): Promise<void>;
  get(documentId: string): Promise<Mark | undefined>;
  all(): Promise<readonly Mark[]>;
  watch(): Observable<ReadonlyMap<string, Mark>>;
  /** Unless its document has been written anew since the mark was read. */
  forget(mark: Mark): Promise<void>;
  /** Unless the document has one. */
  putNew(mark: Mark): Promise<void>;
  /** The document is written: its mark is there, whatever became of it meanwhile, and nobody is about to forget it. */
  keep(mark: Mark): Promise<void>;
  /**
   * Says that those are about to be forgotten that have not been written anew since they were read. Until then they are
   * there for all.
   */
  leave(marks: readonly Mark[]): Promise<Leaving>;
}

/** Marks about to be forgotten. */
export interface Leaving {
  readonly marks: readonly Mark[];
  /**
   * Of these, unless they were written anew or kept since, or are about to be forgotten by somebody else who has yet to
   * look at their documents. @returns the ones that are gone
   */
  forget(marks: readonly Mark[]): Promise<readonly Mark[]>;
}

const KIND = 'mark';
const idOf = (documentId: string): string => `${KIND}:${documentId}`;
/** A mark as it is stored; while it is leaving, with who says so. */
type Kept = Mark & { readonly leaving?: string };
const kept = (data: LocalDoc['data']): Kept => data as unknown as Kept;

function markIn(data: LocalDoc['data']): Mark {
  const { leaving: _leaving, ...mark } = kept(data);
  return mark;
}

const asMark = (doc: LocalDoc): Mark => markIn(doc.data);
const isSame = (data: LocalDoc['data'], mark: Mark): boolean =>
  JSON.stringify(markIn(data)) === JSON.stringify(mark);

/** Of the same last time that the member wrote the document, whatever has been noted since. */
export function isSameWriting(one: Mark | undefined, other: Mark | undefined): boolean {
  return JSON.stringify(one?.written) === JSON.stringify(other?.written);
}

const docOf = (mark: Mark): LocalDoc => ({
  id: idOf(mark.documentId),
  kind: KIND,
  at: mark.at,
  data: { ...mark },
});

/** @param make of those that are still as they were read. @returns those that it did not leave */
async function changeAll(
  local: LocalDocs,
  marks: readonly Mark[],
  make: (mark: Mark, data: LocalDoc['data']) => ReturnType<Make>,
): Promise<readonly Mark[]> {
  const byId = new Map(marks.map((mark) => [idOf(mark.documentId), mark]));
  const changed = await local.changeAll([...byId.keys()], (id, data) => {
    const mark = byId.get(id);
    return mark === undefined || !isSame(data, mark) ? undefined : make(mark, data);
  });
  return changed.flatMap((id) => byId.get(id) ?? []);
}

async function keep(local: LocalDocs, mark: Mark): Promise<void> {
  const id = idOf(mark.documentId);
  const found = await local.get(id);
  if (found !== undefined && kept(found.data).leaving === undefined) return;
  const stayed = await local.changeAll([id], (_id, data) => ({ ...markIn(data) }));
  if (stayed.length === 0) await local.putNew(docOf(mark));
}

async function leave(local: LocalDocs, read: readonly Mark[], leaving: string): Promise<Leaving> {
  const marks = await changeAll(local, read, (mark) => ({ ...mark, leaving }));
  return {
    marks,
    forget: (some) =>
      changeAll(local, some, (_mark, data) => (kept(data).leaving === leaving ? 'forget' : undefined)),
  };
}

export function createMarks(local: LocalDocs, random: () => number): Marks {
  return {
    put: (mark) => local.put(docOf(mark)),
    change: (documentId, make) => local.change(idOf(documentId), (data) => ({ ...make(markIn(data)) })),
    putNew: (mark) => local.putNew(docOf(mark)),
    keep: (mark) => keep(local, mark),
    leave: (marks) => leave(local, marks, random().toString(36)),
    async get(documentId) {
      const doc = await local.get(idOf(documentId));
      return doc === undefined ? undefined : asMark(doc);
    },
    all: async () => (await local.ofKind(KIND)).map(asMark),
    watch: () =>
      local
        .watchKind(KIND)
        .pipe(map((docs) => new Map(docs.map((doc) => [asMark(doc).documentId, asMark(doc)])))),
    async forget(mark) {
      await local.changeAll([idOf(mark.documentId)], (_id, data) =>
        isSameWriting(mark, markIn(data)) ? 'forget' : undefined,
      );
    },
  };
}
