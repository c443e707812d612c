/** Live read of the first screen. */
import { combineLatest, map } from 'rxjs';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import { isClosed } from '@communitrak/domain/requests/index.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import { watchMyHouseholds, type HouseholdRow } from './people.ts';
import type { Query } from './query.ts';
import type { RequestRow } from './request-rows.ts';
import { filterRows } from './request-search.ts';
import { watchRequests } from './requests.ts';

export interface Home {
  readonly associationName: string;
  readonly memberName: string;
  readonly households: readonly HouseholdRow[];
  /** Mine, not closed, newest first, at most 20. */
  readonly openRequests: readonly RequestRow[];
  /** Of mine: open (open + in progress), waiting (for an answer), closed. */
  readonly counts: { readonly open: number; readonly waiting: number; readonly closed: number };
}

const MOST_SHOWN = 20;

function countsOf(rows: readonly RequestRow[]): Home['counts'] {
  const closed = rows.filter((row) => isClosed(row.status)).length;
  const waiting = rows.filter((row) => row.status === 'waiting').length;
  return { open: rows.length - closed - waiting, waiting, closed };
}

export function home(replica: Replica): Query<Home> {
  const { parts } = replica;
  return liveQuery(replica, 'home', () =>
    combineLatest([parts.session$, parts.principal$, watchMyHouseholds(parts), watchRequests(parts)]).pipe(
      map(([session, principal, households, requests]) => {
        const me = { member: principal.member, households: new Set(householdsOf(principal)) };
        const mine = filterRows(requests, { scope: 'mine' }, me);
        return {
          associationName: session.name,
          memberName: session.memberName,
          households,
          openRequests: mine.filter((row) => !isClosed(row.status)).slice(0, MOST_SHOWN),
          counts: countsOf(mine),
        };
      }),
    ),
  );
}
