/** Our side of the first-pull bench: a fresh replica opened in the page, from the real server, until all has arrived. */
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { Platform } from '@communitrak/platform/platform.ts';
import { currentSession, signIn } from '@communitrak/replica/commands/session.ts';
import { openReplica } from '@communitrak/replica/replica.ts';
import { deviceStorage, type DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';

const none = { subscribe: () => () => undefined };
const platform: Platform = {
  kind: 'browser',
  baseUrl: '',
  pickImages: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(false),
  print: () => undefined,
  notify: () => undefined,
  updates: { ...none, isReady: () => false, apply: () => undefined },
  install: { ...none, isAvailable: () => false, show: () => Promise.resolve() },
};

async function enter(email: string, password: string): Promise<void> {
  const answer = await signIn(platform, { email, password });
  if (!answer.ok) throw new Error(answer.problem);
}

const STORAGES = {
  device: deviceStorage,
  /** The same replica on RxDB's own storage for browsers. */
  dexie: () => getRxStorageDexie() as unknown as DeviceStorage,
  memory: () => getRxStorageMemory() as unknown as DeviceStorage,
};

/** Milliseconds from opening an empty replica until `expected` documents of `places` can be read from it. */
async function pull(
  storage: keyof typeof STORAGES,
  expected: number,
): Promise<{ ms: number; documents: number }> {
  const session = await currentSession(platform);
  if (session.kind !== 'signed-in') throw new Error('signed out');
  const [place] = session.session.associations;
  if (place === undefined) throw new Error('no association');
  const started = performance.now();
  const replica = await openReplica({
    platform,
    session: place,
    accountId: session.session.account.id,
    baseUrl: '',
    storage: STORAGES[storage](),
    multiInstance: false,
  });
  const places = replica.parts.database.collections.get('places');
  if (places === undefined) throw new Error('no such collection');
  // Told by the collection's own events: asking it again and again would be paid for by what is measured.
  const already = await places.count().exec();
  const documents = await new Promise<number>((resolve) => {
    let seen = already;
    const subscription = places.$.subscribe((event) => {
      if (event.operation === 'INSERT') seen += 1;
      if (seen < expected) return;
      subscription.unsubscribe();
      resolve(seen);
    });
  });
  const ms = performance.now() - started;
  await replica.wipe();
  return { ms, documents };
}

Object.assign(globalThis, { bench: { enter, pull } });
