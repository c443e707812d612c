/** The kit's forms keep their drafts in the replica: on this device, seen by every window of it. */
import {
  dropDraft,
  forgetDraft,
  saveDraft,
  writtenDraft,
  type WrittenDraft,
} from '@communitrak/replica/commands/drafts.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { DraftStore, KeptDraft } from '../kit/form/draft-store.ts';

/** One a window and replica: by it a window knows its own writing. */
export function replicaDrafts(replica: Replica): DraftStore {
  const me = replica.newId();
  const queries = new WeakMap<Query<WrittenDraft | null>, Query<KeptDraft | null>>();
  return {
    watch: (key) => {
      const written = writtenDraft(replica, key);
      const known = queries.get(written);
      if (known !== undefined) return known;
      const query = asKept(written, me);
      queries.set(written, query);
      return query;
    },
    keep: (key, value) => saveDraft(replica, key, value, me),
    forget: (key) => forgetDraft(replica, key),
    drop: (key) => dropDraft(replica, key),
  };
}

function asKept(written: Query<WrittenDraft | null>, me: string): Query<KeptDraft | null> {
  let shown: { readonly of: WrittenDraft; readonly kept: KeptDraft } | undefined;
  return {
    subscribe: (onChange) => written.subscribe(onChange),
    getSnapshot: () => {
      const now = written.getSnapshot();
      if (now === undefined || now === null) return now;
      if (shown?.of !== now) shown = { of: now, kept: { value: now.value, own: now.writer === me } };
      return shown.kept;
    },
  };
}
