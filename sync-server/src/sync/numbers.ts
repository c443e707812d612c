/**
 * Running numbers (`R-0042`): claimed by creating `no:<kind>.<n>`, so that two processes never give the same one. The
 * document says for whom, so that a claim whose write was cut off is found again by a repeat instead of leaving a gap.
 */
import { LRUCache } from 'lru-cache';
import type { Database } from '../ports/doc-store.ts';

const MAX_REMEMBERED = 10_000;
const BASE = 16;
/** Claims of one push are made together: so many may have been cut off. */
const LOOK_BACK = 64;
/** 16^6: as many numbers of a kind as an association will ever need. */
const DIGITS = 6;

export interface Numbers {
  /** @returns a number from 1 for each document in order; ascending, unless somebody claimed at the same time */
  claim(database: Database, kind: string, documentIds: readonly string[]): Promise<readonly number[]>;
}

export const numberId = (kind: string, n: number): string => `no:${kind}.${n}`;

/** The highest number claimed, digit by digit: numbers are claimed without gaps, so what is there is there from 1 on. */
async function highest(database: Database, kind: string): Promise<number> {
  let low = 0;
  for (let digit = DIGITS - 1; digit >= 0; digit -= 1) {
    const steps = Array.from({ length: BASE - 1 }, (_, index) => low + (index + 1) * BASE ** digit);
    const there = await database.getMany(steps.map((n) => numberId(kind, n)));
    low = steps.findLast((n) => there.has(numberId(kind, n))) ?? low;
  }
  return low;
}

export function createNumbers(): Numbers {
  const last = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  /** Where to begin: after the last known claim, or where claims for these documents were made and cut off. */
  const start = async (database: Database, kind: string, first: string | undefined): Promise<number> => {
    const known = last.get(`${database.name} ${kind}`);
    if (known !== undefined) return known;
    const n = await highest(database, kind);
    const latest = Array.from({ length: Math.min(LOOK_BACK, n) }, (_, index) => n - index);
    const claims = await database.getMany(latest.map((one) => numberId(kind, one)));
    const cutOff = latest.find((one) => claims.get(numberId(kind, one))?.['for'] === first);
    return cutOff === undefined ? n : cutOff - 1;
  };

  return {
    claim: async (database, kind, documentIds) => {
      const ids = [...new Set(documentIds)];
      const claimed = new Map<string, number>();
      let n = await start(database, kind, documentIds[0]);
      while (claimed.size < ids.length) {
        const wanted = ids.filter((id) => !claimed.has(id));
        const docs = wanted.map((id, index) => ({ _id: numberId(kind, n + 1 + index), for: id }));
        const results = await database.putMany(docs);
        for (const [index, result] of results.entries()) {
          // A claim is good for the document it names and for no other: a repeat will look for it by that name.
          const owner = result.ok ? wanted[index] : (await database.get(result.id))?.['for'];
          if (wanted.some((id) => id === owner)) claimed.set(String(owner), n + 1 + index);
        }
        n += docs.length;
      }
      const key = `${database.name} ${kind}`;
      last.set(key, Math.max(n, last.get(key) ?? 0));
      return documentIds.map((id) => claimed.get(id) ?? 0);
    },
  };
}
