/** The local copy of one association for one member: what commands, queries, files and status work on. */
import { BehaviorSubject, map } from 'rxjs';
import { v7 } from 'uuid';
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import { entities } from '@communitrak/domain/registry.ts';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { SessionAnswer, SessionAssociation } from '@communitrak/protocol/session.ts';
import { databaseName, openDatabase, type ReplicaDatabase } from './database.ts';
import { deviceId, rememberSession } from './device.ts';
import { createDocuments } from './documents.ts';
import { openFileStore } from './files/file-store.ts';
import { wipeDevice } from './commands/wipe.ts';
import { createHttp, HttpFault, type Fetch, type Http } from './http.ts';
import { createLocalDocs } from './local/local-docs.ts';
import { createPendingChanges } from './local/pending-changes.ts';
import { createStateKeeper } from './local/state.ts';
import { createDiscardedList } from './local/discarded.ts';
import { createUnacceptedList } from './local/unaccepted.ts';
import type { ReplicaParts } from './parts.ts';
import { principalOf } from './principal.ts';
import { USUAL_BATCH, type BatchSizes } from './replication/collection-sync.ts';
import { conflictHandler, createResolutions } from './replication/resolutions.ts';
import { deviceStorage, eraseDatabases, type DeviceStorage } from './storage/device-storage.ts';
import { listenToStorage } from './storage/listen.ts';
import { createStartOrder, FIRST_LIMIT_MS } from './start-order.ts';
import { startSync } from './sync.ts';

export interface Replica {
  /** As the server last said; changes with the member's rights. */
  readonly principal: Principal;
  readonly associationName: string;
  readonly platform: Platform;
  readonly session: SessionAssociation;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly parts: ReplicaParts;
  /** Resolves when its member has had this device erased, from another one, and nothing is left. */
  readonly wiped: Promise<void>;
  /** Stops everything and closes the databases; what is unsent stays and goes out at the next start. */
  readonly close: () => Promise<void>;
  /** Closes and removes all of it from the device. */
  readonly wipe: () => Promise<void>;
}

export interface OpenReplicaOptions {
  readonly platform: Platform;
  readonly session: SessionAssociation;
  readonly accountId: string;
  /** Usually platform.baseUrl. */
  readonly baseUrl: string;
  readonly storage?: DeviceStorage;
  /** Several tabs share it; in a browser by default. */
  readonly multiInstance?: boolean;
  /** Streams, timers and the page's own events; without them it syncs when asked. True by default. */
  readonly live?: boolean;
  readonly clock?: Clock;
  readonly newId?: NewId;
  readonly random?: () => number;
  readonly fetch?: Fetch;
  /** A time limit for requests other than the usual one. Milliseconds. */
  readonly requestLimitMs?: number;
  /** Other entities than the registry's; their collections alone are opened. */
  readonly entities?: readonly Entity[];
  /** How long sync and counts wait for a screen to ask for its first rows. Milliseconds; 0 without a window. */
  readonly firstLimitMs?: number;
  /** Documents a request carries, other than the usual numbers. */
  readonly batch?: BatchSizes;
}

type Filled = Required<Omit<OpenReplicaOptions, 'requestLimitMs'>> & { readonly requestLimitMs?: number };

function filled(options: OpenReplicaOptions): Filled {
  return {
    storage: deviceStorage({ keyLock: options.platform.keyLock }),
    multiInstance: typeof window !== 'undefined',
    live: true,
    clock: Date.now,
    newId: v7,
    random: Math.random,
    fetch: (input, init) => fetch(input, init),
    entities,
    batch: USUAL_BATCH,
    firstLimitMs: typeof window === 'undefined' ? 0 : FIRST_LIMIT_MS,
    ...options,
  };
}

/** The server says that the member's rights have changed: asks it what they are now. */
function rightsKeeper(
  http: ReplicaParts['http'],
  session$: BehaviorSubject<SessionAssociation>,
  onFault: (error: unknown) => void,
): (epoch: number) => void {
  let asked = session$.getValue().epoch;
  const refresh = async (): Promise<void> => {
    const answer = (await http.json('/api/session')) as SessionAnswer;
    const mine = answer.associations.find(({ id }) => id === session$.getValue().id);
    if (mine === undefined) return;
    session$.next(mine);
    await rememberSession(answer);
  };
  return (epoch) => {
    if (epoch === asked) return;
    asked = epoch;
    refresh().catch((error: unknown) => {
      asked = session$.getValue().epoch;
      // Without an answer the next one that names an epoch asks again.
      if (!(error instanceof HttpFault)) onFault(error);
    });
  };
}

