/** The server's parts, made in order and handed to each other: what lives as long as the server, and starts nothing. */
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import { entities, entityOf } from '@communitrak/domain/registry.ts';
import { createAccounts } from './accounts/accounts.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Config } from './config.ts';
import { createFileQuota } from './http/file-quota.ts';
import type { FileQuota } from './http/file-quota.ts';
import type { Metrics } from './http/metrics.ts';
import { safeWords } from './http/safe-error.ts';
import { openPayments, type OpenedPayments } from './open-payments.ts';
import type { Payments } from './payments/payments.ts';
import type { Clock } from './ports/clock.ts';
import type { Database, DocStore } from './ports/doc-store.ts';
import type { FileStore } from './ports/file-store.ts';
import type { Leases } from './ports/leases.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';
import type { ObserveStore } from './ports/store-observer.ts';
import { createLeases } from './reactions/leases.ts';
import { allReactions } from './reactions/list.ts';
import type { Reaction } from './reactions/reaction.ts';
import { sendPayments } from './reactions/send-payments.ts';
import { createReactions, type Reactions } from './reactions/reactions.ts';
import { keptSecret } from './session-secret.ts';
import { openDiskFileStore } from './store/files/disk-file-store.ts';
import { openDiskSnapshotStore } from './store/files/disk-snapshot-store.ts';
import { openStore } from './store/open-store.ts';
import type { OpenedStore } from './store/open-store.ts';
import { createSyncService } from './sync/create-sync-service.ts';
import { createDatabases } from './sync/databases.ts';
import type { RunningSyncService } from './sync/sync-service.ts';

const MEGABYTE = 1024 * 1024;

/** Of the server's options those that decide what it is made of. */
export interface PartsOptions {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly store?: DocStore;
  readonly worker?: { readonly embeddedUrl: string | undefined };
  readonly reactions?: readonly Reaction[];
}

export interface Parts extends OpenedPayments {
  readonly opened: OpenedStore;
  readonly files: FileStore;
  readonly snapshots: SnapshotStore;
  readonly sync: RunningSyncService;
  readonly accounts: Accounts;
  readonly quota: FileQuota;
  readonly metrics: Metrics;
  readonly leases: Leases;
  readonly reactions: Reactions;
  /** Where people open the app; known for certain once the server listens. */
  readonly address: Address;
}

export interface Address {
  url: string;
}

export function openTheStore(
  config: Config,
  { store, log, worker }: PartsOptions,
  observe: ObserveStore,
): Promise<OpenedStore> {
  if (store !== undefined) return Promise.resolve({ store, embedded: false, close: () => Promise.resolve() });
  const { couchUrl, couchPrefix: prefix, dataDir } = config;
  const embeddedUrl = worker?.embeddedUrl;
  return openStore({
    ...(couchUrl === undefined ? {} : { couchdbUrl: couchUrl }),
    ...(embeddedUrl === undefined ? {} : { embeddedUrl }),
    prefix,
    dataDir,
    log,
    observe,
  });
}

interface Common {
  readonly store: DocStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly secret: string;
}

async function openOperations(store: DocStore): Promise<Database> {
  const operations = await store.open('operations', { create: true });
  if (operations === undefined) throw new Error('the store did not create the operations database');
  return operations;
}

function openAccounts(config: Config, log: Logger, common: Common): Promise<Accounts> {
  return createAccounts({
    ...common,
    baseUrl: config.publicUrl ?? `http://localhost:${String(config.port)}`,
    // The bridge makes each request's address of our own origin, after it has checked what the client said.
    isOwnOrigin: (request) => [new URL(request.url).origin],
    log: {
      debug: (message) => log.debug({ room: 'accounts' }, safeWords(message)),
      warn: (message) => log.warn({ room: 'accounts' }, safeWords(message)),
      error: (message) => log.error({ room: 'accounts' }, safeWords(message)),
    },
  });
}

interface ReactionsPlace {
  readonly store: DocStore;
  readonly operations: Database;
  readonly sync: RunningSyncService;
  readonly leases: Leases;
  readonly clock: Clock;
}

/** Woken by what this process writes. */
function startReactions(
  { reactions: given = allReactions, log }: PartsOptions,
  place: ReactionsPlace,
  payments: Payments | undefined,
): Reactions {
  const list = payments === undefined ? given : [...given, sendPayments(payments)];
  const { store, operations, sync, leases, clock } = place;
  const databases = createDatabases(store);
  const open = (association: string) => databases.of(association);
  const reactions = createReactions({
    reactions: list,
    operations,
    store,
    open,
    writes: sync,
    leases,
    clock,
    log,
  });
  sync.onWritten((association, ids) => reactions.wake(association, ids));
  return reactions;
}

export async function createParts(
  config: Config,
  options: PartsOptions,
  opened: OpenedStore,
  metrics: Metrics,
): Promise<Parts> {
  const { log, clock = Date.now } = options;
  const { store } = opened;
  const files = await openDiskFileStore(config.dataDir, clock());
  const secret = config.sessionSecret ?? (await keptSecret(config.dataDir));
  const operations = await openOperations(store);
  const leases = createLeases({ operations, clock, holder: v7(), log });
  const common = { store, clock, newId: v7, secret };
  const accounts = await openAccounts(config, log, common);
  const registry = { entities, entityOf };
  const snapshots = await openDiskSnapshotStore(config.dataDir, clock());
  const views = { snapshots, viewBudgetBytes: config.viewMemoryMb * MEGABYTE };
  const sync = createSyncService({ ...common, ...views, registry, log, metrics: metrics.sync, leases });
  const quota = createFileQuota(operations, clock);
  const place = { store, operations, sync, leases, clock };
  const address: Address = { url: config.publicUrl ?? `http://localhost:${String(config.port)}` };
  const paid = openPayments(config, { ...place, accounts, log, metrics, appUrl: () => address.url });
  const reactions = startReactions(options, place, paid.payments);
  const running = { leases, reactions, ...paid };
  return { opened, files, snapshots, sync, accounts, metrics, quota, address, ...running };
}
