/** Server processes that react, on one store with the small association in it: each with its own sync service and leases. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Database, DocStore, StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import type { Leases } from '@communitrak/sync-server/ports/leases.ts';
import type { StoreLog } from '@communitrak/sync-server/store/store-log.ts';
import { createItems, type Items } from '@communitrak/sync-server/reactions/items.ts';
import { createLeases } from '@communitrak/sync-server/reactions/leases.ts';
import { allReactions } from '@communitrak/sync-server/reactions/list.ts';
import type { Reaction } from '@communitrak/sync-server/reactions/reaction.ts';
import { createReactions, type Reactions } from '@communitrak/sync-server/reactions/reactions.ts';
import { createDatabases } from '@communitrak/sync-server/sync/databases.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { databaseName } from '@communitrak/sync-server/ports/database-names.ts';
import { v7 } from 'uuid';
import { aSyncService } from './sync-rig.ts';

export interface ReactingProcess {
  readonly service: RunningSyncService;
  readonly reactions: Reactions;
  readonly items: Items;
  /** One round over every association. */
  round(): Promise<number>;
  close(): Promise<void>;
}

export interface ReactingOptions {
  readonly clock?: () => number;
  readonly reactions?: readonly Reaction[];
  /** In place of leases in the store. */
  readonly leases?: Leases;
  /** False: nothing is heard of the process's own writes, as if it died before it could listen. */
  readonly listens?: boolean;
}

const silent: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Whoever asks works at once, whoever else does. */
export const noLeases: Leases = {
  run: (_name, _freshMs, work) => work(new AbortController().signal),
  inTurn: (_name, work) => work(),
  close: () => Promise.resolve(),
};

export async function openOperations(store: DocStore): Promise<Database> {
  const operations = await store.open('operations', { create: true });
  if (operations === undefined) throw new Error('no operations database');
  return operations;
}

export async function reactingProcess(
  store: DocStore,
  options: ReactingOptions = {},
): Promise<ReactingProcess> {
  const { clock = Date.now, reactions: list = allReactions, listens = true } = options;
  const operations = await openOperations(store);
  const leases = options.leases ?? createLeases({ operations, clock, holder: v7(), log: silent });
  const service = aSyncService(store, { clock });
  const databases = createDatabases(store);
  const reactions = createReactions({
    reactions: list,
    operations,
    store,
    open: (association) => databases.of(association),
    writes: service,
    leases,
    clock,
    log: silent,
  });
  if (listens) service.onWritten((association, ids) => reactions.wake(association, ids));
  return {
    service,
    reactions,
    items: createItems(operations, clock),
    round: () => reactions.round(new AbortController().signal),
    async close() {
      const released = leases.close();
      await reactions.close();
      await released;
      await service.close();
    },
  };
}

export async function associationDatabase(store: DocStore, association: string): Promise<Database> {
  const database = await store.open(databaseName(association), { create: false });
  if (database === undefined) throw new Error(`no ${association}`);
  return database;
}

/** The notices there are, each with how often it was written. */
export async function noticesIn(
  store: DocStore,
  association: string,
): Promise<readonly (readonly [string, string])[]> {
  const database = await associationDatabase(store, association);
  const docs = await database.range({ startId: 'notice:', endId: 'notice:\ufff0' });
  return docs.map(({ _id, _rev }: StoredDoc) => [_id, _rev.split('-')[0] ?? ''] as const);
}

/** One notice of each request, written once. */
export function toldOnce(requests: readonly Envelope[]): readonly (readonly [string, string])[] {
  return requests
    .map(({ id }) => [`notice:${id.slice('request:'.length)}.new-request`, '1'] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
