/**
 * Opens the RxDB database of one association for one member: a collection for each family that has an entity, and
 * `local`. RxDB's free edition opens 13 collections per page over all databases; one of ours is at most 12
 * (shared/docs/sync.md section 2), so one replica is open at a time.
 */
import { addRxPlugin, createRxDatabase, removeRxDatabase } from 'rxdb/plugins/core';
import type { RxCollection, RxConflictHandler, RxDatabase, RxJsonSchema } from 'rxdb/plugins/core';
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { ENVELOPE_SCHEMA, LOCAL_SCHEMA, type LocalDoc } from './schemas.ts';
import type { DeviceStorage } from './storage/device-storage.ts';
import { withMetadataConflictsResolved } from './storage/metadata-conflicts.ts';

export type DocCollection = RxCollection<Envelope>;
export type LocalCollection = RxCollection<LocalDoc>;

export interface ReplicaDatabase {
  readonly name: string;
  readonly rx: RxDatabase;
  readonly collections: ReadonlyMap<CollectionName, DocCollection>;
  readonly local: LocalCollection;
}

export interface OpenDatabaseOptions {
  readonly name: string;
  readonly storage: DeviceStorage;
  /** More than one tab may hold it at once. */
  readonly multiInstance: boolean;
  readonly collections: readonly CollectionName[];
  readonly conflictHandler: RxConflictHandler<Envelope>;
}

interface Creator {
  readonly schema: RxJsonSchema<LocalDoc> | RxJsonSchema<Envelope>;
  readonly conflictHandler?: RxConflictHandler<Envelope>;
}

/** @param server base of the requests; two servers on one device never share a database */
export function databaseName(server: string, association: string, member: string): string {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  return ['communitrak', plain(server) || 'here', plain(association), plain(member)].join('-');
}

export async function openDatabase(options: OpenDatabaseOptions): Promise<ReplicaDatabase> {
  addRxPlugin(RxDBLeaderElectionPlugin);
  const rx = await createRxDatabase({
    name: options.name,
    storage: withMetadataConflictsResolved(options.storage),
    multiInstance: options.multiInstance,
    eventReduce: true,
    // A page that is being replaced by a newer one may still hold it for a moment.
    closeDuplicates: true,
  });
  const names = [...new Set(options.collections)];
  const { conflictHandler } = options;
  const all: Record<string, Creator> = { local: { schema: LOCAL_SCHEMA } };
  for (const name of names) all[name] = { schema: ENVELOPE_SCHEMA, conflictHandler };
  const made: Record<string, unknown> = await rx.addCollections(
    all as Parameters<typeof rx.addCollections>[0],
  );
  const collections = new Map(names.map((name) => [name, made[name] as DocCollection]));
  return { name: options.name, rx, collections, local: made['local'] as LocalCollection };
}

/** Removes a closed database and everything in it, replication's own records included. */
export async function removeDatabase(
  name: string,
  storage: DeviceStorage,
  multiInstance: boolean,
): Promise<void> {
  await removeRxDatabase(name, storage, multiInstance);
}
