/** Storage instances for tests of the device's log: opened as RxDB would open them, without an RxDB around them. */
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import {
  fillWithDefaultSettings,
  normalizeMangoQuery,
  prepareQuery,
  type FilledMangoQuery,
  type MangoQuery,
  type PreparedQuery,
  type RxJsonSchema,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageMemory, type RxStorageInstanceMemory } from 'rxdb/plugins/storage-memory';
import { logDatabaseName } from '@communitrak/replica/storage/log/connection.ts';
import type { LogInstance } from '@communitrak/replica/storage/log/instance.ts';
import { getRxStorageLog } from '@communitrak/replica/storage/log/log-storage.ts';
import type { Doc, Fields, LogSettings, Row } from '@communitrak/replica/storage/log/types.ts';

const SCHEMA: RxJsonSchema<Fields> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 10 },
    a: { type: 'number', minimum: 0, maximum: 20, multipleOf: 1 },
    t: { type: 'string', maxLength: 5 },
    b: { type: 'boolean' },
  },
  required: ['id', 'a', 't', 'b'],
  indexes: ['a', ['t', 'a'], ['b', 't']],
};

export const schema = fillWithDefaultSettings(SCHEMA as never) as unknown as RxJsonSchema<Doc>;

type Storage = Pick<RxStorage<unknown, unknown>, 'createStorageInstance'>;

function create(storage: Storage, databaseName: string, collectionName: string): Promise<unknown> {
  return storage.createStorageInstance<Fields>({
    databaseInstanceToken: randomUUID(),
    databaseName,
    collectionName,
    schema,
    options: {},
    multiInstance: true,
    devMode: false,
  });
}

/** As another tab would: with a log, a queue and a memory of its own over the same IndexedDB. */
export async function openTab(
  databaseName: string,
  settings: Partial<LogSettings> = {},
  collectionName = 'c',
): Promise<LogInstance> {
  return (await create(getRxStorageLog(settings), databaseName, collectionName)) as LogInstance;
}

/** RxDB's own, with a state of its own. */
export async function openMemory(databaseName: string): Promise<RxStorageInstanceMemory<Fields>> {
  const storage = { ...getRxStorageMemory(), collectionStates: new Map() };
  return (await create(storage as Storage, databaseName, 'c')) as RxStorageInstanceMemory<Fields>;
}

export function prepared(query: MangoQuery<Fields>): PreparedQuery<Fields> {
  const whole = { ...query, selector: { ...query.selector, _deleted: { $eq: false } } };
  const filled: FilledMangoQuery<Fields> = normalizeMangoQuery(
    schema as unknown as RxJsonSchema<Doc>,
    structuredClone(whole) as never,
  );
  return prepareQuery(schema as never, filled as never) as unknown as PreparedQuery<Fields>;
}

export interface Draft {
  readonly id: string;
  readonly a?: number;
  readonly t?: string;
  readonly b?: boolean;
  readonly deleted?: boolean;
}

const revision = (doc: Doc | undefined): number => Number(doc?._rev.split('-')[0] ?? 0);

/** A row as RxDB's wrapper makes it. @param lwt epoch ms */
export function rowOf(draft: Draft, previous?: Doc, lwt = Date.now()): Row {
  const { id, a = 0, t = 'a', b = false, deleted = false } = draft;
  const _rev = `${revision(previous) + 1}-${randomUUID().slice(0, 8)}`;
  const document: Doc = { id, a, t, b, _deleted: deleted, _attachments: {}, _rev, _meta: { lwt } };
  return previous === undefined ? { document } : { previous, document };
}

/** Everything an instance holds, tombstones included, by id. */
export async function all(instance: LogInstance): Promise<Doc[]> {
  const { collection } = instance.internals;
  await collection.ready();
  const { documents } = collection.memory;
  return [...documents.values()].sort((one, two) => (String(one['id']) < String(two['id']) ? -1 : 1));
}

export const living = (docs: readonly Doc[]): readonly Doc[] => docs.filter((doc) => !doc._deleted);

export function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('request'));
  });
}

/** The database behind the log's back. */
export async function raw<T>(name: string, work: (db: IDBDatabase) => Promise<T>): Promise<T> {
  const db = await request(indexedDB.open(logDatabaseName(name)));
  try {
    return await work(db);
  } finally {
    db.close();
  }
}
