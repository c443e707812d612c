/**
 * A group of writes, committed as one: conflicts are decided on memory and on what earlier writes of the group will have
 * made of it, everything that stands goes into the log in one transaction, then into memory, then it is acknowledged.
 * So nobody ever reads what is not on the disk.
 */
import { categorizeBulkWriteRows, type RxStorageBulkWriteResponse } from 'rxdb/plugins/core';
import type { Collection } from './collection.ts';
import { catchUp } from './follow.ts';
import { append, filing, sizeOf, type Log } from './log.ts';
import { toRecords, type Filled } from './records.ts';
import { StorageGoneError, type Doc, type Durability, type Fields, type Row } from './types.ts';

type Response = RxStorageBulkWriteResponse<Fields>;

export interface Write {
  readonly collection: Collection;
  readonly rows: Row[];
  readonly context: string;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: unknown) => void;
}

interface Decided {
  readonly write: Write;
  /** The rows that stand, in the caller's order. */
  readonly rows: Row[];
  readonly error: Response['error'];
}

/** Memory as it will be after the writes decided so far. */
class Overlay extends Map<string, Doc> {
  readonly #below: ReadonlyMap<string, Doc>;

  constructor(below: ReadonlyMap<string, Doc>) {
    super();
    this.#below = below;
  }

  override get(id: string): Doc | undefined {
    return super.get(id) ?? this.#below.get(id);
  }

  override get size(): number {
    return super.size + this.#below.size;
  }
}

/** A crash may take back what the server can give again; never what a person wrote. */
function mayBeLost({ context, collection }: Write): boolean {
  return (
    context.startsWith('replication-') ||
    collection.key.startsWith('rx-replication-meta') ||
    collection.key.startsWith('_rxdb_internal')
  );
}

function decideOne(write: Write, view: Overlay): Decided {
  const { collection, rows, context } = write;
  const { instance } = collection.memory;
  const sorted = categorizeBulkWriteRows<Fields>(instance, collection.primary, view, rows, context);
  const standing = new Set<unknown>([...sorted.bulkInsertDocs, ...sorted.bulkUpdateDocs]);
  const taken = rows.filter((row) => standing.has(row));
  for (const { document } of taken) view.set(String(document[collection.primary]), document as Doc);
  return { write, rows: taken, error: sorted.errors };
}

function hindrance({ key, removed, loaded }: Collection): Error | undefined {
  if (removed) return new StorageGoneError(`${key} was removed in another tab`);
  // Its reading has failed: without what is there nobody can say what stands.
  return loaded ? undefined : new Error(`${key} could not be read from this device`);
}

function decide(group: readonly Write[]): { decided: Decided[]; views: Map<Collection, Overlay> } {
  const views = new Map<Collection, Overlay>();
  const decided: Decided[] = [];
  for (const write of group) {
    const { collection } = write;
    const hindered = hindrance(collection);
    if (hindered !== undefined) {
      write.reject(hindered);
      continue;
    }
    const view = views.get(collection) ?? new Overlay(collection.memory.documents);
    views.set(collection, view);
    decided.push(decideOne(write, view));
  }
  return { decided, views };
}

interface Filling {
  readonly filled: readonly (readonly [Collection, Filled])[];
  /** Keys of records that nothing living is left in. */
  readonly replaced: readonly number[];
}

/** What the group leaves of each document: a version that another of the same group replaces is never written. */
async function fill(log: Log, views: ReadonlyMap<Collection, Overlay>): Promise<Filling> {
  const filled: (readonly [Collection, Filled])[] = [];
  const replaced: number[] = [];
  for (const [collection, view] of views) {
    const { records, along } = collection.ledger.replacedBy(view);
    replaced.push(...records);
    const docs = new Map<string, Doc>(view);
    for (const id of along) {
      const doc = collection.memory.documents.get(id);
      if (doc !== undefined) docs.set(id, doc);
    }
    for (const one of await toRecords(collection.key, docs, filing(log, collection)))
      filled.push([collection, one]);
  }
  return { filled, replaced };
}

/** Not if the group held only what the server can give again. */
function durabilityOf(decided: readonly Decided[]): Durability {
  return decided.every(({ write, rows }) => rows.length === 0 || mayBeLost(write)) ? 'relaxed' : 'strict';
}

async function apply(decided: readonly Decided[]): Promise<void> {
  for (const { write, rows, error } of decided) {
    if (rows.length > 0) await write.collection.memory.write(rows, write.context);
    write.resolve({ error });
  }
}

/** @throws what the append failed with: then nothing of the group was written or applied */
export async function commit(log: Log, group: readonly Write[]): Promise<void> {
  for (;;) {
    const { decided, views } = decide(group);
    const { filled, replaced } = await fill(log, views);
    if (filled.length > 0) {
      const entries = filled.map(([, entry]) => entry);
      const appended = await append(log, entries, durabilityOf(decided), replaced);
      if (!appended.ok) {
        // Another tab was first: what it wrote may change what stands.
        await catchUp(log, appended.last);
        continue;
      }
      for (const [at, [collection, { ids, record }]] of filled.entries())
        collection.ledger.note(appended.first + at, ids, sizeOf(record));
    }
    return apply(decided);
  }
}
