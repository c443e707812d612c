/**
 * Where the fault tests happen: one store as a process of its own (or the CouchDB of COUCHDB_URL), one association in it,
 * servers started on it through proxies, one signed-in head of household; and what the store itself says afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import type { Database, DocStore, StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import { startServer as startHere } from '@communitrak/sync-server/server.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import type { SmallAssociation } from '@communitrak/testkit/builders.ts';
import { launch, startServer, type Program } from './processes.ts';
import { TEST_SECRET } from './test-accounts.ts';
import { addPerson, fill, PASSWORD, signInAt } from './test-server.ts';
import { dropAll, testPrefix } from './test-store.ts';

/** Half a dozen start at the same moment. */
const START_MS = 300_000;

export interface FaultRig {
  readonly small: SmallAssociation;
  readonly storeUrl: string;
  readonly cookie: string;
  readonly store: DocStore;
  readonly prefix: string;
  /** @param url the store's, usually through a proxy */
  start(url: string, env?: Readonly<Record<string, string>>): Promise<Program>;
  database(): Promise<Database>;
  close(): Promise<void>;
}

async function openStoreProgram(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const couch = process.env['COUCHDB_URL'];
  if (couch !== undefined && couch !== '') return { url: couch, stop: () => Promise.resolve() };
  const env = { DATA_DIR: 'memory', LOG_LEVEL: 'warn' };
  const program = launch('sync-server/src/store/embedded/program.ts', env, '');
  await new Promise<void>((resolve) => program.child.stdout?.once('data', () => resolve()));
  return { url: program.output().trim(), stop: () => program.stop() };
}

async function seed(env: Readonly<Record<string, string>>, small: SmallAssociation): Promise<string> {
  const parsed = parseConfig({ ...env, PORT: '0' });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const server = await startHere(parsed.config, { log: pino({ level: 'warn' }) });
  await fill(server, small);
  const email = await addPerson(server, small, 'head');
  const cookie = await signInAt(server.url, email, PASSWORD);
  await server.close();
  return cookie;
}

export async function openFaultRig(): Promise<FaultRig> {
  const folder = await mkdtemp(join(tmpdir(), 'communitrak-faults-'));
  const program = await openStoreProgram();
  const prefix = testPrefix();
  const common = { COUCHDB_PREFIX: prefix, SESSION_SECRET: TEST_SECRET, DATA_DIR: join(folder, 'data') };
  const small = smallAssociation();
  const cookie = await seed({ ...common, COUCHDB_URL: program.url }, small);
  const store = await openCouchStore({ url: program.url, prefix });
  const running: Program[] = [];
  return {
    small,
    storeUrl: program.url,
    cookie,
    store,
    prefix,
    async start(url, env = {}) {
      const server = await startServer({ ...common, COUCHDB_URL: url, ...env }, START_MS);
      running.push(server);
      return server;
    },
    async database() {
      const db = await store.open(`association-${small.association}`, { create: false });
      if (db === undefined) throw new Error('no association');
      return db;
    },
    async close() {
      await Promise.all(running.map((one) => one.kill()));
      await dropAll(store);
      await store.close();
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** All living documents of a type, from the store itself. */
export const storedOf = async (db: Database, type: string): Promise<readonly StoredDoc[]> =>
  db.range({ startId: `${type}:`, endId: `${type}:\ufff0` });
