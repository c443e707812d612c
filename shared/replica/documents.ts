/**
 * The replicated documents of this device: read, watched and written. A write leaves its pending change first, so that
 * whatever happens between the two, nothing unsent is forgotten. Refuses to know entities: it carries envelopes.
 */
import type { RxDocument } from 'rxdb/plugins/core';
import { map, of, type Observable } from 'rxjs';
import type { Clock } from '@communitrak/domain/core/dates.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { DocCollection } from './database.ts';
import { isSameWriting, type PendingChange, type PendingChanges } from './local/pending-changes.ts';
import type { DiscardedList } from './local/discarded.ts';
import { changedFields, withValues } from './local/own-writing.ts';
import { isStale, isWhole, upsert } from './upsert.ts';

export interface Documents {
  get(id: string): Promise<Envelope | undefined>;
  /** All of a type, in its order. */
  watchType(type: string): Observable<readonly Envelope[]>;
  /** The first of a type in its order, read ahead of the rest of its collection. */
  firstOfType(type: string, count: number): Promise<readonly Envelope[]>;
  /** Those of a type that belong to `parent`, in their order. */
  watchChildren(type: string, parent: string): Observable<readonly Envelope[]>;
  watch(id: string): Observable<Envelope | undefined>;
  /**
   * In the order given: a later one may depend on an earlier one.
   * @throws StaleWrite, before anything is written, for one made from a version that is not here any more; and when the
   * storage does
   */
  write(docs: readonly Envelope[]): Promise<void>;
  /** Undoes what is unsent: back to the server's version, or away. */
  discard(id: string): Promise<void>;
}

export type CollectionOfType = (type: string) => CollectionName | undefined;

const plainOf = new WeakMap<object, Envelope>();

/** One plain object per stored revision, so that what is derived from it can be remembered by identity. */
export function plain(doc: RxDocument<Envelope>): Envelope {
  const known = plainOf.get(doc);
  if (known !== undefined) return known;
  const { id, type, version, parent, order, stamp, body } = doc.toJSON() as Envelope;
  const made: Envelope = { id, type, version, parent, order, stamp, body };
  plainOf.set(doc, made);
  return made;
}

/** A document was changed on the device since the caller read it: read it again and do the same to that. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
}

interface Found {
  /** What is here now. */
  readonly before: Envelope | undefined;
  readonly pending: PendingChange | undefined;
}

/** Fields that the member had changed before, by a pending change; an older app's pending change names none. */
function fieldsOf(pending: PendingChange, before: Envelope): readonly string[] {
  return pending.fields ?? changedFields(pending.base?.body ?? {}, before.body);
}

/**
 * `pending`, of a document that is all the member's own, after an `earlier` one: what that was for may be still on its
 * way.
 */
function wholePending(
  pending: PendingChange,
  earlier: PendingChange | undefined,
  doc: Envelope,
): PendingChange {
  // An older app's says nothing of values: then all that is sent counts as theirs.
  if (earlier !== undefined && earlier.values === undefined) return pending;
  return { ...pending, values: withValues(earlier?.values ?? {}, doc.body, Object.keys(doc.body)) };
}

/** The pending change of an unsent document that is written again. */
function pendingOver(
  pending: PendingChange,
  before: Envelope,
  doc: Envelope,
  changed: readonly string[],
): PendingChange {
  if (pending.fields === undefined && pending.base === null) return wholePending(pending, pending, doc);
  const earlier = fieldsOf(pending, before);
  const noted = pending.values ?? withValues({}, before.body, earlier);
  const fields = [...new Set([...earlier, ...changed])];
  return { ...pending, fields, values: withValues(noted, doc.body, changed) };
}

/** The pending change of a document that is about to be written. */
function pendingFor(
  doc: Envelope,
  collection: CollectionName,
  { before, pending }: Found,
  at: string,
): PendingChange {
  const deferred = pending?.deferred === undefined ? {} : { deferred: pending.deferred };
  const fresh: PendingChange = { documentId: doc.id, collection, at, base: null, ...deferred };
  if (before === undefined) return wholePending(fresh, pending, doc);
  const fields = isWhole(doc) ? Object.keys(doc.body) : changedFields(before.body, doc.body);
  // Whatever an earlier pending change says of an accepted version has been answered: the member sees, and changes,
  // that.
  const edit = { ...fresh, fields, values: withValues({}, doc.body, fields) };
  if (before.stamp.state !== 'waiting') return { ...edit, base: toWire(before, false) };
  return pending === undefined ? edit : pendingOver(pending, before, doc, fields);
}

export interface DocumentsOptions {
  readonly collections: ReadonlyMap<CollectionName, DocCollection>;
  readonly collectionOf: CollectionOfType;
  readonly pendingChanges: PendingChanges;
  readonly discarded: DiscardedList;
  readonly clock: Clock;
}

interface Home {
  readonly name: CollectionName;
  readonly rx: DocCollection;
}

