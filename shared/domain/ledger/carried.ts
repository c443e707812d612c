/**
 * What an account carries over from a closed year: its open charges and its credit, with what is left of each. In place of
 * every line up to then they give the same balance and aging, so that a list of thousands of accounts reads no closed year.
 */
import { leftOf } from './account.ts';
import { byEffect, voided, type Line } from './line.ts';
import type { RulesOn } from './rules.ts';

/** What is worked out from a line by its kind alone stays right when only a part of it is left. */
const canBeCarried = ({ kind, reverses }: Line): boolean =>
  kind !== 'refund' && kind !== 'reversal' && reverses === '';

/** Worked through again, they are met in this order. */
const isInOrder = (lines: readonly Line[]): boolean =>
  lines.every((line, at) => {
    const before = lines[at - 1];
    return before === undefined || before.cents > 0 !== line.cents > 0 || byEffect(before, line) < 0;
  });

/**
 * @param lines all of one household up to a day
 * @returns undefined where only the lines themselves tell how it goes on: a reversal that awaits its entry, money given
 * back that was never paid, charges that a refund opened again out of their turn
 */
export function carriedOver(lines: readonly Line[], rulesOn: RulesOn): readonly Line[] | undefined {
  const ordered = lines.toSorted(byEffect);
  const gone = voided(ordered);
  if (ordered.some(({ id, reverses }) => reverses !== '' && !gone.has(id))) return undefined;
  const left = leftOf(ordered, gone, rulesOn);
  return left.every(canBeCarried) && isInOrder(left) ? left : undefined;
}

/**
 * Whether these lines, all later than what was carried over, go on from it: what takes back or refunds something earlier
 * asks which payment paid what.
 */
export function goesOn(lines: readonly Line[], through: string): boolean {
  const here = new Set(lines.map(({ id }) => id));
  return lines.every(
    ({ kind, posted, reverses }) =>
      posted > through && kind !== 'refund' && (reverses === '' || here.has(reverses)),
  );
}
