/**
 * Documents that were put back as they were before an edit that was discarded. While the edit lay here, RxDB passed over
 * whatever the server sent of them, a revocation too, and none of it comes again: each is to be asked for.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { LocalDoc } from '../schemas.ts';
import type { LocalDocs } from './local-docs.ts';

export interface TakenBack {
  readonly collection: CollectionName;
  readonly documentId: string;
}

export interface TakenBackList {
  add(one: TakenBack): Promise<void>;
  all(): Promise<readonly TakenBack[]>;
  forget(one: TakenBack): Promise<void>;
}

const ID = 'taken-back';

const listIn = (data: LocalDoc['data'] | undefined): readonly TakenBack[] => {
  const list = data?.['list'];
  return Array.isArray(list) ? (list as readonly TakenBack[]) : [];
};

/** One note for all of them: a deleted note of each would still name its document. */
export function createTakenBackList(local: LocalDocs): TakenBackList {
  const change = (make: (list: readonly TakenBack[]) => readonly TakenBack[]): Promise<void> =>
    local.change(ID, (data) => ({ list: make(listIn(data)) }));
  const without = (list: readonly TakenBack[], { documentId }: TakenBack): readonly TakenBack[] =>
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
