/**
 * The replicated documents of this device: read, watched and written. A write leaves its mark first, so that whatever
 * happens between the two, nothing unsent is forgotten. Refuses to know entities: it carries envelopes.
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
import type { Mark, Marks } from './local/marks.ts';

export interface Documents {
  get(id: string): Promise<Envelope | undefined>;
  /** All of a type, in its order. */
  watchType(type: string): Observable<readonly Envelope[]>;
  /** Those of a type that belong to `parent`, in their order. */
  watchChildren(type: string, parent: string): Observable<readonly Envelope[]>;
  watch(id: string): Observable<Envelope | undefined>;
  /** In the order given: a later one may depend on an earlier one. @throws when the storage does */
  write(docs: readonly Envelope[]): Promise<void>;
  /** Undoes what is unsent: back to the server's version, or away. */
  takeBack(id: string): Promise<void>;
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

function markFor(
  doc: Envelope,
  collection: CollectionName,
  before: Envelope | undefined,
  mark: Mark | undefined,
  at: string,
): Mark {
  if (mark !== undefined) return mark;
  const accepted = before !== undefined && before.stamp.state !== 'waiting';
  return { documentId: doc.id, collection, at, base: accepted ? toWire(before, false) : null };
}

export interface DocumentsOptions {
  readonly collections: ReadonlyMap<CollectionName, DocCollection>;
  readonly collectionOf: CollectionOfType;
  readonly marks: Marks;
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

async function writeOne(options: DocumentsOptions, doc: Envelope): Promise<void> {
  const { marks, clock } = options;
  const home = homeOf(options, doc.type);
  if (home === undefined) throw new TypeError(`no collection holds documents of type ${doc.type}`);
  const before = await getOne(options, doc.id);
  const known = markFor(doc, home.name, before, await marks.get(doc.id), isoInstant(clock()));
  const mark: Mark = { ...known, written: toWire(doc, false) };
  await marks.put(mark);
  const { id, type, version, parent, order, stamp, body } = doc;
  await home.rx.incrementalUpsert({ id, type, version, parent, order, stamp, body });
  // The answer to an earlier write of it may have taken the mark away in between.
  if ((await marks.get(doc.id)) === undefined) await marks.put(mark);
}

async function takeBack(options: DocumentsOptions, id: string): Promise<void> {
  const mark = await options.marks.get(id);
  const doc = await homeOf(options, typeOf(id))?.rx.findOne(id).exec();
  if (doc !== undefined && doc !== null) await restore(doc, mark?.base ?? null);
  await options.marks.forget(id);
}

export function createDocuments(options: DocumentsOptions): Documents {
  const rxOf = (type: string): DocCollection | undefined => homeOf(options, type)?.rx;
  return {
    get: (id) => getOne(options, id),
    watchType: (type) =>
      rxOf(type)
        ?.find({ selector: { type }, sort: [{ type: 'asc' }, { order: 'asc' }, { id: 'asc' }] })
        .$.pipe(map((docs) => docs.map(plain))) ?? of([]),
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
      for (const doc of docs) await writeOne(options, doc);
    },
    takeBack: (id) => takeBack(options, id),
  };
}

/** Without a server's version the document goes, and goes empty: a deleted one keeps its body on disk for a while. */
async function restore(doc: RxDocument<Envelope>, base: WireDoc | null): Promise<void> {
  const to = base ?? stubOf(doc.id);
  await doc.incrementalModify((current) => ({ ...current, ...to }));
}
