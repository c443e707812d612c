/** Everything that is on this device and not (or not as written) on the server: to see, send again, copy, discard. */
import { combineLatest, defer, map, startWith, switchMap, type Observable } from 'rxjs';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { REFUSAL_CODES, type RefusalCode } from '@communitrak/domain/core/verdict.ts';
import type { FileFault } from '../files/faults.ts';
import type { OutboxFile } from '../files/files-db.ts';
import { ownWriting } from '../local/own-writing.ts';
import type { Unaccepted } from '../local/unaccepted.ts';
import type { PendingChange } from '../local/pending-changes.ts';
import type { ReplicaParts } from '../parts.ts';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Deliverer, type Delivery } from './delivery.ts';
import { isWritten, watchOutbox } from './sync-status.ts';
import { linesOf, titleOf, type WrittenLine } from './words.ts';

export type { FileFault } from '../files/faults.ts';
export type { WrittenLine } from './words.ts';
export { discard, sendAgain } from './unsent-acts.ts';
export { exportUnsent } from './unsent-export.ts';

export interface UnsentItem {
  readonly key: string;
  readonly kind: 'document' | 'file' | 'refused' | 'conflict';
  readonly documentId: string;
  /** Entity's type, e.g. 'request'; of the owning document for a file. */
  readonly type: string;
  /** The document's or file's own title; '' when it has none. */
  readonly title: string;
  /** What the member wrote. */
  readonly lines: readonly WrittenLine[];
  /** ISO, the device's time. */
  readonly at: string;
  readonly delivery: Delivery;
  readonly code?: RefusalCode | FileFault;
  readonly detail?: string;
  /** 0..1, of a file on its way. */
  readonly progress?: number;
  /** For a conflict: what the server has instead. */
  readonly serverLines?: readonly WrittenLine[];
}

interface Sources {
  readonly docs: ReadonlyMap<string, Envelope>;
  readonly deliverer: Deliverer;
  readonly progress: ReadonlyMap<string, number>;
}

function documentItem(pending: PendingChange, { docs, deliverer }: Sources): UnsentItem[] {
  const doc = docs.get(pending.documentId);
  const shown = doc ?? pending.deferred?.next;
  if (shown === undefined) return [];
  const delivery = doc === undefined ? 'waiting' : deliverer.of(doc);
  // Answered, and the server's version lies here again: it is listed as not accepted, with the reason. Its pending change is
  // forgotten in a moment, and would tell of it a second time without one.
  if (delivery === 'attention' && pending.deferred === undefined) return [];
  const { body } = shown;
  const { whole, body: written } = ownWriting(shown, pending.base, pending);
  return [
    {
      key: `document:${pending.documentId}`,
      kind: 'document',
      documentId: pending.documentId,
      type: typeOf(pending.documentId),
      title: titleOf(body),
      lines: linesOf(written, whole),
      at: pending.at,
      delivery,
    },
  ];
}

const asCode = (code: string): { code: RefusalCode } | object => {
  const known = REFUSAL_CODES.find((one) => one === code);
  return known === undefined ? {} : { code: known };
};

/** The server's side is read from the document itself, so that it goes when the document goes (G2). */
function serverSide(item: Unaccepted, docs: ReadonlyMap<string, Envelope>): Pick<UnsentItem, 'serverLines'> {
  const doc = docs.get(item.documentId);
  if (item.kind !== 'conflict' || doc === undefined) return {};
  const shown = item.whole
    ? doc.body
    : Object.fromEntries(Object.keys(item.body).map((field) => [field, doc.body[field]]));
  return { serverLines: linesOf(shown, item.whole) };
}

function unacceptedItem(item: Unaccepted, { docs }: Sources): UnsentItem {
  return {
    key: item.key,
    kind: item.kind,
    documentId: item.documentId,
    type: item.type,
    title: titleOf(item.body) || titleOf(docs.get(item.documentId)?.body ?? {}),
    lines: linesOf(item.body, item.whole),
    at: item.at,
    delivery: 'attention',
    ...asCode(item.code),
    ...(item.detail === '' ? {} : { detail: item.detail }),
    ...serverSide(item, docs),
  };
}

function fileItem(file: OutboxFile, { progress }: Sources): UnsentItem {
  const documentId = file.documents[0] ?? '';
  const part = progress.get(file.sha256);
  return {
    key: `file:${file.sha256}`,
    kind: 'file',
    documentId,
    type: typeOf(documentId),
    title: file.name,
    lines: [],
    at: file.at,
    delivery: file.fault === undefined ? 'waiting' : 'attention',
    ...(file.fault === undefined ? {} : { code: file.fault }),
    ...(part === undefined ? {} : { progress: part }),
  };
}

async function readDocs(parts: ReplicaParts, ids: readonly string[]): Promise<ReadonlyMap<string, Envelope>> {
  const found = await Promise.all(ids.map(async (id) => [id, await parts.documents.get(id)] as const));
  return new Map(found.flatMap(([id, doc]) => (doc === undefined ? [] : [[id, doc] as const])));
}

const byTime = (a: UnsentItem, b: UnsentItem): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

export function watchUnsent(parts: ReplicaParts): Observable<readonly UnsentItem[]> {
  const progress$ = parts.sync.progress$.pipe(startWith(new Map<string, number>()));
  return combineLatest([
    parts.pendingChanges.watch(),
    parts.unaccepted.watch(),
    watchOutbox(parts),
    watchDeliverer(parts),
    progress$,
  ]).pipe(
    switchMap(([pending, unaccepted, outbox, deliverer, progress]) => {
      const pendingChanges = new Map([...pending].filter(([id]) => isWritten(id)));
      const ids = [...pendingChanges.keys(), ...unaccepted.map((item) => item.documentId)];
      return defer(() => readDocs(parts, [...new Set(ids)])).pipe(
        map((docs) => {
          const sources: Sources = { docs, deliverer, progress };
          return [
            ...[...pendingChanges.values()].flatMap((pending) => documentItem(pending, sources)),
            ...unaccepted.map((item) => unacceptedItem(item, sources)),
            ...outbox.map((file) => fileItem(file, sources)),
          ].sort(byTime);
        }),
      );
    }),
  );
}

/** Oldest first. */
export function unsent(replica: Replica): Query<readonly UnsentItem[]> {
  return liveQuery(replica, 'unsent', () => watchUnsent(replica.parts));
}