function homeOf({ collections, collectionOf }: DocumentsOptions, type: string): Home | undefined {
  const name = collectionOf(type);
  const rx = name === undefined ? undefined : collections.get(name);
  return name === undefined || rx === undefined ? undefined : { name, rx };
}

async function getOne(options: DocumentsOptions, id: string): Promise<Envelope | undefined> {
  const doc = await homeOf(options, typeOf(id))?.rx.findOne(id).exec();
  return doc === undefined || doc === null ? undefined : plain(doc);
}

function homeFor(options: DocumentsOptions, doc: Envelope): Home {
  const home = homeOf(options, doc.type);
  if (home === undefined) throw new TypeError(`no collection holds documents of type ${doc.type}`);
  return home;
}

type Seen = ReadonlyMap<string, Envelope | undefined>;

/**
 * Nothing is written when one of them is stale: what belongs together goes together.
 * @returns what is here of each
 */
async function refuseStale(options: DocumentsOptions, docs: readonly Envelope[]): Promise<Seen> {
  const seen = new Map<string, Envelope | undefined>();
  for (const doc of docs) {
    const here = seen.has(doc.id) ? doc : await getOne(options, doc.id);
    if (isStale(doc, here)) throw new StaleWrite(doc.id);
    if (!seen.has(doc.id)) seen.set(doc.id, here);
  }
  return seen;
}

async function writeOne(options: DocumentsOptions, doc: Envelope, seen: Seen): Promise<void> {
  const { pendingChanges, clock } = options;
  const home = homeFor(options, doc);
  // Gone since it was looked at: it is still an edit of what was here, not a document of the member's own.
  const before = (await getOne(options, doc.id)) ?? seen.get(doc.id);
  const found: Found = { before, pending: await pendingChanges.get(doc.id) };
  const known = pendingFor(doc, home.name, found, isoInstant(clock()));
  const pending: PendingChange = { ...known, written: toWire(doc, false) };
  await pendingChanges.put(pending);
  await upsert(home.rx, doc, before);
  // Before the document was written the pending change was one of something sent, for whoever looked.
  await pendingChanges.keep(pending);
}

async function discard(options: DocumentsOptions, id: string): Promise<void> {
  const { pendingChanges, discarded } = options;
  const home = homeOf(options, typeOf(id));
  if (home === undefined) return;
  const pending = await pendingChanges.get(id);
  // Before it is put back: a crash in between must not leave it as it is for good.
  await discarded.add({ collection: home.name, documentId: id });
  const doc = await home.rx.findOne(id).exec();
  const isRewritten = async (): Promise<boolean> => !isSameWriting(pending, await pendingChanges.get(id));
  if (doc !== null) await restore(doc, pending?.base ?? null, isRewritten);
  if (pending !== undefined) await pendingChanges.forget(pending);
}

export function createDocuments(options: DocumentsOptions): Documents {
  const rxOf = (type: string): DocCollection | undefined => homeOf(options, type)?.rx;
  return {
    get: (id) => getOne(options, id),
    watchType: (type) =>
      rxOf(type)
        ?.find({ selector: { type }, sort: [{ type: 'asc' }, { order: 'asc' }, { id: 'asc' }] })
        .$.pipe(map((docs) => docs.map(plain))) ?? of([]),
    firstOfType: async (type, limit) => {
      const sort: [{ type: 'asc' }, { order: 'asc' }, { id: 'asc' }] = [
        { type: 'asc' },
        { order: 'asc' },
        { id: 'asc' },
      ];
      const found = await rxOf(type)?.find({ selector: { type }, sort, limit }).exec();
      return (found ?? []).map(plain);
    },
    watchChildren: (type, parent) =>
      rxOf(type)
        ?.find({
          selector: { type, parent },
          sort: [{ type: 'asc' }, { parent: 'asc' }, { order: 'asc' }, { id: 'asc' }],
        })
        .$.pipe(map((docs) => docs.map(plain))) ?? of([]),
    watch: (id) =>
      rxOf(typeOf(id))
        ?.findOne(id)
        .$.pipe(map((doc) => (doc === null ? undefined : plain(doc)))) ?? of(undefined),
    async write(docs) {
      const seen = await refuseStale(options, docs);
      for (const doc of docs) await writeOne(options, doc, seen);
    },
    discard: (id) => discard(options, id),
  };
}

/**
 * What the server has sent meanwhile stays: of a row that waits to be sent again RxDB takes what comes. So does what
 * the member has written since, in another tab. Without a server's version the document goes, and goes empty: a deleted
 * one keeps its body on disk for a while.
 */
async function restore(
  doc: RxDocument<Envelope>,
  base: WireDoc | null,
  isRewritten: () => Promise<boolean>,
): Promise<void> {
  const to = base ?? stubOf(doc.id);
  await doc.incrementalModify(async (current) =>
    current.stamp.state === 'waiting' && !(await isRewritten()) ? { ...current, ...to } : current,
  );
}
