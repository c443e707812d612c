/** Live reads of requests. */
import {
  catchError,
  combineLatest,
  concat,
  defer,
  EMPTY,
  firstValueFrom,
  map,
  of,
  shareReplay,
  startWith,
  switchMap,
  type Observable,
} from 'rxjs';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import { displayName, memberEntity } from '@communitrak/domain/members/index.ts';
import {
  internalNoteEntity,
  requestEntity,
  requestEventEntity,
  type Request,
} from '@communitrak/domain/requests/index.ts';
import type { ReplicaParts } from '../parts.ts';
import { principalOf } from '../principal.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer } from '../status/delivery.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';
import { remembered, watchAll, watchHouseholds, watchPlaces } from './read.ts';
import type { RequestDetail, RequestRow } from './request-rows.ts';
import { watchEvents, watchSides, type EventsOf } from './request-said.ts';
import { saidOn, type Sides } from './request-turn.ts';
import { filterRows, type ListedRequest, type RequestFilter } from './request-search.ts';
import { detailOf, eventEntry, noteEntry, rightsOf, rowOf, type Surroundings } from './request-view.ts';
import { keepStable } from './stable.ts';

export type { RequestFilter } from './request-search.ts';

function watchSurroundings(parts: ReplicaParts): Observable<Surroundings> {
  return combineLatest([watchHouseholds(parts), watchPlaces(parts), watchDeliverer(parts)]).pipe(
    map(([households, places, deliverer]) => ({ households, places, deliverer })),
  );
}

function homeOf({ body }: Request, { households, places }: Surroundings): string {
  return places.get(households.get(`household:${body.household}`)?.property ?? '') ?? '';
}

/** What is said comes after the list; until then it is unknown. */
function watchSaid(parts: ReplicaParts): Observable<{ events: EventsOf; sides: Sides } | undefined> {
  return combineLatest([watchEvents(parts), watchSides(parts)]).pipe(
    map(([events, sides]) => ({ events, sides })),
    startWith(undefined),
  );
}

const listed = new WeakMap<ReplicaParts, Observable<readonly ListedRequest[]>>();

