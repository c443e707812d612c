/**
 * Marks of unsent documents: written before the document itself, forgotten when the server's accepted version (or its
 * refusal) has arrived. They list what is unsent without a scan, they say at the start what must be looked at again
 * (decision 0010), and they keep a row that the server asked to send again later.
 */
import { map, type Observable } from 'rxjs';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { LocalDoc } from '../schemas.ts';
import type { LocalDocs } from './local-docs.ts';
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
  /** What the member wrote into each of them: hashes, of all values since then. */
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
  forget(documentId: string): Promise<void>;
  /** Unless the document has one. */
  putNew(mark: Mark): Promise<void>;
  /** Those that have not been written anew since they were read. @returns the ones that are gone */
  forgetAllAs(marks: readonly Mark[]): Promise<readonly Mark[]>;
}

const KIND = 'mark';
const idOf = (documentId: string): string => `${KIND}:${documentId}`;
const asMark = (doc: LocalDoc): Mark => doc.data as unknown as Mark;

export function createMarks(local: LocalDocs): Marks {
  const docOf = (mark: Mark): LocalDoc => ({
    id: idOf(mark.documentId),
    kind: KIND,
    at: mark.at,
    data: { ...mark },
  });
  return {
    put: (mark) => local.put(docOf(mark)),
    change: (documentId, make) =>
      local.change(idOf(documentId), (data) => ({ ...make(data as unknown as Mark) })),
    putNew: (mark) => local.putNew(docOf(mark)),
    async forgetAllAs(marks) {
      const gone = new Set(await local.forgetAllAs(marks.map(docOf)));
      return marks.filter((mark) => gone.has(idOf(mark.documentId)));
    },
    async get(documentId) {
      const doc = await local.get(idOf(documentId));
      return doc === undefined ? undefined : asMark(doc);
    },
    all: async () => (await local.ofKind(KIND)).map(asMark),
    watch: () =>
      local
        .watchKind(KIND)
        .pipe(map((docs) => new Map(docs.map((doc) => [asMark(doc).documentId, asMark(doc)])))),
    forget: (documentId) => local.forget(idOf(documentId)),
  };
}
