/**
 * DocStore on CouchDB, or on the embedded store, which answers the same. Knows databases and documents; knows nothing
 * of what they mean.
 */
import { randomUUID } from 'node:crypto';
import { StoreUnavailable, type Database, type DocStore } from '../../ports/doc-store.ts';
import type { ObserveStore } from '../../ports/store-observer.ts';
import { isRecord, listOf, recordOf, textOf } from './couch-json.ts';
import { createCouchFeed } from './couch-feed.ts';
import { readDoc, readMany, readRange } from './couch-reads.ts';
import { CouchRefused, createCouchRequest, type CouchRequest } from './couch-request.ts';
import { writeDocs } from './couch-writes.ts';
import { absenceOf, requestWithin, type DatabaseRequest } from './database-request.ts';
import { observedRequest } from './observed-request.ts';
import { assertPrefix, databaseName } from './names.ts';

export interface CouchStoreOptions {
  readonly url: string;
  /** Put before every database name; may be ''. */
  readonly prefix: string;
  /** For any one request, in ms; a longpoll gets its waiting time on top. */
  readonly timeoutMs?: number;
  readonly observe?: ObserveStore;
}

const USUAL_TIMEOUT_MS = 20_000;
/** Never replicated and in no listing: a database that was replicated elsewhere is another database. */
const IDENTITY_DOC = '_local/communitrak';
/** One shard: an association is small, and one shard's changes come in order and cost one reader. */
const SHARDS = 1;

const isStatus = (error: unknown, status: number): boolean =>
  error instanceof CouchRefused && error.status === status;

async function readIdentity(request: DatabaseRequest): Promise<string | undefined> {
  try {
    return textOf(recordOf(await request({ path: IDENTITY_DOC }), 'identity')['identity'], 'identity');
  } catch (error) {
    if (absenceOf(error) === undefined) throw error;
    return undefined;
  }
}

async function identityOf(request: DatabaseRequest): Promise<string> {
  const known = await readIdentity(request);
  if (known !== undefined) return known;
  const identity = randomUUID().slice(0, 8);
  try {
    await request({ path: IDENTITY_DOC, method: 'PUT', body: JSON.stringify({ identity }) });
    return identity;
  } catch (error) {
    // Another process was first.
    const theirs = isStatus(error, 409) ? await readIdentity(request) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  }
}

async function exists(request: CouchRequest, db: string): Promise<boolean> {
  try {
    await request({ db });
    return true;
  } catch (error) {
    if (isStatus(error, 404)) return false;
    throw error;
  }
}

async function create(request: CouchRequest, db: string): Promise<void> {
  try {
    await request({ db, method: 'PUT', query: { q: SHARDS } });
  } catch (error) {
    // 412 file_exists: another process was first, which is as good.
    if (!isStatus(error, 412)) throw error;
  }
}

async function openDatabase(request: DatabaseRequest, name: string): Promise<Database> {
  const feed = createCouchFeed(request, await identityOf(request));
  return {
    name,
    feed,
    get: (id) => readDoc(request, id),
    getMany: (ids) => readMany(request, ids),
    range: (range) => readRange(request, range),
    putMany: (docs) => writeDocs(request, docs),
    async put(doc) {
      const [result] = await writeDocs(request, [doc]);
      if (result === undefined) throw new StoreUnavailable('The store left out a write result');
      return result;
    },
  };
}

/** Clustered unless one node is certain: a quorum read too many costs time, one too few shows what is not one's own. */
async function topologyOf(request: CouchRequest): Promise<DocStore['topology']> {
  try {
    const membership = await request({ path: '_membership' });
    const nodes = isRecord(membership) ? membership['cluster_nodes'] : undefined;
    return Array.isArray(nodes) && nodes.length === 1 ? 'single' : 'clustered';
  } catch (error) {
    if (error instanceof CouchRefused) return 'clustered';
    throw error;
  }
}

async function databaseNames(request: CouchRequest, prefix: string): Promise<readonly string[]> {
  const query = { startkey: prefix, endkey: `${prefix}\ufff0` };
  const all = listOf(await request({ path: '_all_dbs', query }), 'list of databases');
  return all.flatMap((name) => {
    const text = textOf(name, 'database name');
    return text.startsWith(prefix) && !text.startsWith('_') ? [text.slice(prefix.length)] : [];
  });
}

/** Rejects with StoreUnavailable when the store does not answer, with Error when the prefix cannot be one. */
export async function openCouchStore({
  url,
  prefix,
  timeoutMs,
  observe,
}: CouchStoreOptions): Promise<DocStore> {
  assertPrefix(prefix);
  const request = observedRequest(createCouchRequest(url, timeoutMs ?? USUAL_TIMEOUT_MS), observe);
  const topology = await topologyOf(request);
  return {
    topology,
    async open(name, options) {
      const db = databaseName(prefix, name);
      if (!(await exists(request, db))) {
        if (!options.create) return undefined;
        await create(request, db);
      }
      return openDatabase(requestWithin(request, db), name);
    },
    names: () => databaseNames(request, prefix),
    async drop(name) {
      try {
        await request({ db: databaseName(prefix, name), method: 'DELETE' });
      } catch (error) {
        if (!isStatus(error, 404)) throw error;
      }
    },
    async ping() {
      await request({});
    },
    // nano holds no sockets of its own: the idle ones close by themselves and keep no process alive.
    close: () => Promise.resolve(),
  };
}
