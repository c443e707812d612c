/**
 * What in the accounts wants somebody to look at it: nothing of it is wrong by any rule, and none of it mends itself. Money
 * for a household that has ended, credit that nobody uses, a debt with nobody to bill, a debt whose people have moved apart.
 */
import { daysBetween } from '../core/dates.ts';
import type { HouseholdLink } from '../household-links/index.ts';
import { accountOf } from './account.ts';
import type { Aging } from './aging.ts';
import { voided, type Line } from './line.ts';
import type { RulesOn } from './rules.ts';

export const EXCEPTION_KINDS = ['ended-payment', 'credit', 'nobody', 'split'] as const;

export interface MoneyException {
  readonly kind: (typeof EXCEPTION_KINDS)[number];
  /** Local id. */
  readonly household: string;
  /** Whole cents, above 0: paid, unused, or open. */
  readonly cents: number;
  /** The payment's day, since when credit stands, when the last one left; '' where nobody ever was there. */
  readonly day: string;
  /** The payment; '' for what is not about one. */
  readonly entry: string;
  /** Local ids of the households that its people have gone to; of a split. */
  readonly others: readonly string[];
}

export interface ExceptionSources {
  /** Local ids of households that have an account. */
  readonly households: readonly string[];
  readonly aging: (household: string) => Aging;
  readonly lines: (household: string) => readonly Line[];
  readonly links: readonly HouseholdLink[];
  /** Households in which somebody can be billed (livedIn). */
  readonly lived: ReadonlySet<string>;
  readonly rulesOn: RulesOn;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** Money paid ahead of the next charge is no exception; after a month it is forgotten. */
export const CREDIT_DAYS = 30;

type Links = readonly HouseholdLink['body'][];

interface People {
  readonly here: ReadonlyMap<string, Links>;
  /** Where each member belongs now. */
  readonly now: ReadonlyMap<string, Links>;
}

function grouped(links: Links, by: (link: Links[number]) => string): ReadonlyMap<string, Links> {
  const groups = new Map<string, Links[number][]>();
  for (const link of links) {
    const group = groups.get(by(link));
    if (group === undefined) groups.set(by(link), [link]);
    else group.push(link);
  }
  return groups;
}

/** Households to which a head has gone since leaving this one. */
function goneTo(household: string, { here, now }: People): readonly string[] {
  const left = (here.get(household) ?? []).filter(({ role, to }) => role === 'head' && to !== undefined);
  const others = left.flatMap(({ member, to = '' }) =>
    (now.get(member) ?? []).filter((link) => link.household !== household && link.from >= to),
  );
  return [...new Set(others.map((link) => link.household))];
}

function lastDay(links: Links): string {
  return links.reduce((last, { to = '' }) => (to > last ? to : last), '');
}

const plain = (household: string): Omit<MoneyException, 'kind' | 'cents'> => ({
  household,
  day: '',
  entry: '',
  others: [],
});

function creditOf(household: string, sources: ExceptionSources): readonly MoneyException[] {
  const { aging, lines, rulesOn, today } = sources;
  if (aging(household).creditCents === 0) return [];
  const { payments, creditCents } = accountOf(lines(household), rulesOn);
  const since = payments.find(({ leftCents, line }) => leftCents > 0 && line.kind !== 'write-off')?.line
    .posted;
  if (creditCents === 0 || since === undefined || daysBetween(since, today) < CREDIT_DAYS) return [];
  return [{ ...plain(household), kind: 'credit', cents: creditCents, day: since }];
}

function paidAfter(household: string, ended: string, { lines }: ExceptionSources): readonly MoneyException[] {
  const all = lines(household);
  const gone = voided(all);
  return all
    .filter(({ kind, posted, id }) => kind === 'payment' && posted > ended && !gone.has(id))
    .map(({ cents, posted, id }) => ({
      ...plain(household),
      kind: 'ended-payment',
      cents: -cents,
      day: posted,
      entry: id,
    }));
}

function owedBy(household: string, sources: ExceptionSources, people: People): readonly MoneyException[] {
  const { openCents } = sources.aging(household);
  if (openCents === 0) return [];
  const others = goneTo(household, people);
  const day = lastDay(people.here.get(household) ?? []);
  if (others.length > 0) return [{ ...plain(household), kind: 'split', cents: openCents, day, others }];
  return sources.lived.has(household) ? [] : [{ ...plain(household), kind: 'nobody', cents: openCents, day }];
}

/** By household, in the order given. */
export function moneyExceptions(sources: ExceptionSources): readonly MoneyException[] {
  const bodies = sources.links.map(({ body }) => body);
  const people: People = {
    here: grouped(bodies, ({ household }) => household),
    now: grouped(
      bodies.filter(({ to }) => to === undefined),
      ({ member }) => member,
    ),
  };
  return sources.households.flatMap((household) => {
    const ended = sources.lived.has(household) ? '' : lastDay(people.here.get(household) ?? []);
    return [
      ...owedBy(household, sources, people),
      ...(ended === '' ? [] : paidAfter(household, ended, sources)),
      ...creditOf(household, sources),
    ];
  });
}
