/** Runs inside the worker: one whole replica over this realm's own IndexedDB, answering over the port. */
import 'fake-indexeddb/auto';
import { parentPort, workerData } from 'node:worker_threads';
import type { SessionAnswer, SessionAssociation } from '@communitrak/protocol/session.ts';
import type { Fetch } from '@communitrak/replica/http.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { openReplica, type Replica } from '@communitrak/replica/replica.ts';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { fakePlatform } from './fake-platform.ts';
import { COMMANDS, QUERIES, type Answer, type Ask, type WorkerOptions } from './replica-worker-table.ts';

const options = workerData as WorkerOptions;

interface Thread {
  replica: Replica | undefined;
  online: boolean;
  readonly standing: Map<string, Query<unknown>>;
}

const thread: Thread = { replica: undefined, online: true, standing: new Map() };

const cookieFetch: Fetch = async (input, init = {}) => {
  if (!thread.online) throw new TypeError('offline');
  const headers = new Headers(init.headers);
  headers.set('cookie', options.cookie);
  return fetch(input, { ...init, headers });
};

async function place(): Promise<SessionAssociation> {
  const response = await cookieFetch(`${options.url}/api/session`);
  const session = (await response.json()) as SessionAnswer;
  const found = session.associations.find(({ id }) => id === options.association);
  if (found === undefined) throw new Error(`not a member of ${options.association}`);
  return found;
}

async function storage(): Promise<DeviceStorage> {
  if (options.storage === 'memory') {
    const { getRxStorageMemory } = await import('rxdb/plugins/storage-memory');
    return getRxStorageMemory() as unknown as DeviceStorage;
  }
  const { deviceStorage } = await import('@communitrak/replica/storage/device-storage.ts');
  return deviceStorage();
}

const kept: { session?: SessionAssociation; storage?: DeviceStorage } = {};

async function open(): Promise<Replica> {
  kept.session ??= await place();
  kept.storage ??= await storage();
  return openReplica({
    platform: fakePlatform(options.url),
    session: kept.session,
    accountId: 'account',
    baseUrl: options.url,
    storage: kept.storage,
    multiInstance: false,
    live: options.live,
    fetch: cookieFetch,
  });
}

/** Stays subscribed, so that the next asking finds the newest. */
function snapshot(replica: Replica, name: keyof typeof QUERIES, args: readonly unknown[]): unknown {
  const key = JSON.stringify([name, args]);
  const known = thread.standing.get(key);
  if (known !== undefined) return known.getSnapshot();
  const make = QUERIES[name] as (replica: Replica, ...rest: readonly unknown[]) => Query<unknown>;
  const query = make(replica, ...args);
  query.subscribe(() => undefined);
  thread.standing.set(key, query);
  return query.getSnapshot();
}

async function close(): Promise<void> {
  thread.standing.clear();
  await thread.replica?.close();
  thread.replica = undefined;
}

async function act(ask: Ask): Promise<unknown> {
  if (ask.kind === 'online') return void (thread.online = ask.online);
  if (ask.kind === 'close') return close();
  if (ask.kind === 'reopen') await close();
  thread.replica ??= await open();
  const { replica } = thread;
  if (ask.kind === 'command') {
    const command = COMMANDS[ask.name] as (replica: Replica, ...rest: readonly unknown[]) => Promise<unknown>;
    return command(replica, ...ask.args);
  }
  return ask.kind === 'query' ? snapshot(replica, ask.name, ask.args) : undefined;
}

parentPort?.on('message', (ask: Ask) => {
  const answer = (message: Answer): void => parentPort?.postMessage(message);
  act(ask).then(
    (value) => answer({ id: ask.id, ok: true, value }),
    (error: unknown) =>
      answer({
        id: ask.id,
        ok: false,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
