/** What has been said on each request, live. Thousands of events only refine a list that is on the screen already. */
import { combineLatest, map, shareReplay, switchMap, timer, type Observable } from 'rxjs';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { memberRoleEntity } from '@communitrak/domain/members/index.ts';
import { requestEventEntity, type RequestEvent } from '@communitrak/domain/requests/index.ts';
import type { ReplicaParts } from '../parts.ts';
import { watchAll } from './read.ts';
import type { Sides } from './request-turn.ts';

const EVENTS_AFTER_MS = 250;

export function watchSides(parts: ReplicaParts): Observable<Sides> {
  return combineLatest([watchAll(parts, memberRoleEntity), watchAll(parts, householdLinkEntity)]).pipe(
    map(([roles, links]) => {
      const homes = new Map<string, Set<string>>();
      for (const { body } of links) {
        if (body.to !== undefined) continue;
        const known = homes.get(body.household);
        if (known === undefined) homes.set(body.household, new Set([body.member]));
        else known.add(body.member);
      }
      const staff = roles.filter(({ body }) => body.roles.length > 0).map(({ body }) => body.member);
      return { staff: new Set(staff), homes };
    }),
  );
}

/** By request's id. */
export type EventsOf = ReadonlyMap<string, readonly RequestEvent[]>;

const grouped = new WeakMap<ReplicaParts, Observable<EventsOf>>();

/** Events by request. Requests of which nothing has changed keep their list. One for all who ask of a replica. */
export function watchEvents(parts: ReplicaParts): Observable<EventsOf> {
  const known = grouped.get(parts);
  if (known !== undefined) return known;
  let before: EventsOf = new Map();
  const made = timer(EVENTS_AFTER_MS).pipe(
    switchMap(() => watchAll(parts, requestEventEntity)),
    map((events) => {
      before = groupedBy(events, before);
      return before;
    }),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  grouped.set(parts, made);
  return made;
}

function groupedBy(events: readonly RequestEvent[], before: EventsOf): EventsOf {
  const after = new Map<string, RequestEvent[]>();
  for (const event of events) {
    const known = after.get(event.parent);
    if (known === undefined) after.set(event.parent, [event]);
    else known.push(event);
  }
  const kept = new Map<string, readonly RequestEvent[]>(after);
  for (const [request, list] of after) {
    const old = before.get(request);
    if (old?.length === list.length && list.every((event, index) => event === old[index]))
      kept.set(request, old);
  }
  return kept;
}