/** Newest first; what only this device knows comes before all else. One for all lists of a replica. */
export function watchRequests(parts: ReplicaParts): Observable<readonly ListedRequest[]> {
  const known = listed.get(parts);
  if (known !== undefined) return known;
  let before: readonly ListedRequest[] = [];
  const requests$ = watchAll(parts, requestEntity);
  const made = combineLatest([requests$, watchSurroundings(parts), watchSaid(parts)]).pipe(
    map(([requests, around, known]) => {
      const rows = requests.map((request) => ({
        id: request.id,
        row: rowOf(
          request,
          around,
          known && saidOn(request.body, known.events.get(request.id) ?? [], known.sides),
        ),
        description: request.body.description,
        home: homeOf(request, around),
      }));
      before = keepStable(before, rows);
      return before;
    }),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  listed.set(parts, made);
  return made;
}

/** What fills a tall window. */
const FIRST_ROWS = 60;
const NOWHERE: Omit<Surroundings, 'deliverer'> = { households: new Map(), places: new Map() };

/** The newest requests before all of them have been read: without the names of homes, which come with the rest. */
async function firstRows(parts: ReplicaParts): Promise<readonly ListedRequest[]> {
  const docs = await parts.documents.firstOfType('request', FIRST_ROWS);
  const deliverer = await firstValueFrom(watchDeliverer(parts));
  return docs.flatMap((doc) => {
    const request = remembered(requestEntity.read)(doc);
    if (request === undefined) return [];
    const row = rowOf(request, { ...NOWHERE, deliverer }, undefined);
    return [{ id: request.id, row, description: request.body.description, home: '' }];
  });
}

/** All rows; at a start the first of them ahead, and the rest once those are painted. */
function watchRequestsInOrder(
  parts: ReplicaParts,
): Observable<{ readonly rows: readonly ListedRequest[]; readonly complete: boolean }> {
  const all$ = watchRequests(parts).pipe(map((rows) => ({ rows, complete: true })));
  if (parts.start.begun()) return all$;
  const first$ = defer(() => parts.start.first(() => firstRows(parts))).pipe(
    map((rows) => ({ rows, complete: false })),
    // Reading all of them meets the same fault, and says so.
    catchError(() => EMPTY),
  );
  return concat(first$, defer(() => parts.start.rest).pipe(switchMap(() => all$)));
}

export interface RequestRows {
  readonly rows: readonly RequestRow[];
  /** False: these are the newest, and the rest is still being read. What is counted or sorted otherwise waits for it. */
  readonly complete: boolean;
}

/** For a screen of requests: newest first, the first rows at once however many there are. */
export function requestRows(replica: Replica, filter: RequestFilter): Query<RequestRows> {
  const { parts } = replica;
  return liveQuery(replica, `request-rows:${JSON.stringify(filter)}`, () =>
    combineLatest([watchRequestsInOrder(parts), parts.principal$]).pipe(
      map(([{ rows, complete }, principal]) => {
        const me = { member: principal.member, households: new Set(householdsOf(principal)) };
        return { rows: filterRows(rows, filter, me), complete };
      }),
    ),
  );
}

/** How many there are, for a number beside a name: it never keeps a screen from being painted. */
export function requestCount(replica: Replica, filter: RequestFilter): Query<number> {
  const { parts } = replica;
  return liveQuery(replica, `request-count:${JSON.stringify(filter)}`, () =>
    defer(() => parts.start.rest).pipe(
      switchMap(() => combineLatest([watchRequests(parts), parts.principal$])),
      map(([rows, principal]) => {
        const me = { member: principal.member, households: new Set(householdsOf(principal)) };
        return filterRows(rows, filter, me).length;
      }),
    ),
  );
}

/** Newest first. */
export function requestList(replica: Replica, filter: RequestFilter): Query<readonly RequestRow[]> {
  const { parts } = replica;
  return liveQuery(replica, `requests:${JSON.stringify(filter)}`, () =>
    combineLatest([watchRequests(parts), parts.principal$]).pipe(
      map(([rows, principal]) =>
        filterRows(rows, filter, { member: principal.member, households: new Set(householdsOf(principal)) }),
      ),
    ),
  );
}

/** Names of members by local id, as far as their cards are here. */
function watchNames(parts: ReplicaParts): Observable<(member: string) => string> {
  const cards$ = watchAll(parts, memberEntity);
  return combineLatest([cards$, parts.principal$]).pipe(
    map(([cards, principal]) => {
      const names = new Map(cards.map(({ id, body }) => [id, displayName(body)]));
      return (member: string) =>
        member === principal.member ? principal.name : (names.get(`member:${member}`) ?? '');
    }),
  );
}

function watchDetail(replica: Replica, request: Request): Observable<RequestDetail> {
  const { parts, clock } = replica;
  const readEvent = remembered(requestEventEntity.read);
  const readNote = remembered(internalNoteEntity.read);
  const events$ = parts.documents.watchChildren('request-event', request.id);
  const notes$ = parts.documents.watchChildren('internal-note', request.id);
  const around$ = combineLatest([watchSurroundings(parts), watchNames(parts), watchSides(parts)]);
  return combineLatest([events$, notes$, around$, parts.session$]).pipe(
    map(([docs, notes, [around, names, sides], session]) => {
      const events = docs.map(readEvent).filter((event) => event !== undefined);
      const entries = [
        ...events.map((event) => eventEntry(event, around.deliverer, names)),
        ...notes.flatMap((doc) => {
          const note = readNote(doc);
          return note === undefined ? [] : [noteEntry(note, around.deliverer, names)];
        }),
      ];
      const may = rightsOf(principalOf(session), session.state === 'active', request, clock());
      return detailOf(request, entries, around, { may, said: saidOn(request.body, events, sides) });
    }),
  );
}

/** Null: no such request on this device. */
export function requestDetail(replica: Replica, id: string): Query<RequestDetail | null> {
  return liveQuery<RequestDetail | null>(replica, `request:${id}`, () =>
    replica.parts.documents.watch(id).pipe(
      switchMap((doc) => {
        const request = requestEntity.read(doc);
        return request === undefined ? of(null) : watchDetail(replica, request);
      }),
    ),
  );
}
