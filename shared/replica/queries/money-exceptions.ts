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
import { memberEntity } from '@communitrak/domain/members/index.ts';
import type { Replica } from '../replica.ts';
import { watchRefused, type RefusedEntry } from './account-view.ts';
import { liveQuery } from './live.ts';
import { watchBook } from './money.ts';
import type { MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

export interface ExceptionRow extends Omit<MoneyException, 'kind' | 'others'> {
  readonly id: string;
  readonly kind: MoneyException['kind'] | 'refused';
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
    ]).pipe(
      map(([{ book, rules, entries }, households, places, links, members, refused]) => {
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
        return { rows: [...refused.map((one) => refusedRow(one, named)), ...found.map(rowOf(named))], rules };
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
    refused,
  };
}

function rowOf(named: Named): (one: MoneyException) => ExceptionRow {
  return (one) => ({
    ...one,
    ...named(one.household),
    id: `${one.kind}:${one.household}:${one.entry}`,
    others: one.others.map((other) => named(other).name),
    refused: undefined,
  });
}
