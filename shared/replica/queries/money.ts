/** Live reads of money: the books, one account, all accounts with their aging, dues and runs. */
import { combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import { associationEntity } from '@communitrak/domain/associations/index.ts';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import {
  accountOf,
  BOOKS_ID,
  booksEntity,
  chargeRunEntity,
  createBook,
  dayNumber,
  duesScheduleEntity,
  ledgerEntryEntity,
  lineOf,
  linesAt,
  rulesOfBooks,
  type Account,
  type Aging,
  type Book,
  type BooksBody,
  type ChargeRun,
  type DuesSchedule,
  type LedgerEntry,
  type Line,
  type Moment,
  type Totals,
} from '@communitrak/domain/ledger/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Delivery } from '../status/delivery.ts';
import { liveQuery } from './live.ts';
import { watchMyHouseholds } from './people.ts';
import type { Query } from './query.ts';
import { remembered, watchAll, watchHouseholds, watchPlaces } from './read.ts';

/** What money needs to know of the association. */
export interface MoneyRules {
  readonly books: BooksBody | undefined;
  readonly currency: string;
  /** Today in the association's zone. */
  readonly today: string;
}

function watchRules(replica: Replica): Observable<MoneyRules> {
  const { parts, clock, session } = replica;
  return combineLatest([
    parts.documents.watch(BOOKS_ID).pipe(map((doc) => booksEntity.read(doc))),
    parts.documents.watch(`association:${session.id}`).pipe(map((doc) => associationEntity.read(doc))),
  ]).pipe(
    map(([books, association]) => ({
      books: books?.body,
      currency: books?.body.currency ?? association?.body.currency ?? 'USD',
      today: dateInZone(isoInstant(clock()), association?.body.timeZone ?? 'UTC'),
    })),
  );
}

export function moneyRules(replica: Replica): Query<MoneyRules> {
  return liveQuery(replica, 'money-rules', () => watchRules(replica));
}

const lines = new WeakMap<LedgerEntry, Line>();

/** Once for each stored revision. */
function line(entry: LedgerEntry): Line {
  const known = lines.get(entry);
  if (known !== undefined) return known;
  const made = lineOf(entry);
  lines.set(entry, made);
  return made;
}

export interface AccountEntry {
  readonly entry: LedgerEntry;
  readonly delivery: Delivery;
}

export interface AccountView {
  /** Local id. */
  readonly household: string;
  readonly name: string;
  readonly address: string;
  readonly account: Account;
  /** By id: what a line says in words. */
  readonly entries: ReadonlyMap<string, AccountEntry>;
  readonly rules: MoneyRules;
}

/** @param moment time travel; `{}`: now @returns null for a household that is not here */
export function accountView(
  replica: Replica,
  household: string,
  moment: Moment = {},
): Query<AccountView | null> {
  const { parts } = replica;
  const read = remembered(ledgerEntryEntity.read);
  const id = `household:${household}`;
  return liveQuery<AccountView | null>(replica, `account:${household}:${JSON.stringify(moment)}`, () =>
    combineLatest([
      parts.documents.watchChildren('ledger-entry', id),
      watchRules(replica),
      watchHouseholds(parts),
      watchPlaces(parts),
      watchDeliverer(parts),
    ]).pipe(
      map(([docs, rules, households, places, deliverer]) => {
        const facts = households.get(id);
        if (facts === undefined) return null;
        const entries = docs.flatMap((doc) => read(doc) ?? []);
        const known = linesAt(entries.map(line), moment);
        return {
          household,
          name: facts.name,
          address: places.get(facts.property) ?? '',
          account: accountOf(known, rulesOfBooks(rules.books)),
          entries: new Map(entries.map((entry) => [entry.id, { entry, delivery: deliverer.of(entry) }])),
          rules,
        };
      }),
    ),
  );
}

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
function watchBook(replica: Replica): Observable<{ readonly book: Book; readonly rules: MoneyRules }> {
  let kept: { readonly key: string; readonly book: Book; readonly held: Map<string, Line> } | undefined;
  return combineLatest([watchAll(replica.parts, ledgerEntryEntity), watchRules(replica)]).pipe(
    map(([entries, rules]) => {
      const key = `${rules.today} ${JSON.stringify(rules.books?.rules ?? [])}`;
      if (kept?.key !== key)
        kept = { key, book: createBook(rulesOfBooks(rules.books), dayNumber(rules.today)), held: new Map() };
      const { book, held } = kept;
      const now = new Map(entries.map((entry) => [entry.id, line(entry)]));
      book.remove([...held.values()].filter((one) => now.get(one.id) !== one));
      book.add([...now.values()].filter((one) => held.get(one.id) !== one));
      kept = { key, book, held: now };
      return { book, rules };
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

/** What this member's homes owe together: whole cents, negative for credit. Undefined for those without a home. */
export function myBalance(replica: Replica): Query<number | null> {
  const { parts } = replica;
  return liveQuery<number | null>(replica, 'my-balance', () =>
    combineLatest([watchAll(parts, ledgerEntryEntity), parts.principal$]).pipe(
      map(([entries, principal]) => {
        const mine = new Set(householdsOf(principal));
        if (mine.size === 0) return null;
        return entries.reduce((sum, { body }) => (mine.has(body.household) ? sum + body.cents : sum), 0);
      }),
      distinctUntilChanged(),
    ),
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
