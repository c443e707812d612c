/**
 * Three years of Willow Creek's money: quarterly assessments, a special assessment for the clubhouse roof, payments as
 * people pay, late fees and interest by Florida's pack, and what goes wrong in an office. Told day by day, so that each
 * step follows from the ones before.
 */
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import {
  changeBooks,
  createBooks,
  firstBooks,
  rulesOfBooks,
  type BooksBody,
} from '@communitrak/domain/ledger/index.ts';
import type { DemoWrite } from '../parts.ts';
import { DEMO_ZONE, type DemoPeople } from '../people.ts';
import { moneyCalendar } from './calendar.ts';
import { habitOf } from './habits.ts';
import { demoBudgets } from './budgets.ts';
import { incidents } from './incidents.ts';
import { payments } from './payments.ts';
import { chargeDues, chargeRoof, duesSchedule, runLate } from './runs.ts';
import { CURRENCY, type MoneyStory } from './story.ts';
import { createTeller } from './teller.ts';

const LOTS = 187;

function booksFrom(begin: string, by: string): BooksBody {
  const reason = 'Declaration, article VI: fifteen days of grace, interest after thirty';
  const changes = { graceDays: 15, interest: { basisPointsAYear: 1800, afterDays: 30 } };
  return {
    ...firstBooks(CURRENCY),
    rules: [{ from: begin, pack: 'US-FL', changes, reason, by }],
    accounts: [
      { code: '4200', name: 'Clubhouse rentals' },
      { code: '4210', name: 'Gate cards and keys' },
    ],
  };
}

export interface DemoMoney {
  /** The books open, then all that was posted, then the books with their months locked. */
  readonly rounds: readonly (readonly DemoWrite[])[];
}

/** @param now epoch ms; nothing is dated after it */
export function demoMoney(people: DemoPeople, now: number): DemoMoney {
  const today = dateInZone(isoInstant(now), DEMO_ZONE);
  const calendar = moneyCalendar(today);
  const { manager } = people.office;
  const body = booksFrom(calendar.begin, manager.principal.member);
  const teller = createTeller(rulesOfBooks(body), CURRENCY);
  const habits = Array.from({ length: LOTS }, (_, at) =>
    habitOf(at + 1, people.places.household(String(at + 1)).id),
  );
  const story: MoneyStory = { teller, people, calendar, habits };
  const dues = duesSchedule(calendar);
  const books = createBooks(body);
  teller.keep(books, manager, calendar.begin);
  teller.keep(dues, manager, calendar.begin);
  for (const budget of demoBudgets(calendar)) teller.keep(budget, manager, calendar.begin);
  const happenings = [
    ...chargeDues(story, dues),
    ...chargeRoof(story),
    ...payments(story),
    ...incidents(story),
    ...runLate(story, body),
  ];
  // What the day brings in this order: charges, what was paid, what went wrong, and only then what is late.
  for (const { tell, day } of happenings.toSorted((a, b) => a.day.localeCompare(b.day)))
    if (day < today) tell();
  const open = teller.writes.slice();
  const locked = changeBooks(books, { lockedThrough: calendar.lockedThrough });
  teller.keep(locked, manager, calendar.lockedThrough);
  return { rounds: [open, teller.writes.slice(open.length)] };
}
