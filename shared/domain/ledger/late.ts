/**
 * Late fees and interest, proposed for a preview: what a run on a day would charge, by the rules in force on that day. Each
 * proposal has a derived key, so that a run pressed twice, or on two machines, charges once. Writes nothing.
 */
import { localOf } from '../core/ids.ts';
import { accountOf, type ChargeState } from './account.ts';
import { percentOf } from './allot.ts';
import { createChargeRun, type ChargeRun } from './charge-run.ts';
import { dayNumber, monthOf } from './days.ts';
import type { Line } from './line.ts';
import type { LateFeeRule, Rules, RulesOn } from './rules.ts';

export interface Proposal {
  /** Derived: the local id of the entry it becomes. */
  readonly key: string;
  readonly household: string;
  readonly kind: 'late-fee' | 'interest';
  readonly cents: number;
  /** The charge that is late. */
  readonly charge: string;
  readonly daysLate: number;
  readonly rule: string;
}

export function lateFeeCents(rule: LateFeeRule, openCents: number): number {
  const percent = percentOf(openCents, rule.basisPoints);
  const amounts = {
    greater: Math.max(percent, rule.cents),
    lesser: Math.min(percent, rule.cents),
    cents: rule.cents,
    percent,
  };
  return Math.min(amounts[rule.choose], rule.capCents ?? Infinity);
}

/** Simple interest on an amount for so many days of a year of 365, half a cent upwards. */
export function interestCents(openCents: number, basisPointsAYear: number, days: number): number {
  const exact = BigInt(openCents) * BigInt(basisPointsAYear) * BigInt(days);
  const year = 10_000n * 365n;
  return Number((exact * 2n + year) / (year * 2n));
}

/** Late, and enough of it open to be worth a letter. What is left of a fee never raises another one. */
function isBearing({ line, openCents, state }: ChargeState, rules: Rules): boolean {
  return state !== 'void' && openCents >= Math.max(1, rules.floorCents) && rules.bearing.includes(line.class);
}

const lateKey = (charge: string): string => `${localOf(charge)}.late`;
const interestKey = (charge: string, month: string): string => `${localOf(charge)}.int.${month}`;

interface Run {
  readonly lines: readonly Line[];
  readonly household: string;
  readonly today: string;
  readonly rules: Rules;
  readonly name: string;
  readonly known: ReadonlySet<string>;
  readonly days: (charge: ChargeState) => number;
}

function feeFor(run: Run, charge: ChargeState): readonly Proposal[] {
  const { rules, known, household, name } = run;
  const key = lateKey(charge.line.id);
  const daysLate = run.days(charge);
  if (rules.lateFee === null || daysLate <= rules.graceDays || known.has(key)) return [];
  const cents = lateFeeCents(rules.lateFee, charge.openCents);
  return cents === 0
    ? []
    : [{ key, household, kind: 'late-fee', cents, charge: charge.line.id, daysLate, rule: name }];
}

/** The last day for which interest was charged on a charge, as days since 1970; undefined when it never was. */
function chargedThrough({ lines }: Run, charge: string): number | undefined {
  const prefix = `${localOf(charge)}.int.`;
  const days = lines
    .filter(({ id }) => localOf(id).startsWith(prefix))
    .map(({ posted }) => dayNumber(posted));
  return days.length === 0 ? undefined : Math.max(...days);
}

/**
 * Interest once a month, by what is open on the day of the run: for the days since it was charged last, or else for those
 * of this month. So no day is lost, whichever days of their months it is run on.
 */
function interestFor(run: Run, charge: ChargeState): readonly Proposal[] {
  const { rules, known, household, name, today } = run;
  const month = monthOf(today);
  const key = interestKey(charge.line.id, month);
  if (rules.interest === null || known.has(key)) return [];
  const begun = chargedThrough(run, charge.line.id) ?? dayNumber(`${month}-01`) - 1;
  const from = Math.max(charge.line.dueDay + rules.interest.afterDays, begun);
  const days = dayNumber(today) - from;
  if (days <= 0) return [];
  const cents = interestCents(charge.openCents, rules.interest.basisPointsAYear, days);
  if (cents === 0) return [];
  return [
    {
      key,
      household,
      kind: 'interest',
      cents,
      charge: charge.line.id,
      daysLate: run.days(charge),
      rule: name,
    },
  ];
}

/**
 * @param lines of one household @param today the day of the run, in the association's zone
 * @param held charges on which nothing is raised: a payment plan that is kept to, a dispute
 * @param onTheWay keys of runs whose entries are not here yet
 */
export function lateProposals(
  lines: readonly Line[],
  rulesOn: RulesOn,
  today: string,
  held: ReadonlySet<string> = new Set(),
  onTheWay: ReadonlySet<string> = new Set(),
): readonly Proposal[] {
  const [first] = lines;
  if (first === undefined) return [];
  const { rules, name } = rulesOn(today);
  const now = dayNumber(today);
  const run: Run = {
    lines,
    household: first.household,
    today,
    rules,
    name,
    known: new Set([...lines.map(({ id }) => localOf(id)), ...onTheWay]),
    days: ({ line }) => now - line.dueDay,
  };
  return accountOf(
    lines.filter(({ posted }) => posted <= today),
    rulesOn,
  )
    .charges.filter((charge) => isBearing(charge, rules) && !held.has(charge.line.id))
    .flatMap((charge) => [...feeFor(run, charge), ...interestFor(run, charge)]);
}

/** @param words what each entry says @param local new: what is charged twice has the same key, whichever run says it */
export function createLateRun(
  proposals: readonly Proposal[],
  about: {
    readonly today: string;
    readonly currency: string;
    readonly name: string;
    readonly words: (proposal: Proposal) => string;
  },
  local: string,
): ChargeRun {
  const { today, currency, name, words } = about;
  const lines = proposals.map((proposal) => {
    const { household, cents, key, kind, rule } = proposal;
    return { household, cents, key, kind, rule, text: words(proposal) };
  });
  return createChargeRun(
    {
      kind: 'late',
      name,
      schedule: '',
      period: '',
      entryKind: 'late-fee',
      currency,
      fund: 'operating',
      category: '',
      posted: today,
      due: today,
      lines,
    },
    local,
  );
}
