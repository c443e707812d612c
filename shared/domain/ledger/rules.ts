/**
 * What an association's rules say about money that is late, and in which order a payment is applied. Data with dates, not
 * code: which rules were in force on a day is asked of the day. The packs lie in packs.ts, each rule with its source.
 */
import type { ChargeClass } from './kinds.ts';

export interface LateFeeRule {
  /** Of the assessment that is late. 1,000 = 10 %. */
  readonly basisPoints: number;
  readonly cents: number;
  /** Which of the two is charged. */
  readonly choose: 'greater' | 'lesser' | 'cents' | 'percent';
  /** Never more than this; absent: no cap. */
  readonly capCents?: number;
}

export interface InterestRule {
  /** Simple, a year of 365 days. 1,200 = 12 %. */
  readonly basisPointsAYear: number;
  /** Days after the due date from which it runs. */
  readonly afterDays: number;
}

export interface Rules {
  /** Days after the due date before a charge is late. */
  readonly graceDays: number;
  /** Once for each charge that is late, never on a fee or on what is left of one. Null: none. */
  readonly lateFee: LateFeeRule | null;
  /** Never on interest or late fees: simple, not compounding. Null: none. */
  readonly interest: InterestRule | null;
  /** Classes that a payment pays first; `oldest`: whatever was due first, of all classes. */
  readonly order: 'oldest' | readonly ChargeClass[];
  /** Classes that late fees and interest may be raised on. */
  readonly bearing: readonly ChargeClass[];
  /** A charge with less open than this triggers nothing. */
  readonly floorCents: number;
  /** A fine's highest amount; null: no cap. */
  readonly fineCapCents: number | null;
}

export interface DatedRules {
  /** The first day on which they hold. */
  readonly from: string;
  readonly rules: Rules;
  /** Where they stand written, by the field of `rules` that they give. */
  readonly sources: Readonly<Partial<Record<keyof Rules, string>>>;
}

export interface RulePack {
  readonly id: PackId;
  /** Oldest first. The first one holds for all time before as well. */
  readonly versions: readonly DatedRules[];
}

export const PACK_IDS = ['default', 'US-CA', 'US-FL'] as const;
export type PackId = (typeof PACK_IDS)[number];

/** What an association has decided for itself, from a day on. What it leaves out stays as the pack says. */
export interface RuleChange {
  readonly from: string;
  readonly pack?: PackId | undefined;
  readonly changes: Partial<Rules>;
}

export interface RulesInForce {
  readonly rules: Rules;
  /** Which these are, to be named on receipts: `US-CA@2025-07-01`, `US-CA@2025-07-01+2026-01-01`. */
  readonly name: string;
}

/** Which rules hold on a day. @param changes in any order; of one day the last of the list wins */
export type RulesOn = (date: string) => RulesInForce;

function versionOn(pack: RulePack, date: string): DatedRules {
  const [first] = pack.versions;
  if (first === undefined) throw new RangeError(`The pack ${pack.id} is empty`);
  return pack.versions.findLast(({ from }) => from <= date) ?? first;
}

function inForce(packs: Readonly<Record<PackId, RulePack>>, changes: readonly RuleChange[], date: string) {
  const held = changes.filter(({ from }) => from <= date);
  const pack = held.findLast((change) => change.pack !== undefined)?.pack ?? 'default';
  const version = versionOn(packs[pack], date);
  const rules = held.reduce<Rules>((all, change) => ({ ...all, ...change.changes }), version.rules);
  const last = held.findLast((change) => Object.keys(change.changes).length > 0);
  const name = `${pack}@${version.from}${last === undefined ? '' : `+${last.from}`}`;
  return { rules, name };
}

/** Rules by day, each day worked out once. */
export function rulesOf(
  packs: Readonly<Record<PackId, RulePack>>,
  changes: readonly RuleChange[] = [],
): RulesOn {
  const ordered = changes.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const known = new Map<string, RulesInForce>();
  // Between two days of change nothing changes: a period is worked out once.
  const turns = [
    ...new Set([
      ...ordered.map(({ from }) => from),
      ...Object.values(packs).flatMap(({ versions }) => versions.map(({ from }) => from)),
    ]),
  ].sort();
  return (date) => {
    const turn = turns.findLast((from) => from <= date) ?? '';
    const before = known.get(turn);
    if (before !== undefined) return before;
    const found = inForce(packs, ordered, date);
    known.set(turn, found);
    return found;
  };
}
