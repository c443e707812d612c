/**
 * An amount laid on homes: so much each, by class, or one sum by ownership share. Whoever cannot be charged is left out and
 * named with the reason; the sum of the lines is what will be charged.
 */
import Type from 'typebox';
import { allot } from './allot.ts';
import type { RunLine } from './charge-run.ts';
import { MOST_CENTS } from './entry.ts';
import type { Home } from './homes.ts';

const Cents = Type.Integer({ minimum: 1, maximum: MOST_CENTS });

export const AmountSchema = Type.Union([
  Type.Object({ by: Type.Literal('home'), cents: Cents }),
  /** By the class that a home belongs to; a home of no class named here is left out, and said so. */
  Type.Object({ by: Type.Literal('class'), cents: Type.Record(Type.String(), Cents) }),
  /** The association's sum, by ownership share. */
  Type.Object({ by: Type.Literal('share'), totalCents: Cents }),
]);
export type Amount = Type.Static<typeof AmountSchema>;

export const LEFT_OUT = [
  'skipped',
  'on-hold',
  'nobody-to-bill',
  'two-households',
  'no-class',
  'no-share',
  'no-cents',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface SharedOut {
  readonly lines: readonly RunLine[];
  readonly leftOut: readonly { readonly home: Home; readonly why: LeftOut }[];
  readonly totalCents: number;
}

export interface NotCharged {
  /** Local ids of households. */
  readonly skip: readonly string[];
  readonly hold: readonly string[];
}
const NOBODY: NotCharged = { skip: [], hold: [] };

/** By share the sum is divided among all that have one, also those left out: nobody pays another's part. */
function centsOf(amount: Amount, homes: readonly Home[]): (home: Home) => number {
  if (amount.by === 'home') return () => amount.cents;
  if (amount.by === 'class') return (home) => amount.cents[home.class] ?? 0;
  if (homes.every(({ share }) => share === 0)) return () => 0;
  const parts = allot(
    amount.totalCents,
    homes.map(({ property, share }) => ({ key: property, share })),
  );
  return ({ property }) => parts.get(property) ?? 0;
}

/** A home that is billed through nobody, or through two at once, has no household that could be skipped. */
function whyNot(
  home: Home,
  amount: Amount,
  { skip, hold }: { readonly skip: ReadonlySet<string>; readonly hold: ReadonlySet<string> },
): LeftOut | undefined {
  if (skip.has(home.household)) return 'skipped';
  if (hold.has(home.household)) return 'on-hold';
  if (home.payers !== 1) return home.payers === 0 ? 'nobody-to-bill' : 'two-households';
  if (amount.by === 'class' && amount.cents[home.class] === undefined) return 'no-class';
  return amount.by === 'share' && home.share === 0 ? 'no-share' : undefined;
}

export function shareOut(amount: Amount, homes: readonly Home[], not: NotCharged = NOBODY): SharedOut {
  const sets = { skip: new Set(not.skip), hold: new Set(not.hold) };
  const cents = centsOf(amount, homes);
  const lines: RunLine[] = [];
  const leftOut: SharedOut['leftOut'][number][] = [];
  for (const home of homes) {
    // A share so small that not a cent falls to it.
    const why = whyNot(home, amount, sets) ?? (cents(home) === 0 ? 'no-cents' : undefined);
    if (why === undefined) lines.push({ household: home.household, cents: cents(home) });
    else leftOut.push({ home, why });
  }
  return { lines, leftOut, totalCents: lines.reduce((sum, line) => sum + line.cents, 0) };
}
