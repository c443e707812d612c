/** The versions of documents that went by, so that a late copy can be shown. */
import type { StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';

export interface History {
  record(doc: StoredDoc): void;
  /** The version before this one, as far as it was seen. */
  older(doc: { readonly _id: string; readonly _rev: string }): StoredDoc | undefined;
}

const VERSIONS_KEPT = 4;

export function generationOf(rev: string): number {
  return Number.parseInt(rev, 10);
}

export function createHistory(): History {
  const versions = new Map<string, StoredDoc[]>();
  return {
    record(doc) {
      const known = versions.get(doc._id) ?? [];
      if (known.some((version) => version._rev === doc._rev)) return;
      const all = [...known, doc].sort((a, b) => generationOf(a._rev) - generationOf(b._rev));
      versions.set(doc._id, all.slice(-VERSIONS_KEPT));
    },
    older({ _id: id, _rev: rev }) {
      const generation = generationOf(rev);
      return versions.get(id)?.findLast((version) => generationOf(version._rev) < generation);
    },
  };
}
