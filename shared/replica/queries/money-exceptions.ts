/** Live: what in the accounts wants a look, with the names that a screen says it by; what was not accepted comes first. */
import { combineLatest, map } from 'rxjs';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import {
  linesAt,
  livedIn,
  moneyExceptions,
  rulesOfBooks,
  type MoneyException,
} from '@communitrak/domain/ledger/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { memberEntity } from '@communitrak/domain/members/index.ts';
import {
  differenceState,
  paymentDifferenceEntity,
  paymentEntity,
  type Payment,
  type PaymentDifference,
} from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { watchRefused, type RefusedEntry } from './account-view.ts';
import { liveQuery } from './live.ts';
import { watchBook } from './money.ts';
import type { MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

export interface ExceptionRow extends Omit<MoneyException, 'kind' | 'others'> {
  readonly id: string;
  /** `unposted`: an online payment came in and the books did not take it. `difference`: Stripe and the books do not agree. */
  readonly kind: MoneyException['kind'] | 'refused' | 'unposted' | 'difference';
  /** Local id of the online payment or of the difference; '' for what is about an account. */
  readonly about: string;
  readonly name: string;
  readonly address: string;
  /** By name. */
  readonly others: readonly string[];
  readonly refused: RefusedEntry | undefined;
}

export interface Exceptions {
  readonly rows: readonly ExceptionRow[];
  readonly rules: MoneyRules;
}

export function accountExceptions(replica: Replica): Query<Exceptions> {
  const { parts } = replica;
  return liveQuery(replica, 'account-exceptions', () =>
    combineLatest([
      watchBook(replica),
      watchHouseholds(parts),
      watchPlaces(parts),
      watchAll(parts, householdLinkEntity),
      watchAll(parts, memberEntity),
      watchRefused(parts),
      watchOnline(replica),
    ]).pipe(
      map(([{ book, rules, entries }, households, places, links, members, refused, online]) => {
        const named = (household: string) => {
          const facts = households.get(`household:${household}`);
          return { name: facts?.name ?? '', address: places.get(facts?.property ?? '') ?? '' };
        };
        const found = moneyExceptions({
          households: [...households.keys()].map((id) => id.slice('household:'.length)),
          aging: (household) => book.aging(household),
          lines: (household) => linesAt(entries.linesOf(household), { effective: rules.today }),
          links,
          lived: livedIn({ links, members }),
          rulesOn: rulesOfBooks(rules.books),
          today: rules.today,
        });
        return {
          rows: [
            ...refused.map((one) => refusedRow(one, named)),
            ...online.unposted.map((one) => unpostedRow(one, named)),
            ...online.differences.map((one) => differenceRow(one, named)),
            ...found.map(rowOf(named)),
          ],
          rules,
        };
      }),
    ),
  );
}

type Named = (household: string) => Pick<ExceptionRow, 'name' | 'address'>;

function refusedRow(refused: RefusedEntry, named: Named): ExceptionRow {
  const { household, cents, posted } = refused.entry.body;
  return {
    id: refused.key,
    kind: 'refused',
    household,
    ...named(household),
    cents,
    day: posted,
    entry: refused.entry.id,
    others: [],
    about: '',
    refused,
  };
}

/** What came of online payments: money that the books did not take, and what nobody has looked into yet. */
function watchOnline({ parts }: Replica) {
  return combineLatest([watchAll(parts, paymentEntity), watchAll(parts, paymentDifferenceEntity)]).pipe(
    map(([payments, differences]) => ({
      unposted: payments.filter(({ body }) => body.outcome.unposted !== undefined),
      differences: differences.filter((one) => differenceState(one) === 'open'),
    })),
  );
}

function unpostedRow({ id, body }: Payment, named: Named): ExceptionRow {
  const { household, cents, recorded, outcome } = body;
  return {
    id,
    kind: 'unposted',
    household,
    ...named(household),
    cents,
    day: (outcome.settledAt ?? recorded).slice(0, 10),
    entry: '',
    others: [],
    about: localOf(id),
    refused: undefined,
  };
}

function differenceRow({ id, body }: PaymentDifference, named: Named): ExceptionRow {
  const { household, theirCents, ourCents, day } = body;
  return {
    id,
    kind: 'difference',
    household,
    ...named(household),
    cents: theirCents - ourCents,
    day,
    entry: '',
    others: [],
    about: localOf(id),
    refused: undefined,
  };
}

function rowOf(named: Named): (one: MoneyException) => ExceptionRow {
  return (one) => ({
    ...one,
    ...named(one.household),
    id: `${one.kind}:${one.household}:${one.entry}`,
    others: one.others.map((other) => named(other).name),
    about: '',
    refused: undefined,
  });
}
