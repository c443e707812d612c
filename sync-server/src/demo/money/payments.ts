/** The demo's payments, as each home pays: what is open on that day, by check, through the lockbox or in cash. */
import { addDays } from '@communitrak/domain/ledger/index.ts';
import { firstOf } from './calendar.ts';
import { daysUntilPaid, type Habit } from './habits.ts';
import { DUES_CENTS, type Happening, type MoneyStory } from './story.ts';

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

function paymentWords(
  { method, lot }: Habit,
  at: number,
): { readonly text: string; readonly reference: string } {
  const number = String(1100 + ((lot * 37) % 800) + at);
  if (method === 'cash') return { text: 'Payment in cash', reference: '' };
  return method === 'check'
    ? { text: `Payment, check ${number}`, reference: number }
    : { text: 'Payment through the lockbox', reference: `LB-${number}` };
}

function pay({ teller, people }: MoneyStory, habit: Habit, due: string, at: number, day: string): void {
  const { household, method } = habit;
  const open = teller.account(household).openCents;
  const cents = sumFor(habit, open, due);
  if (cents <= 0) return;
  const said = { household, kind: 'payment', source: 'receipt', method, cents: -cents, posted: day } as const;
  teller.enter({ ...said, ...paymentWords(habit, at) }, people.office.assistant, [
    'payment',
    household,
    String(at),
  ]);
}

export function payments(story: MoneyStory): readonly Happening[] {
  const { calendar, habits } = story;
  const charged = [...calendar.quarters.map(firstOf), ...calendar.roof].sort();
  return habits.flatMap((habit) =>
    charged.flatMap((due, at) => {
      const days = daysUntilPaid(habit, Math.floor((at / charged.length) * 3), at === charged.length - 1);
      if (days === undefined) return [];
      const day = addDays(due, days);
      return [{ day, tell: () => pay(story, habit, due, at, day) }];
    }),
  );
}
