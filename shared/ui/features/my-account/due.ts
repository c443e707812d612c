/** What of an account is due next, and what is late. Pure. */
import { dateOfDay } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';

export interface Due {
  /** `late`: its day has passed. `cents`: of all that is late together, or due on that day. */
  readonly state: 'late' | 'next';
  readonly cents: number;
  /** Since when, or when. `YYYY-MM-DD` */
  readonly day: string;
}

/** What is late comes before what is due; undefined when nothing is open. */
export function dueOf({ account, day }: Pick<AccountView, 'account' | 'day'>): Due | undefined {
  const open = account.charges
    .filter(({ openCents }) => openCents > 0)
    .map(({ line, openCents }) => ({ day: dateOfDay(line.dueDay), cents: openCents }))
    .toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
  const [first] = open;
  if (first === undefined) return undefined;
  const late = open.filter((one) => one.day < day);
  const counted = late.length > 0 ? late : open.filter((one) => one.day === first.day);
  return {
    state: late.length > 0 ? 'late' : 'next',
    cents: counted.reduce((sum, { cents }) => sum + cents, 0),
    day: first.day,
  };
}

/** What takes effect next: all charges of that day together; undefined where nothing is posted ahead. */
export function upcomingOf({ upcoming }: Pick<AccountView, 'upcoming'>): Omit<Due, 'state'> | undefined {
  const charges = upcoming.filter(({ cents }) => cents > 0);
  const day = charges[0]?.posted;
  if (day === undefined) return undefined;
  const next = charges.filter(({ posted }) => posted === day);
  return { day, cents: next.reduce((sum, { cents }) => sum + cents, 0) };
}
