/**
 * How old what is owed is: for lists of thousands of accounts, where nobody asks which payment paid what. The plain course
 * (charges and payments, nothing taken back, nothing aimed) is walked without keeping splits; any other goes through
 * account.ts, and a test holds both to the same answer.
 */
import { accountOf } from './account.ts';
import { byEffect, type Line } from './line.ts';
import type { Rules, RulesOn } from './rules.ts';

/** Days past due. `current`: not due yet, or due today. */
export const AGES = ['current', '1-30', '31-60', '61-90', 'over-90'] as const;
export type Age = (typeof AGES)[number];

export interface Aging {
  /** What is open by its age, in the order of AGES, whole cents. */
  readonly buckets: readonly number[];
  readonly openCents: number;
  readonly creditCents: number;
  /** Open − credit: positive is owed. */
  readonly balanceCents: number;
  /** The oldest due day of what is open, as days since 1970; undefined when nothing is. */
  readonly oldestDueDay: number | undefined;
}

export function ageOf(dueDay: number, today: number): number {
  const late = today - dueDay;
  return late <= 0 ? 0 : late <= 30 ? 1 : late <= 60 ? 2 : late <= 90 ? 3 : 4;
}

interface Open {
  readonly dueDay: number;
  readonly class: Line['class'];
  cents: number;
}

const isPlain = (line: Line): boolean =>
  line.reverses === '' && line.applies.length === 0 && line.kind !== 'refund' && line.kind !== 'reversal';

const isOrdered = (lines: readonly Line[]): boolean => {
  for (let at = 1; at < lines.length; at += 1) {
    const [a, b] = [lines[at - 1], lines[at]];
    if (a !== undefined && b !== undefined && a.posted >= b.posted && byEffect(a, b) > 0) return false;
  }
  return true;
};

function firstOf(open: readonly Open[], order: Rules['order']): number {
  let best = 0;
  for (let at = 1; at < open.length; at += 1) {
    const [one, other] = [open[at], open[best]];
    if (one === undefined || other === undefined) continue;
    const rank = order === 'oldest' ? 0 : order.indexOf(one.class) - order.indexOf(other.class);
    if (rank < 0 || (rank === 0 && one.dueDay < other.dueDay)) best = at;
  }
  return best;
}

/** @returns what of the amount found nothing to pay */
function payOpen(open: Open[], cents: number, order: Rules['order']): number {
  let left = cents;
  while (left > 0 && open.length > 0) {
    const at = open.length === 1 ? 0 : firstOf(open, order);
    const charge = open[at];
    if (charge === undefined) break;
    const paid = Math.min(left, charge.cents);
    left -= paid;
    charge.cents -= paid;
    if (charge.cents === 0) open.splice(at, 1);
  }
  return left;
}

function walk(
  lines: readonly Line[],
  rulesOn: RulesOn,
): { readonly open: readonly Open[]; readonly credit: number } {
  const open: Open[] = [];
  let credit = 0;
  for (const line of lines) {
    if (line.cents < 0) {
      // One open charge or none: whichever rules are in force, it is the one.
      credit +=
        open.length > 1
          ? payOpen(open, -line.cents, rulesOn(line.posted).rules.order)
          : payOpen(open, -line.cents, 'oldest');
    } else {
      const used = Math.min(credit, line.cents);
      credit -= used;
      if (used < line.cents) open.push({ dueDay: line.dueDay, class: line.class, cents: line.cents - used });
    }
  }
  return { open, credit };
}

function opened(
  lines: readonly Line[],
  rulesOn: RulesOn,
): { readonly open: readonly Open[]; readonly credit: number } {
  if (lines.every(isPlain)) return walk(isOrdered(lines) ? lines : lines.toSorted(byEffect), rulesOn);
  const account = accountOf(lines, rulesOn);
  const open = account.charges
    .filter(({ openCents }) => openCents > 0)
    .map(({ line, openCents }) => ({ dueDay: line.dueDay, class: line.class, cents: openCents }));
  return { open, credit: account.creditCents };
}

/** @param today days since 1970 (dayNumber) in the association's zone */
export function agingOf(lines: readonly Line[], rulesOn: RulesOn, today: number): Aging {
  const { open, credit } = opened(lines, rulesOn);
  const buckets = [0, 0, 0, 0, 0];
  let openCents = 0;
  let oldestDueDay: number | undefined;
  for (const { dueDay, cents } of open) {
    const age = ageOf(dueDay, today);
    buckets[age] = (buckets[age] ?? 0) + cents;
    openCents += cents;
    if (oldestDueDay === undefined || dueDay < oldestDueDay) oldestDueDay = dueDay;
  }
  return { buckets, openCents, creditCents: credit, balanceCents: openCents - credit, oldestDueDay };
}
