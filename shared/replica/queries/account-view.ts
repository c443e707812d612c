/** One household's account as the screens read it: now, or as it was at another moment; with what was not accepted. */
import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { dayEnds } from '@communitrak/domain/core/dates.ts';
import { EMPTY_STAMP } from '@communitrak/domain/core/envelope.ts';
import {
  accountOf,
  agingOf,
  byEffect,
  dayNumber,
  ledgerEntryEntity,
  linesAt,
  rulesOfBooks,
  type Account,
  type Aging,
  type LedgerEntry,
  type Line,
  type Moment,
} from '@communitrak/domain/ledger/index.ts';
import { householdEntity } from '@communitrak/domain/households/index.ts';
import { propertyEntity, propertyLabel } from '@communitrak/domain/properties/index.ts';
import type { Unaccepted } from '../local/unaccepted.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Deliverer, type Delivery } from '../status/delivery.ts';
import { lineOnce, watchEntriesOf } from './entries.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import { watchMyHouseholds } from './people.ts';
import type { Query } from './query.ts';

export interface AccountEntry {
  readonly entry: LedgerEntry;
  readonly delivery: Delivery;
}

/** An entry that the server did not take: it is in no account, and its words are kept. */
export interface RefusedEntry {
  /** Of the list of what is unsent. */
  readonly key: string;
  readonly entry: LedgerEntry;
  /** A RefusalCode; '' for one that met another under the same id. */
  readonly code: string;
  readonly detail: string;
}

export interface AccountView {
  /** Local id. */
  readonly household: string;
  readonly name: string;
  readonly address: string;
  readonly account: Account;
  readonly aging: Aging;
  /** The day on which it is seen: today, or the one travelled to. */
  readonly day: string;
  /** What counts at that moment, by effect. */
  readonly lines: readonly Line[];
  /** What is known then and takes effect later: shown apart, counted from its day. */
  readonly upcoming: readonly Line[];
  /** By id: what a line says in words. */
  readonly entries: ReadonlyMap<string, AccountEntry>;
  readonly refused: readonly RefusedEntry[];
  readonly rules: MoneyRules;
}

function refusedOf(item: Unaccepted): readonly RefusedEntry[] {
  const { key, code, detail, documentId: id, type, version, parent, order, body } = item;
  const entry = ledgerEntryEntity.read({ id, type, version, parent, order, stamp: EMPTY_STAMP, body });
  return entry === undefined ? [] : [{ key, entry, code, detail }];
}

export function watchRefused(parts: ReplicaParts): Observable<readonly RefusedEntry[]> {
  return parts.unaccepted
    .watch()
    .pipe(map((items) => items.filter(({ type }) => type === 'ledger-entry').flatMap(refusedOf)));
}

const isDay = (text: string): boolean => text.length === 10;

function instantOf(known: string | undefined, zone: string): Pick<Moment, 'known'> {
  if (known === undefined) return {};
  return { known: isDay(known) ? dayEnds(known, zone) : known };
}

/** The day that aging is counted on: as of that day, or as it was known at the end of that one. */
function dayOf({ effective, known }: Moment, today: string): string {
  return effective ?? known?.slice(0, 10) ?? today;
}

export interface AccountSources {
  readonly entries: readonly LedgerEntry[];
  readonly deliverer: Deliverer;
  readonly refused: readonly RefusedEntry[];
  readonly rules: MoneyRules;
}

/** An account at a moment, of what is here. */
export function viewAt(moment: Moment, { entries, deliverer, refused, rules }: AccountSources) {
  const known = linesAt(entries.map(lineOnce), instantOf(moment.known, rules.zone)).toSorted(byEffect);
  const rulesOn = rulesOfBooks(rules.books);
  const day = dayOf(moment, rules.today);
  const counted = linesAt(known, { effective: day });
  return {
    account: accountOf(counted, rulesOn),
    aging: agingOf(counted, rulesOn, dayNumber(day)),
    day,
    lines: counted,
    upcoming: known.filter(({ posted }) => posted > day),
    entries: new Map(entries.map((entry) => [entry.id, { entry, delivery: deliverer.of(entry) }])),
    refused,
    rules,
  };
}

/** This household's alone, however many there are. */
function watchHome(
  parts: ReplicaParts,
  id: string,
): Observable<Pick<AccountView, 'name' | 'address'> | undefined> {
  return parts.documents.watch(id).pipe(
    map((doc) => householdEntity.read(doc)?.body),
    switchMap((body) => {
      if (body === undefined) return of(undefined);
      return parts.documents.watch(`property:${body.property}`).pipe(
        map((doc) => {
          const property = propertyEntity.read(doc)?.body;
          return { name: body.name, address: property === undefined ? '' : propertyLabel(property) };
        }),
      );
    }),
  );
}

/** @returns null for a household that is not here */
function watchAccount(
  replica: Replica,
  household: string,
  moment: Moment = {},
): Observable<AccountView | null> {
  const { parts } = replica;
  const id = `household:${household}`;
  return combineLatest([
    watchEntriesOf(parts, id),
    watchRules(replica),
    watchHome(parts, id),
    watchDeliverer(parts),
    watchRefused(parts),
  ]).pipe(
    map(([entries, rules, home, deliverer, allRefused]) => {
      if (home === undefined) return null;
      const refused = allRefused.filter(({ entry }) => entry.body.household === household);
      return {
        household,
        ...home,
        ...viewAt(moment, { entries, deliverer, refused, rules }),
      };
    }),
  );
}

/** @param moment time travel; `{}`: now. `known` may be a day: its end, in the association's zone */
export function accountView(
  replica: Replica,
  household: string,
  moment: Moment = {},
): Query<AccountView | null> {
  return liveQuery<AccountView | null>(replica, `account:${household}:${JSON.stringify(moment)}`, () =>
    watchAccount(replica, household, moment),
  );
}

/** The account of each of this member's homes, by name: apart, never added up. */
export function myAccounts(replica: Replica): Query<readonly AccountView[]> {
  return liveQuery(replica, 'my-account-views', () =>
    watchMyHouseholds(replica.parts).pipe(
      switchMap((homes) =>
        homes.length === 0
          ? of([])
          : combineLatest(homes.map(({ household }) => watchAccount(replica, household))),
      ),
      map((views) => views.filter((view) => view !== null)),
    ),
  );
}
