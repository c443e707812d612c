/**
 * RxDB forgets the checkpoint of an empty page (trap T2), so a quiet collection's token would grow old. Beside it the
 * replica keeps `{after, next}`: asked for what comes after `after`, it asks the server with `next`.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { LocalDocs } from '../local/local-docs.ts';

export interface TokenPairs {
  /** The token to ask with, given the one RxDB remembers (null: none). */
  toAsk(collection: CollectionName, remembered: string | null): Promise<string | null>;
  /** An empty page came for what RxDB remembers. */
  keep(collection: CollectionName, remembered: string | null, next: string): Promise<void>;
}

interface Pair {
  readonly after: string | null;
  readonly next: string;
}

export function createTokenPairs(local: LocalDocs): TokenPairs {
  const idOf = (collection: CollectionName): string => `pair:${collection}`;
  const read = async (collection: CollectionName): Promise<Pair | undefined> =>
    (await local.get(idOf(collection)))?.data as Pair | undefined;
  return {
    async toAsk(collection, remembered) {
      const pair = await read(collection);
      return pair !== undefined && pair.after === remembered ? pair.next : remembered;
    },
    async keep(collection, remembered, next) {
      const pair = await read(collection);
      if (next === remembered || (pair?.after === remembered && pair.next === next)) return;
      await local.put({ id: idOf(collection), kind: 'pair', at: '', data: { after: remembered, next } });
    },
  };
}
