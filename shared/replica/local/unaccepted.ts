/**
 * What the server did not accept, kept until the member has dealt with it: refused versions with their reason, and the
 * member's side of a conflict. Of an edit only the changed fields are kept: the rest is not the member's own writing,
 * and may be a document that this device must not hold any more (G2).
 */
import { map, type Observable } from 'rxjs';
import type { Body, WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { LocalDoc } from '../schemas.ts';
import type { LocalDocs } from './local-docs.ts';
import type { PendingChange } from './pending-changes.ts';
import { ownWriting } from './own-writing.ts';

export interface Unaccepted {
  readonly key: string;
  readonly kind: 'refused' | 'conflict';
  readonly documentId: string;
  readonly type: string;
  /** ISO, the device's time of the answer. */
  readonly at: string;
  /** RefusalCode of a refusal; '' for a conflict. */
  readonly code: string;
  readonly detail: string;
  /** True when the whole document was the member's own. */
  readonly whole: boolean;
  readonly deletion: boolean;
  readonly version: number;
  readonly parent: string;
  readonly order: string;
  /** Of a whole document its body, else the changed fields. */
  readonly body: Body;
}

export interface UnacceptedList {
  add(item: Unaccepted): Promise<void>;
  get(key: string): Promise<Unaccepted | undefined>;
  all(): Promise<readonly Unaccepted[]>;
  watch(): Observable<readonly Unaccepted[]>;
  forget(key: string): Promise<void>;
}

export const UNACCEPTED = 'unaccepted';
const asItem = (doc: LocalDoc): Unaccepted => doc.data as unknown as Unaccepted;

export function createUnacceptedList(local: LocalDocs): UnacceptedList {
  return {
    add: (item) => local.put({ id: item.key, kind: UNACCEPTED, at: item.at, data: { ...item } }),
    async get(key) {
      const doc = await local.get(key);
      return doc === undefined ? undefined : asItem(doc);
    },
    all: async () => (await local.ofKind(UNACCEPTED)).map(asItem),
    watch: () => local.watchKind(UNACCEPTED).pipe(map((docs) => docs.map(asItem))),
    forget: (key) => local.forget(key),
  };
}

/**
 * The same answer to the same row gives the same key: a repeated push does not list it twice.
 * @param pending of the document, if it has one
 */
export function unacceptedOf(
  row: { readonly assumed: WireDoc | null; readonly next: WireDoc },
  pending: PendingChange | undefined,
  answer: {
    readonly kind: 'refused' | 'conflict';
    readonly code: string;
    readonly detail: string;
    readonly at: string;
  },
  hash: (doc: WireDoc) => string,
): Unaccepted {
  const { next, assumed } = row;
  const written = ownWriting(next, assumed, pending);
  return {
    key: `${UNACCEPTED}:${hash({ ...next, stamp: { at: '', by: '', byName: '', number: '', state: '' } })}:${next.id}`,
    ...answer,
    documentId: next.id,
    type: next.type,
    whole: written.whole,
    deletion: next._deleted,
    version: next.version,
    parent: next.parent,
    order: next.order,
    body: next._deleted ? {} : written.body,
  };
}
