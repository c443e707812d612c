/**
 * The queue of what is to be purged: ids of documents that were taken from this device and may still have traces on it.
 * Noted before RxDB hears of it, so that a crash between the deletion and its purge leaves nothing behind for good.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { LocalDocs } from './local-docs.ts';

export interface PurgeQueue {
  /** Versions on their way into the collection: deleted ones are noted, living ones are no longer gone. */
  note(docs: readonly { readonly id: string; readonly _deleted: boolean }[]): Promise<void>;
  drop(ids: readonly string[]): Promise<void>;
  all(): Promise<readonly string[]>;
}

/** As it is stored: the first version's name. */
const KIND = 'gone';

function idsIn(data: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const ids = data?.['ids'];
  return Array.isArray(ids) ? ids.map(String) : [];
}

export function createPurgeQueue(local: LocalDocs, collection: CollectionName): PurgeQueue {
  const id = `${KIND}:${collection}`;
  let last: Promise<ReadonlySet<string>> | undefined;
  const load = async (): Promise<ReadonlySet<string>> => new Set(idsIn((await local.get(id))?.data));
  /** One after the other; what cannot be written is not remembered either. */
  const change = async (apply: (known: ReadonlySet<string>) => ReadonlySet<string>): Promise<void> => {
    const mine = (last ?? load()).catch(load).then(async (known) => {
      const ids = apply(known);
      const same = ids.size === known.size && [...ids].every((one) => known.has(one));
      if (!same) await local.put({ id, kind: KIND, at: '', data: { ids: [...ids] } });
      return ids;
    });
    last = mine;
    await mine;
  };
  return {
    note: (docs) =>
      change((known) => {
        const ids = new Set(known);
        for (const doc of docs) {
          if (doc._deleted) ids.add(doc.id);
          else ids.delete(doc.id);
        }
        return ids;
      }),
    drop: (ids) => change((known) => new Set([...known].filter((one) => !ids.includes(one)))),
    all: async () => [...(await (last ?? load()))],
  };
}
