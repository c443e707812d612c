/**
 * Server versions that did not come by pull (an accepted row's stamp, a repair's page), waiting for the next pull of
 * their collection to carry them: only a pull's page goes through RxDB's own bookkeeping, and only one with a
 * checkpoint that is its own (trap T4).
 */
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';

export interface PendingServerDocs {
  add(docs: readonly WireDoc[]): void;
  /** The page with what was waiting; where both have a document the page's is the later one. */
  mergedInto(page: readonly WireDoc[]): readonly WireDoc[];
  size(): number;
}

export function createPendingServerDocs(): PendingServerDocs {
  const waiting = new Map<string, WireDoc>();
  return {
    add(docs) {
      for (const doc of docs) waiting.set(doc.id, doc);
    },
    mergedInto(page) {
      if (waiting.size === 0) return page;
      for (const doc of page) waiting.delete(doc.id);
      const merged = [...waiting.values(), ...page];
      waiting.clear();
      return merged;
    },
    size: () => waiting.size,
  };
}
