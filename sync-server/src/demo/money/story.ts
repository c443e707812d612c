/** What the parts of the demo's money share. */
import type { DemoPeople } from '../people.ts';
import type { MoneyCalendar } from './calendar.ts';
import type { Habit } from './habits.ts';
import type { Teller } from './teller.ts';

export const CURRENCY = 'USD';
export const DUES_CENTS = 12_250;

/** What happens on a day. Of one day: in the order in which they were said. */
export interface Happening {
  readonly day: string;
  readonly tell: () => void;
}

export interface MoneyStory {
  readonly teller: Teller;
  readonly people: DemoPeople;
  readonly calendar: MoneyCalendar;
  readonly habits: readonly Habit[];
}
