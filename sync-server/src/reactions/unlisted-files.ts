/**
 * Clears files that nobody listed: sent ahead of a document that never came, or of one that was deleted. A file that
 * any document mentions stays, whatever its type or version: this reads hashes, not entities.
 */
import type { Clock } from '../ports/clock.ts';
import { associationOf } from '../ports/database-names.ts';
import type { Database, DocStore, StoredDoc } from '../ports/doc-store.ts';
import type { FileStore } from '../ports/file-store.ts';

/** How long a file waits for its document. */
export const KEPT_UNLISTED_MS = 7 * 24 * 3600 * 1000;

const HASH = /[0-9a-f]{64}/g;
const PAGE = 1000;

export interface UnlistedFilesParts {
  readonly store: DocStore;
  readonly files: FileStore;
  readonly clock: Clock;
  /** Ends the work between two associations. */
  readonly signal?: AbortSignal;
}

async function* everyDoc(db: Database): AsyncGenerator<StoredDoc> {
  let startId = '';
  for (;;) {
    const page = await db.range({ startId, endId: '\ufff0', limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    startId = `${last._id}\u0000`;
  }
}

async function* changedSince(db: Database, since: string): AsyncGenerator<StoredDoc> {
  let position = since;
  for (;;) {
    const page = await db.feed.read({ since: position, limit: PAGE, bodies: true });
    for (const { doc, deleted } of page.rows) if (doc !== undefined && !deleted) yield doc;
    if (page.rows.length < PAGE) return;
    position = page.last;
  }
}

async function oldFiles({ files, clock }: UnlistedFilesParts, association: string): Promise<Set<string>> {
  const old = new Set<string>();
  for await (const file of files.list(association)) {
    if (clock() - file.storedAt > KEPT_UNLISTED_MS) old.add(file.sha256);
  }
  return old;
}

function forget(candidates: Set<string>, doc: StoredDoc): void {
  for (const [hash] of JSON.stringify(doc['body'] ?? {}).matchAll(HASH)) candidates.delete(hash);
}

async function clearOne(parts: UnlistedFilesParts, db: Database, association: string): Promise<number> {
  const candidates = await oldFiles(parts, association);
  if (candidates.size === 0) return 0;
  // What is written while we read the range is seen in the feed afterwards.
  const since = await db.feed.now();
  for await (const doc of everyDoc(db)) forget(candidates, doc);
  for await (const doc of changedSince(db, since)) forget(candidates, doc);
  // Another process may have been at it, or this one may have been paused: what arrived again meanwhile stays.
  const still = await oldFiles(parts, association);
  const cleared = [...candidates].filter((sha256) => still.has(sha256));
  for (const sha256 of cleared) await parts.files.delete(association, sha256);
  return cleared.length;
}

/** @returns how many files were cleared, over all associations. */
export async function clearUnlistedFiles(parts: UnlistedFilesParts): Promise<number> {
  let cleared = 0;
  for (const name of await parts.store.names()) {
    if (parts.signal?.aborted === true) break;
    const association = associationOf(name);
    if (association === undefined) continue;
    const db = await parts.store.open(name, { create: false });
    if (db !== undefined) cleared += await clearOne(parts, db, association);
  }
  return cleared;
}