function byType(entities: readonly Entity[]): (type: string) => Entity | undefined {
  const known = new Map(entities.map((entity) => [entity.type, entity]));
  return (type) => known.get(type);
}

function localParts(database: ReplicaDatabase, random: () => number) {
  const local = createLocalDocs(database.local);
  return {
    local,
    pendingChanges: createPendingChanges(local, random),
    unaccepted: createUnacceptedList(local),
    discarded: createDiscardedList(local),
    state: createStateKeeper(local),
  };
}

async function openOwnHttp(options: Filled): Promise<{ http: Http; device: string }> {
  const device = await deviceId();
  const limit = options.requestLimitMs === undefined ? {} : { limitMs: options.requestLimitMs };
  return { device, http: createHttp({ baseUrl: options.baseUrl, fetch: options.fetch, device, ...limit }) };
}

/** A browser short of space clears what nobody has asked it to keep. It may say no: then nothing is different. */
function askToPersist(onFault: (error: unknown) => void): void {
  const manager = (typeof navigator === 'undefined' ? undefined : navigator.storage) as
    | StorageManager
    | undefined;
  manager?.persist().catch(onFault);
}

async function openParts(options: Filled): Promise<ReplicaParts> {
  const { clock, random, session, baseUrl, batch, live } = options;
  const entityOf = byType(options.entities);
  const resolutions = createResolutions();
  const name = databaseName(baseUrl, session.id, session.member);
  const database = await openDatabase({
    ...options,
    name,
    collections: options.entities.map((entity) => entity.collection),
    conflictHandler: conflictHandler(resolutions),
  });
  const files = await openFileStore(name, { keyLock: options.platform.keyLock });
  const { http, device } = await openOwnHttp(options);
  const kept = { ...localParts(database, options.random), damaged: new Set<string>() };
  const session$ = new BehaviorSubject(session);
  const fault$ = new BehaviorSubject('');
  const onFault = (error: unknown): void =>
    fault$.next(error instanceof Error ? error.message : String(error));
  const collectionOf = (type: string) => entityOf(type)?.collection;
  const documents = createDocuments({ ...database, ...kept, collectionOf, clock });
  const shared = { ...kept, resolutions, entityOf, clock, random, onFault, database, http, files, documents };
  const onEpoch = rightsKeeper(http, session$, onFault);
  const { wiped, onWipe } = wipeOnce(baseUrl, onFault);
  const start = createStartOrder(options.firstLimitMs);
  const sync = startSync({
    ...shared,
    start,
    onWipe,
    association: session.id,
    live,
    baseUrl,
    device,
    batch,
    onEpoch,
  });
  const principal$ = session$.pipe(map(principalOf));
  askToPersist(onFault);
  const told = listenToStorage({ ...kept, storage: options.storage, sync, onFault });
  return { ...shared, sync, start, session$, principal$, fault$, queries: new Map(), wiped, told };
}

/** However often the server asks for it: until it is done, every request is answered so. */
function wipeOnce(baseUrl: string, onFault: (error: unknown) => void) {
  let onDone = (): void => undefined;
  const wiped = new Promise<void>((resolve) => {
    onDone = resolve;
  });
  let wiping: Promise<void> | undefined;
  const onWipe = (): void => {
    wiping ??= wipeDevice(baseUrl).then(onDone, (error: unknown) => {
      wiping = undefined;
      onFault(error);
    });
  };
  return { wiped, onWipe };
}

async function stopParts(parts: ReplicaParts): Promise<void> {
  for (const query of parts.queries.values()) query.stop();
  parts.queries.clear();
  parts.told.unsubscribe();
  await parts.sync.stop();
}

export async function openReplica(given: OpenReplicaOptions): Promise<Replica> {
  const options = filled(given);
  const parts = await openParts(options);
  const { session$ } = parts;
  return {
    parts,
    wiped: parts.wiped,
    platform: options.platform,
    clock: options.clock,
    newId: options.newId,
    get session() {
      return session$.getValue();
    },
    get principal() {
      return principalOf(session$.getValue());
    },
    get associationName() {
      return session$.getValue().name;
    },
    async close() {
      await stopParts(parts);
      parts.files.close();
      await parts.database.rx.close();
    },
    async wipe() {
      await stopParts(parts);
      await parts.files.wipe();
      await parts.database.rx.remove();
      await eraseDatabases(parts.database.name);
    },
  };
}
