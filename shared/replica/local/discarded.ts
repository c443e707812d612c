/**
 * Documents that were put back as they were before an edit that was discarded. While the edit lay here, RxDB passed
 * over whatever the server sent of them, a revocation too, and none of it comes again: each is to be asked for.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { LocalDoc } from '../schemas.ts';
import type { LocalDocs } from './local-docs.ts';

export interface Discarded {
  readonly collection: CollectionName;
  readonly documentId: string;
}

export interface DiscardedList {
  add(one: Discarded): Promise<void>;
  all(): Promise<readonly Discarded[]>;
  forget(one: Discarded): Promise<void>;
}

/** As it is stored: the first version's name. */
const ID = 'taken-back';

const listIn = (data: LocalDoc['data'] | undefined): readonly Discarded[] => {
  const list = data?.['list'];
  return Array.isArray(list) ? (list as readonly Discarded[]) : [];
};

/** One note for all of them: a deleted note of each would still name its document. */
export function createDiscardedList(local: LocalDocs): DiscardedList {
  const change = (make: (list: readonly Discarded[]) => readonly Discarded[]): Promise<void> =>
    local.change(ID, (data) => ({ list: make(listIn(data)) }));
  const without = (list: readonly Discarded[], { documentId }: Discarded): readonly Discarded[] =>
    list.filter((known) => known.documentId !== documentId);
  return {
    async add(one) {
      await local.putNew({ id: ID, kind: ID, at: '', data: { list: [] } });
      await change((list) => [...without(list, one), one]);
    },
    all: async () => listIn((await local.get(ID))?.data),
    forget: (one) => change((list) => without(list, one)),
  };
}
