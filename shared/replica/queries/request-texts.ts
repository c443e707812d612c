/** All words by which a request is found: its own and what was said on it. One object for each request while nothing of it changes. */
import { combineLatest, map, type Observable } from 'rxjs';
import {
  internalNoteEntity,
  type InternalNote,
  type RequestEvent,
} from '@communitrak/domain/requests/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';
import { watchEvents } from './request-said.ts';
import type { ListedRequest } from './request-search.ts';
import { watchRequests } from './requests.ts';

export interface RequestText {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Household's name, or the place where it has none. */
  readonly where: string;
  /** All else: description, places, people, what was said; internal notes where they are on the device. */
  readonly texts: readonly string[];
}

interface Made {
  readonly of: ListedRequest;
  readonly events: readonly RequestEvent[];
  readonly notes: readonly InternalNote[];
  readonly text: RequestText;
}

const NO_EVENTS: readonly RequestEvent[] = [];
const NO_NOTES: readonly InternalNote[] = [];

function byParent(notes: readonly InternalNote[]): ReadonlyMap<string, readonly InternalNote[]> {
  return groupBy(notes, (note) => note.parent);
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((one, at) => one === b[at]));
}

function textOf(
  { row, description, home }: ListedRequest,
  events: readonly RequestEvent[],
  notes: readonly InternalNote[],
): RequestText {
  const said = [...events, ...notes].map(({ body }) => body.text);
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    where: row.householdName === '' ? row.place : row.householdName,
    texts: [description, row.place, home, row.reporterName, row.assigneeName, ...said].filter(
      (text) => text !== '',
    ),
  };
}

function watchTexts(parts: ReplicaParts): Observable<readonly RequestText[]> {
  let before = new Map<string, Made>();
  const notes$ = watchAll(parts, internalNoteEntity).pipe(map(byParent));
  return combineLatest([watchRequests(parts), watchEvents(parts), notes$]).pipe(
    map(([requests, eventsOf, notesOf]) => {
      const after = new Map<string, Made>();
      for (const of of requests) {
        const { id } = of.row;
        const events = eventsOf.get(id) ?? NO_EVENTS;
        const notes = notesOf.get(id) ?? NO_NOTES;
        const known = before.get(id);
        const fits = known?.of === of && known.events === events && same(known.notes, notes);
        after.set(id, fits ? known : { of, events, notes, text: textOf(of, events, notes) });
      }
      before = after;
      return [...after.values()].map(({ text }) => text);
    }),
  );
}

/** Newest first. */
export function requestTexts(replica: Replica): Query<readonly RequestText[]> {
  return liveQuery(replica, 'request-texts', () => watchTexts(replica.parts), keepSame);
}

/** They are the same objects already where nothing has changed. */
function keepSame(before: readonly RequestText[], after: readonly RequestText[]): readonly RequestText[] {
  return same(before, after) ? before : after;
}
