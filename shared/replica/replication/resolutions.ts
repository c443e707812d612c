/**
 * What a conflict was decided to become, for RxDB's conflict handler to write. Only the push knows whether the server's
 * answer was a conflict or a refusal, and a handler that merges a refusal would loop: so without a decision here the
 * server's version wins.
 */
import { defaultConflictHandler } from 'rxdb/plugins/core';
import type { RxConflictHandler } from 'rxdb/plugins/core';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';

export interface Resolutions {
  set(id: string, doc: WireDoc): void;
  /** Each decision is for one conflict. */
  take(id: string): WireDoc | undefined;
}

export function createResolutions(): Resolutions {
  const decided = new Map<string, WireDoc>();
  return {
    set: (id, doc) => void decided.set(id, doc),
    take(id) {
      const doc = decided.get(id);
      decided.delete(id);
      return doc;
    },
  };
}

export function conflictHandler(resolutions: Resolutions): RxConflictHandler<Envelope> {
  return {
    isEqual: (a, b, context) => defaultConflictHandler.isEqual(a, b, context),
    resolve: async (input) => resolutions.take(input.realMasterState.id) ?? input.realMasterState,
  };
}
