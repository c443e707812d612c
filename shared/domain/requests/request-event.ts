/**
 * What happened to a request, one immutable document each: a comment, or a change that says from what to what. A change
 * is written before the request that takes it, because of several edits only a document's latest state is pushed.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { neverAccepted, newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { FileRefSchema, type FileRef } from '../core/files.ts';
import { childId, type NewId } from '../core/ids.ts';
import { oldestFirst } from '../core/order.ts';
import type { Principal } from '../core/principal.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, LocalId, MaybeLine, Prose } from '../core/shapes.ts';
import {
  EARLIER_LIMIT,
  EventIdSchema,
  FILES_LIMIT,
  TEXT_LIMIT,
  requestOrder,
  type Request,
  type RequestBody,
} from './request.ts';
import type { Priority, RequestStatus } from './status.ts';

/** The fields whose change must be explained by an event. */
export const TRACKED_FIELDS = ['status', 'priority', 'assignee', 'due'] as const;
export type TrackedField = (typeof TRACKED_FIELDS)[number];

const FieldChangeSchema = Type.Object({
  field: Type.Enum(TRACKED_FIELDS),
  /** For `assignee` a member's local id or ''. */
  from: Type.String({ maxLength: 80 }),
  to: Type.String({ maxLength: 80 }),
  /** For `assignee`: the names to show. */
  fromName: Type.Optional(MaybeLine(200)),
  toName: Type.Optional(MaybeLine(200)),
});
export type FieldChange = Type.Static<typeof FieldChangeSchema>;

export const REQUEST_EVENT_VERSION = 1;
export const RequestEventSchema = Type.Object({
  kind: Type.Union([Type.Literal('comment'), Type.Literal('change')]),
  /** Local id of the member who writes it. */
  author: LocalId,
  /** The device's time; the server's is in the stamp. */
  at: InstantText,
  text: Prose(TEXT_LIMIT),
  files: Type.Array(FileRefSchema, { maxItems: FILES_LIMIT }),
  /** Empty for a comment. */
  changes: Type.Array(FieldChangeSchema, { maxItems: TRACKED_FIELDS.length }),
  /** Ids of the author's change events since the request was last accepted, oldest first. */
  earlier: Type.Array(EventIdSchema, { maxItems: EARLIER_LIMIT }),
});
export const requestEventShape = {
  type: 'request-event',
  version: REQUEST_EVENT_VERSION,
  schema: RequestEventSchema,
} satisfies Shape;
export type RequestEventBody = Type.Static<typeof RequestEventSchema>;
export type RequestEvent = Envelope<RequestEventBody>;

/** In the order of acceptance; what is not accepted yet comes last, in the order it was written. */
export function eventOrder(doc: Envelope<{ readonly at: string }>): string {
  return doc.stamp.at === '' ? `1.${oldestFirst(doc.body.at)}` : `0.${oldestFirst(doc.stamp.at)}`;
}

interface EventInput {
  readonly request: Request;
  readonly by: Principal;
  readonly text: string;
}

function newEvent(
  input: EventInput,
  more: Pick<RequestEventBody, 'kind' | 'files' | 'changes' | 'earlier'>,
  now: number,
  newId: NewId,
): RequestEvent {
  const { request, by, text } = input;
  const id = childId('request-event', request.id, newId());
  return newEnvelope(
    { id, type: 'request-event', version: REQUEST_EVENT_VERSION, parent: request.id },
    { ...more, author: by.member, at: isoInstant(now), text: text.trim() },
    eventOrder,
  );
}

/** An answer to a request, for everyone who sees it. @param now epoch ms */
export function createComment(
  input: EventInput & { readonly files: readonly FileRef[] },
  now: number,
  newId: NewId,
): RequestEvent {
  return newEvent(input, { kind: 'comment', files: [...input.files], changes: [], earlier: [] }, now, newId);
}

export interface RequestChanges {
  readonly status?: RequestStatus;
  readonly priority?: Priority;
  /** Nobody: `{member: '', name: ''}`. */
  readonly assignee?: { readonly member: string; readonly name: string };
  /** `YYYY-MM-DD`, or '' for none. */
  readonly due?: string;
}

function changesOf(body: RequestBody, wanted: RequestChanges): FieldChange[] {
  const { assignee } = wanted;
  const all: readonly FieldChange[] = [
    { field: 'status', from: body.status, to: wanted.status ?? body.status },
    { field: 'priority', from: body.priority, to: wanted.priority ?? body.priority },
    {
      field: 'assignee',
      from: body.assignee,
      to: assignee?.member ?? body.assignee,
      fromName: body.assigneeName,
      toName: assignee?.name ?? body.assigneeName,
    },
    { field: 'due', from: body.due, to: wanted.due ?? body.due },
  ];
  return all.filter((change) => change.from !== change.to);
}

function applied(body: RequestBody, wanted: RequestChanges): RequestBody {
  const { status, priority, assignee, due } = wanted;
  return {
    ...body,
    status: status ?? body.status,
    priority: priority ?? body.priority,
    assignee: assignee?.member ?? body.assignee,
    assigneeName: assignee?.name ?? body.assigneeName,
    due: due ?? body.due,
  };
}

/** The events a further change must name: those of this device's spell that no server has taken with the request. */
function unsentEvents({ stamp, body }: Request): string[] {
  if (stamp.state !== 'waiting' || body.event === '') return [];
  return [...body.earlier, body.event];
}

/** What to write for a change, the event first. `event` is absent when there is nothing to explain and nothing to say. */
export interface ChangedRequest {
  readonly event: RequestEvent | undefined;
  /** The same object as given when none of its fields changes. */
  readonly request: Request;
}

/**
 * A change of status, priority, assignee or due date. A request that only this device knows takes the change at once:
 * there is nobody to explain it to, and its event could not arrive before it.
 * @param now epoch ms
 */
export function changeRequest(
  input: EventInput & { readonly changes: RequestChanges },
  now: number,
  newId: NewId,
): ChangedRequest {
  const { request, changes: wanted, text } = input;
  const changes = changesOf(request.body, wanted);
  const comment = (): RequestEvent | undefined =>
    text.trim() === '' ? undefined : createComment({ ...input, files: [] }, now, newId);
  if (changes.length === 0) return { event: comment(), request };
  const body = applied(request.body, wanted);
  if (neverAccepted(request)) return { event: comment(), request: withBody(request, body, requestOrder) };
  const earlier = unsentEvents(request);
  const event = newEvent(input, { kind: 'change', files: [], changes, earlier }, now, newId);
  return { event, request: withBody(request, { ...body, event: event.id, earlier }, requestOrder) };
}
