/** From request documents and what surrounds them to the rows and details that screens show. Pure. */
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  mayAssign,
  mayEditRequest,
  maySeeNotes,
  transitionsFor,
  type FieldChange,
  type InternalNote,
  type Request,
  type RequestEvent,
} from '@communitrak/domain/requests/index.ts';
import type { Deliverer } from '../status/delivery.ts';
import type { HouseholdFacts } from './read.ts';
import { turnOf, whenOf, type Said } from './request-turn.ts';
import type {
  RequestDetail,
  RequestRights,
  RequestRow,
  TimelineChange,
  TimelineEntry,
} from './request-rows.ts';

export interface Surroundings {
  readonly households: ReadonlyMap<string, HouseholdFacts>;
  readonly places: ReadonlyMap<string, string>;
  readonly deliverer: Deliverer;
}

const latest = (...times: readonly string[]): string => [...times].sort().at(-1) ?? '';

/** @param said what has been said since; undefined while it is still being read */
export function rowOf(request: Request, around: Surroundings, said: Said | undefined): RequestRow {
  const { id, body, stamp } = request;
  return {
    id,
    number: stamp.number,
    title: body.title,
    kind: body.kind,
    priority: body.priority,
    status: body.status,
    household: body.household,
    householdName: around.households.get(`household:${body.household}`)?.name ?? '',
    place: around.places.get(body.place) ?? body.place,
    reporter: body.reporter,
    reporterName: body.reporterName,
    assignee: body.assignee,
    assigneeName: body.assigneeName,
    at: body.reportedAt,
    due: body.due,
    photoCount: body.files.length,
    delivery: around.deliverer.of(request),
    lastActivity: latest(whenOf(stamp, body.reportedAt), said?.at ?? ''),
    turn: turnOf(body, said),
  };
}

function changeOf({ field, from, to, fromName, toName }: FieldChange): TimelineChange {
  return field === 'assignee' ? { field, from: fromName ?? from, to: toName ?? to } : { field, from, to };
}

/** Who wrote it, by name: the server's stamp, or, before it has spoken, this member. */
const authorName = (doc: Envelope, author: string, names: (member: string) => string): string =>
  doc.stamp.byName === '' ? names(author) : doc.stamp.byName;

export function eventEntry(
  event: RequestEvent,
  deliverer: Deliverer,
  names: (member: string) => string,
): TimelineEntry {
  const { body } = event;
  return {
    id: event.id,
    kind: body.kind,
    author: authorName(event, body.author, names),
    authorId: body.author,
    at: whenOf(event.stamp, body.at),
    text: body.text,
    changes: body.changes.map(changeOf),
    files: body.files,
    delivery: deliverer.of(event),
  };
}

export function noteEntry(
  note: InternalNote,
  deliverer: Deliverer,
  names: (member: string) => string,
): TimelineEntry {
  const { body } = note;
  return {
    id: note.id,
    kind: 'note',
    author: authorName(note, body.author, names),
    authorId: body.author,
    at: whenOf(note.stamp, body.at),
    text: body.text,
    changes: [],
    files: [],
    delivery: deliverer.of(note),
  };
}

function createdEntry(request: Request, deliverer: Deliverer): TimelineEntry {
  const { body } = request;
  return {
    id: request.id,
    kind: 'created',
    author: body.reporterName,
    authorId: body.reporter,
    at: body.reportedAt,
    text: body.description,
    changes: [],
    files: body.files,
    delivery: deliverer.of(request),
  };
}

const NOTHING: RequestRights = { answer: false, note: false, assign: false, edit: false, transitions: [] };

/** @param active an inactive or suspended member reads what is left to them, and writes nothing */
export function rightsOf(
  principal: Principal,
  active: boolean,
  request: Request,
  now: number,
): RequestRights {
  if (!active) return NOTHING;
  return {
    answer: true,
    note: maySeeNotes(principal),
    assign: mayAssign(principal),
    edit: mayEditRequest(principal, request),
    transitions: transitionsFor(principal, request, now),
  };
}

/** Oldest first; what is not accepted yet comes last, in the order it was written. */
function inOrder(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const rank = (entry: TimelineEntry): string =>
    `${entry.delivery === 'saved' || entry.delivery === 'waiting' ? '1' : '0'}${entry.at}`;
  return [...entries].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

export function detailOf(
  request: Request,
  entries: readonly TimelineEntry[],
  around: Surroundings,
  { may, said }: { readonly may: RequestRights; readonly said: Said },
): RequestDetail {
  const at = latest(said.at, ...entries.map((entry) => entry.at));
  return {
    ...rowOf(request, around, { ...said, at }),
    description: request.body.description,
    files: request.body.files,
    timeline: [createdEntry(request, around.deliverer), ...inOrder(entries)],
    may,
  };
}
