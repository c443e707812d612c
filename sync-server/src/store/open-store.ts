/** The one door to the store: CouchDB where there is one, else the embedded store started beside. */
import type { DocStore } from '../ports/doc-store.ts';
import type { ObserveStore } from '../ports/store-observer.ts';
import { openCouchStore } from './couch/couch-store.ts';
import { startEmbeddedStore } from './embedded/embedded-store.ts';
import type { StoreLog } from './store-log.ts';

export interface OpenStoreOptions {
  /** Absent: the embedded store under `dataDir`. */
  readonly couchdbUrl?: string;
  readonly prefix: string;
  readonly dataDir: string;
  readonly log: StoreLog;
  readonly observe?: ObserveStore;
}

export interface OpenedStore {
  readonly store: DocStore;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Rejects with StoreUnavailable (CouchDB does not answer) or DataFolderProblem (the embedded store's folder). */
export async function openStore({
  couchdbUrl,
  prefix,
  dataDir,
  log,
  observe,
}: OpenStoreOptions): Promise<OpenedStore> {
  const watched = observe === undefined ? {} : { observe };
  if (couchdbUrl !== undefined) {
    const store = await openCouchStore({ url: couchdbUrl, prefix, ...watched });
    return { store, embedded: false, close: () => store.close() };
  }
  const endpoint = await startEmbeddedStore({ dataDir, log });
  try {
    const store = await openCouchStore({ url: endpoint.url, prefix, ...watched });
    return {
      store,
      embedded: true,
      async close() {
        await store.close();
        await endpoint.close();
      },
    };
  } catch (error) {
    await endpoint.close();
    throw error;
  }
}
