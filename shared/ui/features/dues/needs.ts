/** What of the dues waits for the office: a month to be run, a run that was not accepted. */
import { openMonths, type DuesSchedule } from '@communitrak/domain/ledger/index.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { chargeRuns, duesSchedules, moneyRules, type RunRow } from '@communitrak/replica/queries/money.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { NeedItem } from '../../app/feature.ts';
import { duesPaths } from './paths.ts';

const REFUSED = 80;
const DUE = 40;
/** Days before a month's dues are due in which they ask to be run. */
const SOON = 7;

const daysBefore = (due: string, today: string): number =>
  (Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;

export function needsOf(
  schedules: readonly DuesSchedule[],
  runs: readonly RunRow[],
  today: string,
): readonly NeedItem[] {
  const ran = new Set(runs.map(({ run }) => run.id));
  const refused = runs
    .filter(({ delivery }) => delivery === 'attention')
    .map(({ run }) => ({
      key: run.id,
      title: run.body.name,
      help: 'dues.need.refused' as const,
      path: duesPaths.oneRun(run.id),
      urgency: REFUSED,
    }));
  const open = openMonths(schedules, ran, today)
    .filter(({ due }) => daysBefore(due, today) <= SOON)
    .map(({ schedule, month }) => ({
      key: `${schedule.id} ${month}`,
      title: { id: 'dues.need.run' as const, values: { name: schedule.body.name, month } },
      help: 'dues.need.run.help' as const,
      path: duesPaths.runOf(schedule.id, month),
      urgency: DUE,
    }));
  return [...refused, ...open];
}

export function duesNeeds(replica: Replica): Query<readonly NeedItem[]> {
  return derivedQuery(
    [duesSchedules(replica), chargeRuns(replica), moneyRules(replica)],
    (schedules, runs, { books, today }) =>
      books === undefined || !replica.principal.keys.has('office') ? [] : needsOf(schedules, runs, today),
  );
}
