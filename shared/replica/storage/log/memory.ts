/**
 * A collection in memory: RxDB's own memory storage, with indexes that are built when a query first asks for them.
 * It leans on parts of RxDB that are exported but not promised: the version is pinned, the fuzz is the gate.
 */
import type { RxJsonSchema, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';
import { now, RXDB_VERSION } from 'rxdb/plugins/core';
import {
  createMemoryStorageInstance,
  getMemoryIndexName,
  removeDocFromState,
  type MemoryStorageInternals,
  type RxStorageInstanceMemory,
  type RxStorageMemory,
} from 'rxdb/plugins/storage-memory';
import type { Doc, Fields, Row } from './types.ts';

type Internals = MemoryStorageInternals<Fields>;
type Index = Internals['byIndex'][string];

export type MemoryInstance = RxStorageInstanceMemory<Fields>;
export type CreationParams = RxStorageInstanceCreationParams<Fields, unknown>;

/** Fewer rows are sorted into the indexes that are there. */
const MANY = 100;

function build(state: Internals, index: Index, primary: string): Index {
  const rows = Array.from(state.documents.values(), (doc): Index['docsWithIndex'][number] => [
    index.getIndexableString(doc),
    doc,
    String(doc[primary]),
  ]);
  index.docsWithIndex = rows.sort(([a], [b]) => (a < b ? -1 : 1));
  // From now on writes keep it up to date.
  state.byIndexArray.push(index);
  return index;
}

/** RxDB's storage looks its indexes up by name for queries, and goes through the list of them for writes. */
function makeLazy(state: Internals, primary: string): void {
  for (const index of state.byIndexArray) {
    index.docsWithIndex = [];
    Object.defineProperty(state.byIndex, getMemoryIndexName(index.index), {
      configurable: true,
      enumerable: true,
      get(this: Internals['byIndex']): Index {
        const value = build(state, index, primary);
        Object.defineProperty(this, getMemoryIndexName(index.index), {
          value,
          writable: true,
          configurable: true,
        });
        return value;
      },
    });
  }
  state.byIndexArray = [];
}

/** State of its own: RxDB's memory storage shares it between all instances of one name in a realm. */
function privateStorage(): RxStorageMemory {
  const storage: RxStorageMemory = {
    name: 'log-memory',
    rxdbVersion: RXDB_VERSION,
    collectionStates: new Map(),
    createStorageInstance: (params) => createMemoryStorageInstance(storage, params, {}),
  };
  return storage;
}

export class Memory {
  readonly instance: MemoryInstance;
  readonly #primary: string;

  private constructor(instance: MemoryInstance, primary: string) {
    this.instance = instance;
    this.#primary = primary;
    makeLazy(instance.internals, primary);
  }

  static async create(params: CreationParams, primary: string): Promise<Memory> {
    const schema: Readonly<RxJsonSchema<Doc>> = params.schema;
    const own = { ...params, schema, options: {} };
    return new Memory(await createMemoryStorageInstance<Fields>(privateStorage(), own, {}), primary);
  }

  get documents(): Map<string, Doc> {
    this.instance.ensurePersistence();
    return this.instance.internals.documents;
  }

  /** Without events and before any query: what the log holds, older versions first. */
  preload(ids: readonly string[], docs: readonly Doc[]): void {
    const { documents } = this.instance.internals;
    for (const [at, doc] of docs.entries()) documents.set(ids[at] ?? '', doc);
  }

  /** Rows that were decided on this very state. @throws when it disagrees: then memory is not what the log says */
  async write(rows: Row[], context: string): Promise<void> {
    // More than there is: building an index anew, if anybody asks, costs less than sorting it for each such write.
    if (rows.length >= MANY && rows.length >= this.documents.size)
      makeLazy(this.instance.internals, this.#primary);
    const { error } = await this.instance.bulkWrite(rows, context);
    if (error.length > 0) throw new Error('the storage in memory disagrees with its log');
  }

  /** Documents that another tab has written: the log's order decides, whatever was here. */
  async absorb(docs: readonly Doc[]): Promise<void> {
    const { documents } = this;
    const last = new Map(docs.map((doc) => [String(doc[this.#primary]), doc]));
    const rows: Row[] = [];
    for (const [id, document] of last) {
      const previous = documents.get(id);
      const same = previous?._rev === document._rev && previous._meta.lwt === document._meta.lwt;
      if (!same) rows.push(previous === undefined ? { document } : { previous, document });
    }
    if (rows.length > 0) await this.write(rows, 'log-other-tab');
  }

  /** Ids that RxDB's cleanup would remove now. @param before epoch ms of their deletion */
  deletedBefore(before: number): string[] {
    const ids: string[] = [];
    for (const [id, doc] of this.documents) if (doc._deleted && doc._meta.lwt <= before) ids.push(id);
    return ids;
  }

  /** Without a trace; a document that was not deleted is deleted first, for those who watch. */
  async remove(id: string): Promise<void> {
    const previous = this.documents.get(id);
    if (previous === undefined) return;
    if (!previous._deleted) {
      const _rev = `${Number(previous._rev.split('-')[0]) + 1}-purged`;
      const document = { ...previous, _deleted: true, _rev, _meta: { ...previous._meta, lwt: now() } };
      await this.write([{ previous, document }], 'log-other-tab');
    }
    const { schema, internals } = this.instance;
    const doc = this.documents.get(id);
    if (doc !== undefined) removeDocFromState(this.#primary, schema, internals, doc);
  }

  clear(): void {
    this.documents.clear();
    for (const index of this.instance.internals.byIndexArray) index.docsWithIndex = [];
  }
}
