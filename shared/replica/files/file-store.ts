/** What the rest of the replica does with bytes: queue, look up, cache, let go. Tells every tab when something changed. */
import { Subject, type Observable } from 'rxjs';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { FileFault } from './faults.ts';
import { openFilesDb, removeFilesDb, type FilesDb, type OutboxFile } from './files-db.ts';

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
  readonly changed: () => void;
  readonly close: () => void;
  wipe(): Promise<void>;
}

export const CACHE_BUDGET_BYTES = 200 * 1024 * 1024;

async function nextUse(db: FilesDb): Promise<number> {
  const cursor = await db.transaction('cache').store.index('used').openCursor(null, 'prev');
  return (cursor?.value.used ?? 0) + 1;
}

async function evict(db: FilesDb, budget: number): Promise<void> {
  const tx = db.transaction('cache', 'readwrite');
  let bytes = 0;
  let cursor = await tx.store.index('used').openCursor(null, 'prev');
  while (cursor !== null) {
    bytes += cursor.value.bytes.byteLength;
    if (bytes > budget) await cursor.delete();
    cursor = await cursor.continue();
  }
  await tx.done;
}

async function putCached(
  db: FilesDb,
  file: { sha256: string; type: string; bytes: ArrayBuffer; documents: readonly string[] },
  budget: number,
): Promise<void> {
  const known = await db.get('cache', file.sha256);
  const documents = [...new Set([...(known?.documents ?? []), ...file.documents])];
  const { sha256, type, bytes } = file;
  await db.put('cache', { sha256, type, bytes, documents, used: await nextUse(db) });
  await evict(db, budget);
}

async function releaseCached(db: FilesDb, gone: ReadonlySet<string>): Promise<boolean> {
  const tx = db.transaction('cache', 'readwrite');
  let changed = false;
  let cursor = await tx.store.openCursor();
  while (cursor !== null) {
    const left = cursor.value.documents.filter((id) => !gone.has(id));
    if (left.length < cursor.value.documents.length) {
      changed = true;
      if (left.length === 0) await cursor.delete();
      else await cursor.update({ ...cursor.value, documents: left });
    }
    cursor = await cursor.continue();
  }
  await tx.done;
  return changed;
}

async function orphanQueued(db: FilesDb, gone: ReadonlySet<string>): Promise<boolean> {
  const tx = db.transaction('outbox', 'readwrite');
  let changed = false;
  let cursor = await tx.store.openCursor();
  while (cursor !== null) {
    if (cursor.value.orphan !== true && cursor.value.documents.some((id) => gone.has(id))) {
      changed = true;
      await cursor.update({ ...cursor.value, orphan: true });
    }
    cursor = await cursor.continue();
  }
  await tx.done;
  return changed;
}

interface Announcer {
  readonly changes$: Subject<void>;
  readonly changed: () => void;
  readonly close: () => void;
}

function announcer(name: string): Announcer {
  const changes$ = new Subject<void>();
  const channel = new BroadcastChannel(`${name}-files`);
  channel.onmessage = () => changes$.next();
  return {
    changes$,
    changed() {
      changes$.next();
      channel.postMessage('changed');
    },
    close: () => channel.close(),
  };
}

async function queueFile(
  db: FilesDb,
  ref: FileRef,
  bytes: ArrayBuffer,
  document: string,
  at: string,
): Promise<void> {
  const known = await db.get('outbox', ref.sha256);
  const documents = [...new Set([...(known?.documents ?? []), document])];
  await db.put('outbox', {
    sha256: ref.sha256,
    type: ref.type,
    name: ref.name,
    bytes,
    documents,
    at: known?.at ?? at,
  });
}

async function markFile(db: FilesDb, sha256: string, fault: FileFault | undefined): Promise<void> {
  const known = await db.get('outbox', sha256);
  if (known === undefined) return;
  const { fault: _before, ...file } = known;
  await db.put('outbox', fault === undefined ? file : { ...file, fault });
}

async function findFile(db: FilesDb, sha256: string): ReturnType<FileStore['find']> {
  const queued = await db.get('outbox', sha256);
  if (queued !== undefined) return { bytes: queued.bytes, type: queued.type };
  const cached = await db.get('cache', sha256);
  if (cached === undefined) return undefined;
  await db.put('cache', { ...cached, used: await nextUse(db) });
  return { bytes: cached.bytes, type: cached.type };
}

async function moveSent(db: FilesDb, sha256: string, budget: number): Promise<void> {
  const file = await db.get('outbox', sha256);
  if (file !== undefined) await putCached(db, file, budget);
  await db.delete('outbox', sha256);
}

async function countFiles(db: FilesDb): Promise<{ count: number; bytes: number }> {
  const files = [...(await db.getAll('outbox')), ...(await db.getAll('cache'))];
  return { count: files.length, bytes: files.reduce((sum, file) => sum + file.bytes.byteLength, 0) };
}

export async function openFileStore(name: string, budget = CACHE_BUDGET_BYTES): Promise<FileStore> {
  const db = await openFilesDb(name);
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
    changed,
    queue: (ref, bytes, document, at) => then(queueFile(db, ref, bytes, document, at)),
    // Asked after every change of any document: the bytes are read only where there are some.
    outbox: async () => ((await db.count('outbox')) === 0 ? [] : db.getAll('outbox')),
    mark: (sha256, fault) => then(markFile(db, sha256, fault)),
    sent: (sha256) => then(moveSent(db, sha256, budget)),
    drop: (sha256) => then(db.delete('outbox', sha256)),
    find: (sha256) => findFile(db, sha256),
    cache: (ref, bytes, document) =>
      then(putCached(db, { sha256: ref.sha256, type: ref.type, bytes, documents: [document] }, budget)),
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
