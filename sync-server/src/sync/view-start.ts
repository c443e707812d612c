/**
 * How a view begins: from a snapshot where there is one beyond doubt, else from one reading of everything. Either way it
 * ends as an index and the seq it has reached; from there on both are the same. Knows no member.
 */
import type { ChangePage, ChangeRow, Database } from '../ports/doc-store.ts';
import { supersedes, type IndexChange } from './change-index.ts';
import { SnapshotFault } from './snapshot-frames.ts';
import type { LoadedView } from './snapshots.ts';
import { ViewIndex, type CollectionOf } from './view-index.ts';

export const PAGE_ROWS = 2000;
const IDS_AT_ONCE = 500;

/**
 * 'first' while everything is read, 'filled' (without rows) once it was, 'tail' for what comes after, 'dropped' (without
 * rows) when this process lets the view go.
 */
export type Phase = 'first' | 'filled' | 'tail' | 'dropped';
export type OnChanges = (changes: readonly IndexChange[], phase: Phase) => void;

export interface Saved {
  load(identity: string): Promise<LoadedView | undefined>;
  refuse(error: unknown): Promise<void>;
}

export interface StartOptions {
  readonly database: Database;
  readonly collectionOf: CollectionOf;
  readonly onChanges: OnChanges;
  /** Ids whose document observers must be shown at every start, though a snapshot spares reading it. */
  readonly isShownAtStart: (id: string) => boolean;
  /** Bodies beyond it are not kept while everything is read. */
  readonly budgetBytes: number;
  /** So many bytes so far; others may have to make room. */
  readonly onGrowth: (bytes: number) => void;
  readonly saved: Saved | undefined;
}

export interface Started {
  readonly index: ViewIndex;
  readonly seq: string;
  readonly records: OpenRecords;
  /** When the snapshot was written that it began with, epoch ms; undefined when everything was read. */
  readonly savedAt: number | undefined;
}

/** Ids of server-only documents that say that work is to be done, as far as the feed has been read. */
export class OpenRecords {
  readonly #ids: Set<string>;
  readonly #isRecord: (id: string) => boolean;

  constructor({ isShownAtStart, collectionOf }: StartOptions, ids: Iterable<string> = []) {
    this.#ids = new Set(ids);
    this.#isRecord = (id) => collectionOf(id) === undefined && isShownAtStart(id);
  }

  note(rows: readonly ChangeRow[]): void {
    for (const { id, deleted } of rows) {
      if (!this.#isRecord(id)) continue;
      if (deleted) this.#ids.delete(id);
      else this.#ids.add(id);
    }
  }

  get ids(): readonly string[] {
    return [...this.#ids];
  }
}

/** Every page of a feed, the next one asked for while the present one is worked on: the store and we take turns otherwise. */
async function* pagesOf({ feed }: Database): AsyncGenerator<ChangePage, void> {
  const read = (since: string): Promise<ChangePage> => feed.read({ since, bodies: true, limit: PAGE_ROWS });
  for (let coming: Promise<ChangePage> | undefined = read('0'); coming !== undefined;) {
    const page: ChangePage = await coming;
    coming = page.rows.length < PAGE_ROWS ? undefined : read(page.last);
    // Whoever works on this page may fail; then nobody waits for that one.
    coming?.catch(() => undefined);
    yield page;
  }
}

export async function startCold(options: StartOptions): Promise<Started> {
  const { database, collectionOf, onChanges, budgetBytes, onGrowth } = options;
  const index = new ViewIndex(collectionOf);
  const records = new OpenRecords(options);
  let seq = '0';
  for await (const { rows, last } of pagesOf(database)) {
    onChanges(
      rows.map((row) => index.apply(row, true)),
      'first',
    );
    records.note(rows);
    if (index.bytes > budgetBytes) index.evictBodies(index.bytes - budgetBytes);
    onGrowth(index.bytes);
    seq = last;
  }
  return { index, seq, records, savedAt: undefined };
}

const asRow = (id: string, rev: string, deleted: boolean, doc: ChangeRow['doc']): ChangeRow => ({
  id,
  rev,
  deleted,
  doc,
  seq: '',
});

/** What a snapshot says of a document that observers must see; undefined when it has not its body. */
function savedRow(index: ViewIndex, id: string): ChangeRow | undefined {
  const entry = index.entry(id);
  const body = index.peekBody(id);
  if (entry === undefined || body === undefined) return undefined;
  const { id: _id, _deleted, ...fields } = JSON.parse(body) as Record<string, unknown>;
  const { rev, deleted, keys, hash } = entry;
  return asRow(id, rev, deleted, { ...fields, _id: id, _rev: rev, _deleted: deleted, keys, hash });
}

/** As they are in the store now. */
async function storedRows(database: Database, ids: readonly string[]): Promise<readonly ChangeRow[]> {
  const rows: ChangeRow[] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const docs = await database.getMany(ids.slice(from, from + IDS_AT_ONCE));
    for (const doc of docs.values()) rows.push(asRow(doc._id, doc._rev, doc._deleted === true, doc));
  }
  return rows;
}

/**
 * A store that was put back to an earlier day keeps its name and may take the seq: what changed last is then not there,
 * or older than we have it.
 */
function assertNotTurnedBack(index: ViewIndex, rows: readonly ChangeRow[]): void {
  const stored = new Map(rows.map((row) => [row.id, row.rev]));
  for (const { id, rev: ours } of index.latest()) {
    const theirs = stored.get(id);
    if (theirs === undefined || supersedes(ours, theirs)) {
      throw new SnapshotFault('the store is older than it');
    }
  }
}

/** Documents that observers are shown, from the snapshot where it has them. */
function shown(index: ViewIndex, isShownAtStart: (id: string) => boolean) {
  const rows: ChangeRow[] = [];
  const unread: string[] = [];
  for (const { id } of index.entries()) {
    if (!isShownAtStart(id)) continue;
    const row = savedRow(index, id);
    if (row === undefined) unread.push(id);
    else rows.push(row);
  }
  return { rows, unread };
}

/** Undefined when there is no snapshot, or none that is beyond doubt. Rejects with StoreUnavailable. */
export async function startWarm(options: StartOptions, identity: string): Promise<Started | undefined> {
  const { database, onChanges, isShownAtStart, onGrowth, saved } = options;
  const loaded = await saved?.load(identity);
  if (saved === undefined || loaded === undefined) return undefined;
  const { index, seq, records, writtenAt } = loaded;
  const latest = index.latest().map(({ id }) => id);
  const { rows, unread } = shown(index, isShownAtStart);
  const read = await storedRows(database, [...new Set([...latest, ...records, ...unread])]);
  try {
    assertNotTurnedBack(index, read);
  } catch (error) {
    await saved.refuse(error);
    return undefined;
  }
  const all = [...rows, ...read.filter(({ id }) => isShownAtStart(id))];
  onChanges(
    all.map((row) => ({ row, before: undefined, after: index.entry(row.id) })),
    'first',
  );
  onGrowth(index.bytes);
  index.ring.mark(seq);
  return { index, seq, records: new OpenRecords(options, records), savedAt: writtenAt };
}
