/**
 * What is new on requests, to this member: the time of the last thing that somebody else said or did there. What has been
 * brought in (imports, the demo) is nobody's news, and so is one's own doing.
 */
import { combineLatest, map, type Observable } from 'rxjs';
import { isOffice, SYSTEM, type Principal } from '@communitrak/domain/core/principal.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  internalNoteEntity,
  requestEntity,
  type InternalNote,
  type Request,
  type RequestEvent,
} from '@communitrak/domain/requests/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { News } from './news.ts';
import { watchAll } from './read.ts';
import { watchEvents } from './request-said.ts';

/** Somebody else's, by the server's word, and not brought in. */
function isNews({ stamp }: Envelope, author: string, me: Principal): boolean {
  return author !== me.member && stamp.at !== '' && stamp.by !== SYSTEM;
}

/** A colleague moving work along is no news to the office, unless it is one's own work. */
function tells(event: RequestEvent, { body }: Request, me: Principal): boolean {
  if (event.body.kind === 'comment' || event.body.text.trim() !== '') return true;
  return !isOffice(me) || body.assignee === me.member;
}

/** When it came in: the server's word as long as nobody else has touched it, else what the device claimed. */
function reportedAt({ stamp, body }: Request): string {
  return stamp.by === body.reporter ? stamp.at : body.reportedAt;
}

/** '' for nothing new, ever. */
export function newsOf(
  request: Request,
  said: { readonly events: readonly RequestEvent[]; readonly notes: readonly InternalNote[] },
  me: Principal,
): string {
  const times = [
    ...(isNews(request, request.body.reporter, me) ? [reportedAt(request)] : []),
    ...said.events
      .filter((event) => isNews(event, event.body.author, me) && tells(event, request, me))
      .map(({ stamp }) => stamp.at),
    ...said.notes.filter((note) => isNews(note, note.body.author, me)).map(({ stamp }) => stamp.at),
  ];
  return times.reduce((last, at) => (at > last ? at : last), '');
}

interface Known {
  readonly events: readonly RequestEvent[];
  readonly notes: readonly InternalNote[];
  readonly at: string;
}

const NO_EVENTS: readonly RequestEvent[] = [];
const NO_NOTES: readonly InternalNote[] = [];

function byParent(notes: readonly InternalNote[]): ReadonlyMap<string, readonly InternalNote[]> {
  const map_ = new Map<string, InternalNote[]>();
  for (const note of notes) {
    const known = map_.get(note.parent);
    if (known === undefined) map_.set(note.parent, [note]);
    else known.push(note);
  }
  return map_;
}

const sameNotes = (a: readonly InternalNote[], b: readonly InternalNote[]): boolean =>
  a.length === b.length && a.every((note, index) => note === b[index]);

/** A request of which nothing has changed is looked at, not worked out anew. */
export function requestNews(parts: ReplicaParts): Observable<News> {
  const known = new WeakMap<Request, Known>();
  let as: Principal | undefined;
  const requests$ = watchAll(parts, requestEntity);
  const notes$ = watchAll(parts, internalNoteEntity).pipe(map(byParent));
  return combineLatest([requests$, watchEvents(parts), notes$, parts.principal$]).pipe(
    map(([requests, eventsOf, notesOf, me]) => {
      const news = new Map<string, string>();
      const sameRights = me === as;
      as = me;
      for (const request of requests) {
        const events = eventsOf.get(request.id) ?? NO_EVENTS;
        const notes = notesOf.get(request.id) ?? NO_NOTES;
        const before = sameRights ? known.get(request) : undefined;
        const fits = before?.events === events && sameNotes(before.notes, notes);
        const at = fits ? before.at : newsOf(request, { events, notes }, me);
        if (!fits) known.set(request, { events, notes, at });
        if (at !== '') news.set(request.id, at);
      }
      return news;
    }),
  );
}
