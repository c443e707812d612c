/** Live: every account that is here, to be looked at on a day of one's choice, one after another: for statements and exports. */
import { combineLatest, map } from 'rxjs';
import { depositMoves, type BankMove, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import { payoutEntity, payoutMoves } from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer } from '../status/delivery.ts';
import { viewAt, type AccountView } from './account-view.ts';
import { watchDeposits } from './deposits.ts';
import { watchEntries } from './entries.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';
import { watchDeskHomes, type DeskHome } from './receipt-homes.ts';

export interface StatementBook {
  /** By name. */
  readonly homes: readonly DeskHome[];
  readonly rules: MoneyRules;
  readonly entries: readonly LedgerEntry[];
  /** Deposits and payouts: between the association's own accounts. */
  readonly moves: readonly BankMove[];
  /** With what is in effect on that day. @param day `YYYY-MM-DD` */
  readonly viewOf: (home: DeskHome, day: string) => AccountView;
}

export function statementBook(replica: Replica): Query<StatementBook> {
  const { parts } = replica;
  return liveQuery<StatementBook>(
    replica,
    'statement-book',
    () =>
      combineLatest([
        watchDeskHomes(parts),
        watchRules(replica),
        watchEntries(parts),
        watchAll(parts, payoutEntity),
        watchDeliverer(parts),
        watchDeposits(parts),
      ]).pipe(
        map(([homes, rules, { all, entriesOf }, payouts, deliverer, deposits]) => ({
          homes,
          rules,
          entries: all,
          moves: [...payoutMoves(payouts), ...depositMoves(all, deposits)],
          viewOf: ({ id, name, address }, day) => ({
            household: id,
            name,
            address,
            ...viewAt({ effective: day }, { entries: entriesOf(id), deliverer, refused: [], rules }),
          }),
        })),
      ),
    (_before, after) => after,
  );
}
