/** The one door to the store: CouchDB where there is one, else the embedded store, started here or by another process. */
import type { DocStore } from '../ports/doc-store.ts';
import type { ObserveStore } from '../ports/store-observer.ts';
import { openCouchStore } from './couch/couch-store.ts';
import { startEmbeddedStore } from './embedded/embedded-store.ts';
import type { StoreLog } from './store-log.ts';

export interface OpenStoreOptions {
  /** Absent: the embedded store under `dataDir`. */
  readonly couchdbUrl?: string;
  /** Of an embedded store that another process runs for this one; it is not closed from here. */
  readonly embeddedUrl?: string;
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
  embeddedUrl,
  prefix,
  dataDir,
  log,
  observe,
}: OpenStoreOptions): Promise<OpenedStore> {
  const watched = observe === undefined ? {} : { observe };
  const url = couchdbUrl ?? embeddedUrl;
  if (url !== undefined) {
    const store = await openCouchStore({ url, prefix, ...watched });
    return { store, embedded: couchdbUrl === undefined, close: () => store.close() };
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
