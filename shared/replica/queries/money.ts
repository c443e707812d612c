/** Live reads of money: the books, one account, all accounts with their aging, dues and runs. */
import { combineLatest, map, type Observable } from 'rxjs';
import {
  chargeRunEntity,
  createBook,
  dayNumber,
  duesScheduleEntity,
  rulesOfBooks,
  type Aging,
  type Book,
  type ChargeRun,
  type DuesSchedule,
  type Line,
  type Totals,
} from '@communitrak/domain/ledger/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Delivery } from '../status/delivery.ts';
import { watchEntries, type Entries } from './entries.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import { watchMyHouseholds } from './people.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

export { accountView, myAccounts, type AccountEntry, type AccountView } from './account-view.ts';
export { moneyRules, type MoneyRules } from './money-rules.ts';

/** The households whose account this member has. */
export function myAccountIds(replica: Replica): Query<readonly string[]> {
  return liveQuery(replica, 'my-accounts', () =>
    watchMyHouseholds(replica.parts).pipe(map((homes) => homes.map(({ household }) => household))),
  );
}

export interface AccountRow {
  /** Household's local id. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly aging: Aging;
}

export interface Accounts {
  readonly rows: readonly AccountRow[];
  readonly totals: Totals;
  readonly rules: MoneyRules;
}

/** The book of all accounts, kept current by what has come and gone since; made anew when rules or the day change. */
export function watchBook(
  replica: Replica,
): Observable<{ readonly book: Book; readonly rules: MoneyRules; readonly entries: Entries }> {
  let kept: { readonly key: string; readonly book: Book; readonly held: Map<string, Line> } | undefined;
  return combineLatest([watchEntries(replica.parts), watchRules(replica)]).pipe(
    map(([entries, rules]) => {
      const key = `${rules.today} ${JSON.stringify(rules.books?.rules ?? [])}`;
      if (kept?.key !== key)
        kept = { key, book: createBook(rulesOfBooks(rules.books), dayNumber(rules.today)), held: new Map() };
      const { book, held } = kept;
      const lines = entries.households.flatMap((household) => entries.countedOf(household, rules.today));
      const now = new Map(lines.map((line) => [line.id, line]));
      book.remove([...held.values()].filter((one) => now.get(one.id) !== one));
      book.add([...now.values()].filter((one) => held.get(one.id) !== one));
      kept = { key, book, held: now };
      return { book, rules, entries };
    }),
  );
}

function watchAccounts(parts: ReplicaParts, replica: Replica): Observable<Accounts> {
  return combineLatest([watchBook(replica), watchHouseholds(parts), watchPlaces(parts)]).pipe(
    map(([{ book, rules }, households, places]) => ({
      rows: [...households].map(([id, { name, property }]) => {
        const local = id.slice('household:'.length);
        return { id: local, name, address: places.get(property) ?? '', aging: book.aging(local) };
      }),
      totals: book.totals(),
      rules,
    })),
  );
}

/** Every account that is here, with its aging; of the office and the board all. */
export function accounts(replica: Replica): Query<Accounts> {
  return liveQuery(
    replica,
    'accounts',
    () => watchAccounts(replica.parts, replica),
    (_before, after) => after,
  );
}

export function duesSchedules(replica: Replica): Query<readonly DuesSchedule[]> {
  return liveQuery(replica, 'dues-schedules', () => watchAll(replica.parts, duesScheduleEntity));
}

export interface RunRow {
  readonly run: ChargeRun;
  readonly delivery: Delivery;
}

/** Newest first. */
export function chargeRuns(replica: Replica): Query<readonly RunRow[]> {
  const { parts } = replica;
  return liveQuery(replica, 'charge-runs', () =>
    combineLatest([watchAll(parts, chargeRunEntity), watchDeliverer(parts)]).pipe(
      map(([runs, deliverer]) => runs.map((run) => ({ run, delivery: deliverer.of(run) }))),
    ),
  );
}
