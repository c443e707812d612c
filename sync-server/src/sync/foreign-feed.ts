/**
 * Reading on from a seq that this process's view does not know: through the store's own change feed, ids only, each
 * distinct seq once for all collections of a request. Lazy, because a page may be full before the feed ends.
 */
import type { ChangeFeed, ChangeRow } from '../ports/doc-store.ts';

const PAGE_ROWS = 1000;
/** CouchDB may rewind a seq to the beginning when the node that made it is away: beyond this a walk is cheaper. */
export const MAX_FOREIGN_ROWS = 20_000;

/** Too much lies after this seq: walk instead. */
export class TooFarBehind extends Error {
  override readonly name = 'TooFarBehind';
}

export interface ForeignStretch {
  readonly rows: readonly ChangeRow[];
  /** Where reading goes on after these rows. */
  readonly last: string;
  readonly end: boolean;
}

export interface ForeignFeeds {
  /** The n-th stretch of what comes after `seq`. Rejects with SeqRefused or TooFarBehind. */
  stretch(seq: string, n: number): Promise<ForeignStretch>;
}

export function createForeignFeeds(feed: ChangeFeed, maxRows = MAX_FOREIGN_ROWS): ForeignFeeds {
  const read = new Map<string, Promise<ForeignStretch>[]>();
  const next = async (
    seq: string,
    stretches: readonly Promise<ForeignStretch>[],
  ): Promise<ForeignStretch> => {
    if (stretches.length * PAGE_ROWS >= maxRows) throw new TooFarBehind(`${maxRows} rows after a seq`);
    const before = await stretches.at(-1);
    const since = before?.last ?? seq;
    const { rows, last } = await feed.read({ since, bodies: false, limit: PAGE_ROWS });
    return { rows, last, end: rows.length < PAGE_ROWS };
  };
  return {
    stretch: async (seq, n) => {
      const stretches = read.get(seq) ?? [];
      read.set(seq, stretches);
      while (stretches.length <= n) stretches.push(next(seq, [...stretches]));
      const wanted = stretches[n];
      if (wanted === undefined) throw new RangeError(`No stretch ${n}`);
      return wanted;
    },
  };
}
