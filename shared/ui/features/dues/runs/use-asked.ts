/** Which schedule and month are to be run: what the address asks for, or else what is to be run next. */
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import {
  addMonths,
  duesRunLocal,
  monthOf,
  monthsOf,
  openMonths,
  type DuesSchedule,
} from '@communitrak/domain/ledger/index.ts';
import type { RunState } from '@communitrak/replica/queries/dues.ts';

/** Months ahead that may be run: a year of dues may be posted in one afternoon. */
const AHEAD = 12;

interface Choice {
  readonly schedule: DuesSchedule | undefined;
  /** That may be chosen, the oldest first. */
  readonly months: readonly string[];
  readonly month: string;
}

interface Asked {
  readonly schedule: string | null;
  readonly month: string | null;
}

/** What is to be run now; or else the next month that has not been, never one far ahead. */
function nextMonth(
  schedule: DuesSchedule,
  months: readonly string[],
  ran: ReadonlySet<string>,
  today: string,
): string | undefined {
  const local = localOf(schedule.id);
  const hasRun = (month: string): boolean => ran.has(makeId('charge-run', duesRunLocal(local, month)));
  const open = openMonths([schedule], ran, today)[0]?.month;
  return open ?? months.find((month) => month >= monthOf(today) && !hasRun(month));
}

/** @param ran ids of the runs that there are */
export function choiceOf(
  today: string,
  schedules: readonly DuesSchedule[],
  ran: ReadonlySet<string>,
  asked: Asked,
): Choice {
  const byName = schedules.find(({ id }) => id === `dues-schedule:${asked.schedule ?? ''}`);
  const schedule = byName ?? openMonths(schedules, ran, today)[0]?.schedule ?? schedules[0];
  if (schedule === undefined) return { schedule, months: [], month: '' };
  const ahead = monthsOf(schedule.body, addMonths(monthOf(today), AHEAD));
  // One that begins later than that can be looked at all the same.
  const months = ahead.length === 0 ? [schedule.body.from] : ahead;
  const named = months.find((one) => one === asked.month);
  const month = named ?? nextMonth(schedule, months, ran, today) ?? months.at(-1) ?? '';
  return { schedule, months, month };
}

export function useAsked(today: string, schedules: readonly DuesSchedule[], runs: readonly RunState[]) {
  const [params, setParams] = useSearchParams();
  // As it was when the screen opened: the month that is offered never moves on by itself under somebody's finger, when it
  // has just been posted here or at another desk.
  const [ran] = useState(() => new Set(runs.map(({ run }) => run.id)));
  const asked = { schedule: params.get('schedule'), month: params.get('month') };
  const set = (part: Readonly<Record<string, string>>): void =>
    setParams((now) => new URLSearchParams({ ...Object.fromEntries(now), ...part }), { replace: true });
  return { ...choiceOf(today, schedules, ran, asked), set };
}
