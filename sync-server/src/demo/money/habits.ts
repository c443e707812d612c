/** How each home of the demo pays: most on time, some early for the year, some late, a few not at all. */
import type { PaymentMethod } from '@communitrak/domain/ledger/index.ts';
import { chance, type Chance } from '../random.ts';

/** `stops`: pays for two years, then no more. `part`: pays round sums, never quite enough. */
export type Manner = 'on-time' | 'for-the-year' | 'slow' | 'part' | 'stops';

export interface Habit {
  /** Local id. */
  readonly household: string;
  readonly lot: number;
  readonly manner: Manner;
  readonly method: Extract<PaymentMethod, 'check' | 'lockbox' | 'cash'>;
  readonly luck: Chance;
}

/** The demo's resident: there is something to pay. */
const SIGNED_IN = 2;
/** Lots whose story is told: the others fall as they fall. */
const TOLD: Readonly<Record<number, Manner>> = {
  2: 'slow',
  5: 'part',
  12: 'on-time',
  18: 'for-the-year',
  33: 'stops',
  61: 'part',
  87: 'stops',
  140: 'part',
};

function mannerOf(lot: number, luck: Chance): Manner {
  const told = TOLD[lot];
  if (told !== undefined) return told;
  const throwOf = luck.next();
  if (throwOf < 0.09) return 'for-the-year';
  return throwOf < 0.18 ? 'slow' : 'on-time';
}

export function habitOf(lot: number, household: string): Habit {
  const luck = chance(`money of lot ${lot}`);
  const manner = mannerOf(lot, luck);
  const method = luck.pick(['check', 'check', 'check', 'lockbox', 'lockbox', 'cash'] as const);
  return { household, lot, manner, method, luck };
}

/** Of the quarter that runs: who has not paid it yet, and how often. */
const NOT_YET: Readonly<Record<Manner, number>> = {
  'on-time': 0.06,
  'for-the-year': 0,
  slow: 0.5,
  part: 0.3,
  stops: 1,
};

/** Days after it is due, from and to; and how often it is the second pair. */
interface Span {
  readonly usual: readonly [number, number];
  readonly late?: readonly [number, number];
  readonly lateChance?: number;
}

const SPANS: Readonly<Record<Manner, Span>> = {
  // Everybody forgets once.
  'on-time': { usual: [1, 15], late: [22, 34], lateChance: 0.02 },
  'for-the-year': { usual: [1, 9] },
  slow: { usual: [4, 18], late: [24, 58], lateChance: 0.45 },
  part: { usual: [12, 40] },
  stops: { usual: [3, 19] },
};

/**
 * Days after it is due until this home pays; undefined: it does not, or not yet.
 * @param year of the books, from 0 @param isLast of the quarter that runs
 */
export function daysUntilPaid(habit: Habit, year: number, isLast: boolean): number | undefined {
  const { manner, luck, lot } = habit;
  const throwOf = luck.next();
  if (isLast && (lot === SIGNED_IN || throwOf < NOT_YET[manner])) return undefined;
  if (manner === 'stops' && year >= 2) return undefined;
  const { usual, late = usual, lateChance = 0 } = SPANS[manner];
  const [low, high] = throwOf > 1 - lateChance ? late : usual;
  return Math.floor(luck.between(low, high));
}
