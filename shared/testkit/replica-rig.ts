/**
 * A real replica in this realm over memory storage and fake-indexeddb, for tests. One at a time: RxDB counts collections
 * per realm (trap T14); a second whole replica belongs in a worker (replica-worker.ts).
 */
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { SessionAssociation } from '@communitrak/protocol/session.ts';
import { openReplica, type OpenReplicaOptions, type Replica } from '@communitrak/replica/replica.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { START, countingIds } from './clock-and-ids.ts';
import { fakePlatform } from './fake-platform.ts';

export function aSessionAssociation(over: Partial<SessionAssociation> = {}): SessionAssociation {
  return {
    // Databases of one test must not meet those of another.
    id: `maple-${randomUUID()}`,
    name: 'Maple Row',
    member: 'm1',
    memberName: 'Fatima Smith',
    state: 'active',
    keys: ['all', 'hh:h1', 'u:m1'],
    epoch: 1,
    ...over,
  };
}

export function memoryStorage(): DeviceStorage {
  return getRxStorageMemory() as unknown as DeviceStorage;
}

/** Replicas that are open in this realm. */
const held = new Set<Replica>();

/**
 * Without streams and timers: it syncs when the test says so.
 * @throws when another is open in this realm: RxDB counts collections over all databases (trap T14)
 */
export async function openTestReplica(
  options: Pick<OpenReplicaOptions, 'session' | 'fetch'> & Partial<OpenReplicaOptions>,
): Promise<Replica> {
  if (held.size > 0)
    throw new Error('One replica a realm: open the second one with testkit/replica-worker.ts');
  const replica = await openReplica({
    platform: fakePlatform(),
    accountId: 'a1',
    baseUrl: '',
    storage: memoryStorage(),
    multiInstance: false,
    live: false,
    // no screen to let go first
    firstLimitMs: 0,
    clock: () => START,
    newId: countingIds(),
    random: () => 0,
    ...options,
  });
  held.add(replica);
  const release = (end: () => Promise<void>) => async (): Promise<void> => {
    await end();
    held.delete(replica);
  };
  const { close, wipe } = replica;
  return Object.assign(replica, { close: release(close), wipe: release(wipe) });
}

/** The first snapshot that fits. Fails with what it last saw. */
export function waitFor<T>(query: Query<T>, fits: (snapshot: T) => boolean, limitMs = 10_000): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`never came; last: ${JSON.stringify(query.getSnapshot())}`));
    }, limitMs);
    const look = (): void => {
      const snapshot = query.getSnapshot();
      if (snapshot === undefined || !fits(snapshot)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(snapshot);
    };
    stop = query.subscribe(look);
    look();
  });
}

export function read<T>(query: Query<T>): Promise<T> {
  return waitFor(query, () => true);
}

/** Polls until it holds: for facts that no query tells. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 10_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
