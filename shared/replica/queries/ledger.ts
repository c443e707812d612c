/** Live: all entries that are here with what names them, for reports and exports. Of the office and the board all. */
import { combineLatest, map } from 'rxjs';
import {
  budgetEntity,
  budgetId,
  depositMoves,
  type BankMove,
  type Budget,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { payoutEntity, payoutMoves } from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { watchDeposits } from './deposits.ts';
import { watchEntries } from './entries.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

export interface HomeNames {
  readonly name: string;
  readonly address: string;
}

export interface WholeLedger {
  readonly entries: readonly LedgerEntry[];
  /** Deposits and payouts: between the association's own accounts. */
  readonly moves: readonly BankMove[];
  /** By household's local id. */
  readonly homes: ReadonlyMap<string, HomeNames>;
  readonly rules: MoneyRules;
}

export function wholeLedger(replica: Replica): Query<WholeLedger> {
  const { parts } = replica;
  return liveQuery(
    replica,
    'whole-ledger',
    () =>
      combineLatest([
        watchEntries(parts),
        watchAll(parts, payoutEntity),
        watchRules(replica),
        watchHouseholds(parts),
        watchPlaces(parts),
        watchDeposits(parts),
      ]).pipe(
        map(([{ all }, payouts, rules, households, places, deposits]) => ({
          entries: all,
          moves: [...payoutMoves(payouts), ...depositMoves(all, deposits)],
          homes: new Map(
            [...households].map(([id, { name, property }]) => [
              id.slice('household:'.length),
              { name, address: places.get(property) ?? '' },
            ]),
          ),
          rules,
        })),
      ),
    (_before, after) => after,
  );
}

/** Of every fiscal year that has one. */
export function budgets(replica: Replica): Query<readonly Budget[]> {
  return liveQuery(replica, 'budgets', () =>
    watchAll(replica.parts, budgetEntity).pipe(
      // Under any other name it is nobody's budget.
      map((all) => all.filter(({ id, body }) => id === budgetId(body.from))),
    ),
  );
}
