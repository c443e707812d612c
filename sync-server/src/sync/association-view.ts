/**
 * One process's view of one association: a ViewIndex fed by one reading of the change feed and then its tail. Ids, bodies
 * and seq come from the same feed, so the view is consistent with the seq it has reached. Knows no member.
 */
import type { NewId } from '@communitrak/domain/core/ids.ts';
import type { ChangePage, Database, StoredDoc } from '../ports/doc-store.ts';
import type { ChangeIndex, IndexChange } from './change-index.ts';
import { coalesce } from './coalesce.ts';
import { ViewIndex, type CollectionOf } from './view-index.ts';

const PAGE_ROWS = 2000;
const IDENTITY_ID = 'meta:identity';

/** 'first' while everything is read, 'filled' (without rows) once it was, 'tail' for what comes after. */
export type Phase = 'first' | 'filled' | 'tail';
export type OnChanges = (changes: readonly IndexChange[], phase: Phase) => void;

/** The database's own name for its life; made by whoever looks first. */
async function identityOf(database: Database, newId: NewId): Promise<string> {
  const read = (doc: StoredDoc | undefined): string | undefined =>
    typeof doc?.['identity'] === 'string' && doc._deleted !== true ? doc['identity'] : undefined;
  const known = read(await database.get(IDENTITY_ID));
  if (known !== undefined) return known;
  const made = newId();
  const result = await database.put({ _id: IDENTITY_ID, identity: made });
  return result.ok ? made : (read(await database.get(IDENTITY_ID)) ?? made);
}

export interface ViewOptions {
  readonly database: Database;
  readonly collectionOf: CollectionOf;
  readonly newId: NewId;
  readonly onChanges: OnChanges;
}

export interface AssociationView extends ChangeIndex {
  readonly bytes: number;
  /** Resolves after a reading of the feed that began after the call. Rejects with SeqRefused when the view is worthless. */
  catchUp(): Promise<void>;
  /** Takes a page that someone else read from the view's seq; false when the view has moved on since. */
  ingest(since: string, page: ChangePage): boolean;
  evictBodies(bytes: number): number;
}

async function fill(index: ViewIndex, { database, onChanges }: ViewOptions): Promise<string> {
  let since = '0';
  for (;;) {
    const page = await database.feed.read({ since, bodies: true, limit: PAGE_ROWS });
    onChanges(
      page.rows.map((row) => index.apply(row, true)),
      'first',
    );
    since = page.last;
    if (page.rows.length < PAGE_ROWS) return since;
  }
}

/** How far a view has read, and reading on: one page at a time, whoever brings it. */
function createReader({ database, onChanges }: ViewOptions, index: ViewIndex, from: string) {
  let seq = from;
  const ingest = (since: string, page: ChangePage): boolean => {
    if (since !== seq) return false;
    const changes = page.rows.map((row) => index.apply(row, false));
    seq = page.last;
    index.ring.mark(seq);
    if (changes.length > 0) onChanges(changes, 'tail');
    return true;
  };
  const catchUp = coalesce(async () => {
    for (let more = true; more;) {
      const since = seq;
      const page = await database.feed.read({ since, bodies: true, limit: PAGE_ROWS });
      const taken = ingest(since, page);
      more = !taken || page.rows.length === PAGE_ROWS;
    }
  });
  return { seq: () => seq, ingest, catchUp };
}

/** Reads everything once. Rejects with StoreUnavailable when the store does not answer. */
export async function openAssociationView(options: ViewOptions): Promise<AssociationView> {
  const identity = await identityOf(options.database, options.newId);
  const index = new ViewIndex(options.collectionOf);
  const filledTo = await fill(index, options);
  index.ring.mark(filledTo);
  const reader = createReader(options, index, filledTo);
  options.onChanges([], 'filled');
  return {
    incarnation: options.newId(),
    identity,
    get seq() {
      return reader.seq();
    },
    get head() {
      return index.ring.head;
    },
    get bytes() {
      return index.bytes;
    },
    entry: (id) => index.entry(id),
    idsAfter: (collection, keys, after) => index.idsAfter(collection, keys, after),
    childrenOf: (parent) => index.childrenOf(parent),
    reachesBack: (position) => index.ring.reachesBack(position),
    position: (known) => index.ring.position(known),
    changesSince: (position) => index.ring.since(position),
    countVisible: (collection, keys) => index.countVisible(collection, keys),
    catchUp: reader.catchUp,
    ingest: reader.ingest,
    evictBodies: (bytes) => index.evictBodies(bytes),
  };
}
