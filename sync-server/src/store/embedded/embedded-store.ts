/**
 * Starts the embedded store: a CouchDB-compatible endpoint on this machine alone, for trial, tests and one small
 * association. A killed process loses nothing acknowledged; a power cut may lose the last moments, because leveldb
 * leaves it to the operating system when written bytes reach the disk.
 */
import { randomBytes } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { StoreLog } from '../store-log.ts';
import { openDatabases } from './databases.ts';
import { createEndpoint } from './endpoint.ts';

export interface EmbeddedStoreOptions {
  /** A folder, created when absent; or 'memory', for tests. */
  readonly dataDir: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** False: an address that can be known beforehand. Otherwise its path is a secret. */
  readonly secret?: boolean;
  readonly log: StoreLog;
}

export interface EmbeddedStore {
  /** Works as COUCHDB_URL. */
  readonly url: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 75_000;
const LOOPBACK = '127.0.0.1';

/** Rejects with DataFolderProblem, or with the system's error when the port is taken. */
export async function startEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { dataDir, port, log } = options;
  const databases = await openDatabases(dataDir);
  const closing = new AbortController();
  // One listener for each request that is being answered.
  setMaxListeners(0, closing.signal);
  const secret = options.secret === false ? '' : randomBytes(12).toString('base64url');
  const server = createServer(createEndpoint({ databases, secret, log, closing: closing.signal }));
  // Longer than any spell in which this process is busy with itself: a closed idle connection reads as a dead store.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port ?? 0, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    await databases.close();
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The embedded store has no port');
  return {
    url: `http://${LOOPBACK}:${address.port}${secret === '' ? '' : `/${secret}`}`,
    async close() {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await databases.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
