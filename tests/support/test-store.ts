/**
 * A store for a test: the CouchDB of COUCHDB_URL with databases of its own that are dropped at the end, else an
 * embedded store in memory.
 */
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { startEmbeddedStore } from '@communitrak/sync-server/store/embedded/embedded-store.ts';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import type { StoreLog } from '@communitrak/sync-server/store/store-log.ts';

export interface TestStore {
  readonly store: DocStore;
  /** Of the CouchDB or the embedded store; a second store on it with the same prefix sees the same databases. */
  readonly url: string;
  readonly prefix: string;
  close(): Promise<void>;
}

/** Says what goes wrong inside the store, and nothing else. */
export const testLog: StoreLog = {
  info: () => undefined,
  warn: (fields, message) => void process.stderr.write(`${message} ${inspect(fields)}\n`),
  error: (fields, message) => void process.stderr.write(`${message} ${inspect(fields)}\n`),
};

/** Unique among test runs on one CouchDB. */
export function testPrefix(): string {
  return `${process.env['COUCHDB_PREFIX'] ?? 'communitrak-test-'}${randomBytes(5).toString('hex')}-`;
}

export async function dropAll(store: DocStore): Promise<void> {
  for (const name of await store.names()) await store.drop(name);
}

/** Opens a store for one test or suite; `close` removes what it made. */
export async function openTestStore(): Promise<TestStore> {
  const couchdbUrl = process.env['COUCHDB_URL'];
  const prefix = testPrefix();
  if (couchdbUrl !== undefined && couchdbUrl !== '') {
    const store = await openCouchStore({ url: couchdbUrl, prefix });
    return {
      store,
      url: couchdbUrl,
      prefix,
      async close() {
        await dropAll(store);
        await store.close();
      },
    };
  }
  const endpoint = await startEmbeddedStore({ dataDir: 'memory', log: testLog });
  const store = await openCouchStore({ url: endpoint.url, prefix });
  return {
    store,
    url: endpoint.url,
    prefix,
    async close() {
      await store.close();
      await endpoint.close();
    },
  };
}
