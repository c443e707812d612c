/** The demo's deposits: what each home pays of what is open on a day, by check, through the lockbox or in cash. */
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import { addDays } from '@communitrak/domain/ledger/index.ts';
import {
  createReceiptBatch,
  paymentsOf,
  previewPayments,
  type BatchLine,
} from '@communitrak/domain/receipts/index.ts';
import { firstOf } from './calendar.ts';
import { daysUntilPaid, type Habit } from './habits.ts';
import { CURRENCY, DUES_CENTS, type Happening, type MoneyStory } from './story.ts';

/** The three quarters that follow, paid ahead. */
const AHEAD_CENTS = 3 * DUES_CENTS;
/** What somebody pays who pays round sums. */
const ROUND_CENTS = 10_000;

/** Some pay ahead with the calendar's year, some from October on. */
const paysAhead = ({ lot }: Habit, due: string): boolean => due.slice(5, 7) === (lot % 2 === 0 ? '10' : '01');

function sumFor(habit: Habit, openCents: number, due: string): number {
  const { manner } = habit;
  if (manner === 'for-the-year') return openCents + (paysAhead(habit, due) ? AHEAD_CENTS : 0);
  return manner === 'part' ? Math.min(openCents, ROUND_CENTS) : openCents;
}

const KINDS = { check: 'checks', cash: 'cash', lockbox: 'lockbox' } as const;
const DEVICE = 'desktop';

/** A home that pays on a day, and for what. */
interface Paying {
  readonly habit: Habit;
  readonly due: string;
  /** Which of its payments it is, from 0. */
  readonly at: number;
}

function referenceOf({ habit: { method, lot }, at }: Paying): string {
  const number = String(1100 + ((lot * 37) % 800) + at);
  if (method === 'cash') return '';
  return method === 'check' ? number : `LB-${number}`;
}

const WORDS = {
  checks: ({ reference }: { readonly reference: string }) => `Check ${reference}`,
  cash: () => 'Cash',
  lockbox: () => 'Lockbox',
} as const;

/** One deposit: what came in that way on that day, each home once, with what it paid as the office saw it. */
function deposit(story: MoneyStory, method: Habit['method'], day: string, all: readonly Paying[]): void {
  const { teller, people } = story;
  const { principal } = people.office.assistant;
  const homes = new Map(all.map((paying) => [paying.habit.household, paying]));
  const lines = [...homes.values()].flatMap((paying): readonly BatchLine[] => {
    const { household } = paying.habit;
    const cents = sumFor(paying.habit, teller.account(household).openCents, paying.due);
    return cents <= 0 ? [] : [{ household, cents, reference: referenceOf(paying), note: '', split: [] }];
  });
  if (lines.length === 0) return;
  const kind = KINDS[method];
  const by = { member: principal.member, device: DEVICE };
  const make = (shown: readonly BatchLine[]) =>
    createReceiptBatch(
      { kind, deposited: day, currency: CURRENCY, lines: [...shown] },
      by,
      Date.parse(`${day}T13:00:00.000Z`),
      derivedLocal('demo deposit', kind, day),
    );
  const text = WORDS[kind];
  const previews = previewPayments(
    paymentsOf(make(lines), { text }),
    (home) => teller.lines(home),
    teller.rulesOn,
  );
  const batch = make(
    lines.map((line, at) => ({ ...line, split: previews[at]?.split.map((split) => ({ ...split })) ?? [] })),
  );
  teller.deposit(batch, paymentsOf(batch, { text }), people.office.assistant);
}

export function payments(story: MoneyStory): readonly Happening[] {
  const { calendar, habits } = story;
  const charged = [...calendar.quarters.map(firstOf), ...calendar.roof].sort();
  const deposits = new Map<string, { day: string; method: Habit['method']; all: Paying[] }>();
  for (const habit of habits) {
    charged.forEach((due, at) => {
      const days = daysUntilPaid(habit, Math.floor((at / charged.length) * 3), at === charged.length - 1);
      if (days === undefined) return;
      const day = addDays(due, days);
      const key = `${day} ${habit.method}`;
      const known = deposits.get(key) ?? { day, method: habit.method, all: [] };
      known.all.push({ habit, due, at });
      deposits.set(key, known);
    });
  }
  return [...deposits.values()].map(({ day, method, all }) => ({
    day,
    tell: () => deposit(story, method, day, all),
  }));
}
