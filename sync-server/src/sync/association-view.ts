/**
 * One process's view of one association: a ViewIndex fed by one reading of the change feed and then its tail. Ids, bodies
 * and seq come from the same feed, so the view is consistent with the seq it has reached. Knows no member.
 */
import type { NewId } from '@communitrak/domain/core/ids.ts';
import type { Clock } from '../ports/clock.ts';
import { SeqRefused, type ChangePage, type Database, type StoredDoc } from '../ports/doc-store.ts';
import type { ChangeIndex } from './change-index.ts';
import { coalesce } from './coalesce.ts';
import type { ViewState } from './snapshots.ts';
import { PAGE_ROWS, startCold, startWarm, type StartOptions, type Started } from './view-start.ts';

const IDENTITY_ID = 'meta:identity';

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

export interface ViewOptions extends StartOptions {
  readonly newId: NewId;
  readonly clock: Clock;
}

export interface AssociationView extends ChangeIndex {
  readonly bytes: number;
  /** Resolves after a reading of the feed that began after the call. Rejects with SeqRefused when the view is worthless. */
  catchUp(): Promise<void>;
  /** Takes a page that someone else read from the view's seq; false when the view has moved on since. */
  ingest(since: string, page: ChangePage): boolean;
  evictBodies(bytes: number): number;
  /** What a snapshot of it would say; undefined when the one it began with still says it. */
  toSave(): ViewState | undefined;
}

/** How far a view has read, and reading on: one page at a time, whoever brings it. */
function createReader({ database, onChanges }: ViewOptions, { index, seq: from, records }: Started) {
  let seq = from;
  const ingest = (since: string, page: ChangePage): boolean => {
    if (since !== seq) return false;
    const changes = page.rows.map((row) => index.apply(row, false));
    records.note(page.rows);
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

type Reader = ReturnType<typeof createReader>;

function stateOf({ index, records }: Started, identity: string, seq: string): ViewState {
  const entries = [...index.entries()].map((entry) => ({ entry, body: index.peekBody(entry.id) }));
  const latest = index.latest().map(({ id }) => id);
  return { identity, seq, bytes: index.bytes, records: records.ids, latest, entries };
}

/** After this time a snapshot that would say the same is written all the same, so that it does not grow too old. */
const RENEWED_MS = 7 * 24 * 3600_000;

interface Begun {
  readonly started: Started;
  readonly reader: Reader;
}

/** From a snapshot, and read on from it: what the snapshot missed lies after its own seq. */
async function beginWarm(options: ViewOptions, identity: string): Promise<Begun | undefined> {
  const started = await startWarm(options, identity);
  if (started === undefined) return undefined;
  const reader = createReader(options, started);
  try {
    await reader.catchUp();
    return { started, reader };
  } catch (error) {
    if (!(error instanceof SeqRefused)) throw error;
    await options.saved?.refuse(error);
    return undefined;
  }
}

async function beginCold(options: ViewOptions): Promise<Begun> {
  const started = await startCold(options);
  started.index.ring.mark(started.seq);
  return { started, reader: createReader(options, started) };
}

function viewOf(
  { newId, clock }: ViewOptions,
  { started, reader }: Begun,
  identity: string,
): AssociationView {
  const { index, savedAt } = started;
  return {
    incarnation: newId(),
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
    peekBody: (id) => index.peekBody(id),
    useBody: (id) => index.useBody(id),
    idsAfter: (collection, keys, after) => index.idsAfter(collection, keys, after),
    childrenOf: (parent) => index.childrenOf(parent),
    reachesBack: (position) => index.ring.reachesBack(position),
    position: (known) => index.ring.position(known),
    changesSince: (position) => index.ring.since(position),
    countVisible: (collection, keys) => index.countVisible(collection, keys),
    catchUp: reader.catchUp,
    ingest: reader.ingest,
    evictBodies: (bytes) => index.evictBodies(bytes),
    toSave: () => {
      const same = savedAt !== undefined && index.changes === 0 && clock() - savedAt < RENEWED_MS;
      return same ? undefined : stateOf(started, identity, reader.seq());
    },
  };
}

/** Reads a snapshot and what came since, or everything once. Rejects with StoreUnavailable when the store does not answer. */
export async function openAssociationView(options: ViewOptions): Promise<AssociationView> {
  const identity = await identityOf(options.database, options.newId);
  const begun = (await beginWarm(options, identity)) ?? (await beginCold(options));
  options.onChanges([], 'filled');
  return viewOf(options, begun, identity);
}
