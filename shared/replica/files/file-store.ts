/** What the rest of the replica does with bytes: queue, look up, cache, let go. Tells every tab when something changed. */
import { Subject, type Observable } from 'rxjs';
import type { KeyLock } from '@communitrak/platform/platform.ts';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { FileFault } from './faults.ts';
import { nextUse, putCached, releaseCached } from './file-cache.ts';
import { markFile, moveSent, orphanQueued, queueFile, readOutbox } from './file-outbox.ts';
import { openFilesDb, openSealer, removeFilesDb, type FilesDb, type OutboxFile } from './files-db.ts';
import { sealOld } from './seal-old.ts';
import type { Sealer } from './sealing.ts';

export interface FileStore {
  readonly changes$: Observable<void>;
  /** Queues bytes for the server, held for this document. */
  queue(ref: FileRef, bytes: ArrayBuffer, document: string, at: string): Promise<void>;
  outbox(): Promise<readonly OutboxFile[]>;
  /** Not accepted: stays until the member has dealt with it. Undefined: to be sent (again). */
  mark(sha256: string, fault: FileFault | undefined): Promise<void>;
  /** On the server: from the outbox into the cache. */
  sent(sha256: string): Promise<void>;
  drop(sha256: string): Promise<void>;
  /** The bytes, wherever they lie. Being looked at keeps them in the cache. */
  find(sha256: string): Promise<{ readonly bytes: ArrayBuffer; readonly type: string } | undefined>;
  cache(ref: FileRef, bytes: ArrayBuffer, document: string): Promise<void>;
  /** Revoked or deleted documents: files held for nothing else go from the device. */
  release(documents: readonly string[]): Promise<void>;
  used(): Promise<{ readonly count: number; readonly bytes: number }>;
  /** For draft-photos.ts alone. */
  readonly db: FilesDb;
  readonly sealer: Sealer;
  readonly changed: () => void;
  readonly close: () => void;
  wipe(): Promise<void>;
}

export const CACHE_BUDGET_BYTES = 200 * 1024 * 1024;

interface Announcer {
  readonly changes$: Subject<void>;
  readonly changed: () => void;
  readonly close: () => void;
}

function announcer(name: string): Announcer {
  const changes$ = new Subject<void>();
  const channel = new BroadcastChannel(`${name}-files`);
  channel.onmessage = () => changes$.next();
  let open = true;
  return {
    changes$,
    changed() {
      changes$.next();
      // A draft that is dropped while the replica closes: nobody listens any more, and nothing is lost.
      if (open) channel.postMessage('changed');
    },
    close() {
      open = false;
      channel.close();
    },
  };
}

async function findFile(db: FilesDb, sealer: Sealer, sha256: string): ReturnType<FileStore['find']> {
  const queued = await db.get('outbox', sha256);
  const waiting = queued === undefined ? undefined : await sealer.open(queued);
  if (queued !== undefined && waiting !== undefined) return { bytes: waiting, type: queued.type };
  const cached = await db.get('cache', sha256);
  if (cached === undefined) return undefined;
  const bytes = await sealer.open(cached);
  // Damaged: it is fetched again.
  if (bytes === undefined) await db.delete('cache', sha256);
  else await db.put('cache', { ...cached, used: await nextUse(db) });
  return bytes === undefined ? undefined : { bytes, type: cached.type };
}

async function countFiles(db: FilesDb): Promise<{ count: number; bytes: number }> {
  const files = [...(await db.getAll('outbox')), ...(await db.getAll('cache'))];
  return { count: files.length, bytes: files.reduce((sum, file) => sum + file.bytes.byteLength, 0) };
}

async function cacheFile(
  { db, sealer }: { readonly db: FilesDb; readonly sealer: Sealer },
  { sha256, type }: FileRef,
  bytes: ArrayBuffer,
  document: string,
  budget: number,
): Promise<void> {
  const sealed = await sealer.seal(sha256, bytes);
  await putCached(db, { sha256, type, ...sealed, documents: [document] }, budget);
}

async function openSealed(name: string, keyLock: KeyLock | undefined) {
  const db = await openFilesDb(name);
  try {
    const sealer = await openSealer(db, keyLock);
    await sealOld(db, sealer);
    return { db, sealer };
  } catch (error) {
    db.close();
    throw error;
  }
}

export interface FileStoreOptions {
  readonly budget?: number;
  readonly keyLock?: KeyLock | undefined;
}

export async function openFileStore(name: string, options: FileStoreOptions = {}): Promise<FileStore> {
  const { budget = CACHE_BUDGET_BYTES, keyLock } = options;
  const { db, sealer } = await openSealed(name, keyLock);
  const { changes$, changed, close } = announcer(name);
  const closeAll = (): void => {
    close();
    db.close();
  };
  const then = async (work: Promise<unknown>): Promise<void> => {
    await work;
    changed();
  };
  return {
    changes$,
    db,
    sealer,
    changed,
    queue: (ref, bytes, document, at) => then(queueFile({ db, sealer }, ref, bytes, document, at)),
    // Asked after every change of any document: the bytes are read only where there are some.
    outbox: async () => ((await db.count('outbox')) === 0 ? [] : readOutbox(db, sealer)),
    mark: (sha256, fault) => then(markFile(db, sha256, fault)),
    sent: (sha256) => then(moveSent(db, sha256, budget)),
    drop: (sha256) => then(db.delete('outbox', sha256)),
    find: (sha256) => findFile(db, sealer, sha256),
    cache: (ref, bytes, document) => then(cacheFile({ db, sealer }, ref, bytes, document, budget)),
    async release(documents) {
      const gone = new Set(documents);
      const [cached, queued] = [await releaseCached(db, gone), await orphanQueued(db, gone)];
      if (cached || queued) changed();
    },
    used: () => countFiles(db),
    close: closeAll,
    async wipe() {
      closeAll();
      await removeFilesDb(name);
    },
  };
}
