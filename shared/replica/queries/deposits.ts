/** Live: what came over the counter, and with which deposit it went to the bank. */
import { combineLatest, map, type Observable } from 'rxjs';
import {
  depositOf,
  isUndeposited,
  voided,
  type Deposit,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { depositIn, receiptBatchEntity } from '@communitrak/domain/receipts/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { watchEntries } from './entries.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';
import { watchDeskHomes, type DeskHome } from './receipt-homes.ts';

/** Of money that came over the counter: with what it went to the bank. */
export function watchDeposits(parts: ReplicaParts): Observable<readonly Deposit[]> {
  return watchAll(parts, receiptBatchEntity).pipe(
    map((batches) => batches.flatMap((batch) => depositIn(batch) ?? [])),
  );
}

export interface Undeposited {
  /** The oldest first. */
  readonly payments: readonly LedgerEntry[];
  readonly rules: MoneyRules;
  /** By local id. */
  readonly homes: ReadonlyMap<string, DeskHome>;
}

/** Payments that were recorded on accounts and wait to be taken to the bank. */
export function undeposited(replica: Replica): Query<Undeposited> {
  const { parts } = replica;
  return liveQuery<Undeposited>(
    replica,
    'undeposited',
    () =>
      combineLatest([
        watchEntries(parts),
        watchDeposits(parts),
        watchRules(replica),
        watchDeskHomes(parts),
      ]).pipe(
        map(([{ all, linesOf }, deposits, rules, homes]) => {
          const there = depositOf(new Map(all.map((one) => [one.id, one])), deposits);
          const waiting = all.filter(({ id, body }) => isUndeposited(body) && !there.has(id));
          const gone = new Set(
            [...new Set(waiting.map(({ body }) => body.household))].flatMap((home) => [
              ...voided(linesOf(home)),
            ]),
          );
          return {
            payments: waiting
              .filter(({ id }) => !gone.has(id))
              .toSorted((a, b) => (a.order < b.order ? -1 : 1)),
            rules,
            homes: new Map(homes.map((home) => [home.id, home])),
          };
        }),
      ),
    (_before, after) => after,
  );
}
