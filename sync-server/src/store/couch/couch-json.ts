/** Reads CouchDB's JSON into the port's shapes. What does not fit is a broken store, never a missing document. */
import { StoreUnavailable, type StoredDoc } from '../../ports/doc-store.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(what: string): StoreUnavailable {
  return new StoreUnavailable(`The store answered something that is no ${what}`);
}

export function recordOf(value: unknown, what: string): JsonRecord {
  if (!isRecord(value)) throw unexpected(what);
  return value;
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(what);
  return value;
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw unexpected(what);
  return value;
}

function isStoredDoc(value: unknown): value is StoredDoc {
  return isRecord(value) && typeof value['_id'] === 'string' && typeof value['_rev'] === 'string';
}

export function storedDocOf(value: unknown): StoredDoc {
  if (!isStoredDoc(value)) throw unexpected('document');
  return value;
}

/** Seqs are strings since CouchDB 2, integers before, arrays in BigCouch; as a string each can be sent back. */
export function seqOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || Array.isArray(value)) return JSON.stringify(value);
  throw unexpected('seq');
}

/** The generation in front of a revision: `3-ab…` → 3. */
export function generationOf(rev: string): number {
  return Number.parseInt(rev, 10);
}

/** CouchDB's own order of leaves: living before deleted, then the longer history, then the greater hash. */
export function winnerOf(leaves: readonly StoredDoc[]): StoredDoc | undefined {
  const alive = leaves.filter((leaf) => leaf._deleted !== true);
  const candidates = alive.length > 0 ? alive : leaves;
  return candidates.reduce<StoredDoc | undefined>((best, leaf) => {
    if (best === undefined) return leaf;
    const byLength = generationOf(leaf._rev) - generationOf(best._rev);
    return byLength > 0 || (byLength === 0 && leaf._rev > best._rev) ? leaf : best;
  }, undefined);
}
