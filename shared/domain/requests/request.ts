/**
 * A resident's request (general, maintenance, architectural): its shape and how it is made and edited. How its status
 * moves is status.ts's; what a change is explained by is request-event.ts's; who may do which is request.access.ts's.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { FileRefSchema, type FileRef } from '../core/files.ts';
import { isId, makeId, typeOf, type NewId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Principal } from '../core/principal.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, Line, LocalId, MaybeDateText, MaybeLine, MaybeLocalId, Prose } from '../core/shapes.ts';
import { ALL_STATUSES, PRIORITIES, REQUEST_KINDS, type Priority, type RequestKind } from './status.ts';

export const TITLE_LIMIT = 120;
export const TEXT_LIMIT = 5000;
export const PLACE_LIMIT = 200;
export const FILES_LIMIT = 10;
/** Changes that one spell without contact may stack on a request before it is sent. */
export const EARLIER_LIMIT = 100;

export const EventIdSchema = Type.String({
  pattern: '^request-event:[a-z0-9][a-z0-9.-]*$',
  maxLength: 120,
});

export const REQUEST_VERSION = 1;
export const RequestSchema = Type.Object({
  kind: Type.Enum(REQUEST_KINDS),
  title: Line(TITLE_LIMIT),
  description: Prose(TEXT_LIMIT),
  priority: Type.Enum(PRIORITIES),
  /** Free text, or the id of a property (a home or a common area). */
  place: MaybeLine(PLACE_LIMIT),
  /** Local id of the household it concerns; '' for one the office files for the association itself. */
  household: MaybeLocalId,
  reporter: LocalId,
  reporterName: Line(200),
  assignee: MaybeLocalId,
  assigneeName: MaybeLine(200),
  due: MaybeDateText,
  status: Type.Enum(ALL_STATUSES),
  /** When the device says it was reported; shown, never sorted by once the server has spoken. */
  reportedAt: InstantText,
  files: Type.Array(FileRefSchema, { maxItems: FILES_LIMIT }),
  /** Id of the request-event that explains the latest change of status, priority, assignee or due date; '' before one. */
  event: Type.Union([Type.Literal(''), EventIdSchema]),
  /** Ids of the events before it that were made in the same spell without contact, oldest first. */
  earlier: Type.Array(EventIdSchema, { maxItems: EARLIER_LIMIT }),
});
export const requestShape = {
  type: 'request',
  version: REQUEST_VERSION,
  schema: RequestSchema,
} satisfies Shape;
export type RequestBody = Type.Static<typeof RequestSchema>;
export type Request = Envelope<RequestBody>;

const NUMBER = /^R-(\d+)$/;
const TOP_NUMBER = 99_999_999;

export const requestNumbered = {
  kind: 'request',
  format: (n: number): string => `R-${String(n).padStart(4, '0')}`,
};

/**
 * Newest first: unnumbered ones (not accepted yet) by the device's time before all others, then by the running number,
 * which only the server gives. A device's wrong clock so cannot bury or lift a request for others.
 */
export function requestOrder(doc: Request): string {
  const match = NUMBER.exec(doc.stamp.number);
  if (match === null) return `0.${newestFirst(doc.body.reportedAt)}`;
  return `1.${String(Math.max(0, TOP_NUMBER - Number(match[1]))).padStart(8, '0')}`;
}

export interface NewRequest {
  readonly by: Principal;
  readonly kind: RequestKind;
  readonly title: string;
  readonly description: string;
  readonly priority: Priority;
  readonly place: string;
  /** Local id; '' only from the office. */
  readonly household: string;
  readonly files: readonly FileRef[];
}

/** A new request, open and unassigned. @param now epoch ms, the device's own clock */
export function createRequest(input: NewRequest, now: number, newId: NewId): Request {
  const body: RequestBody = {
    kind: input.kind,
    title: input.title.trim(),
    description: input.description.trim(),
    priority: input.priority,
    place: input.place.trim(),
    household: input.household,
    reporter: input.by.member,
    reporterName: input.by.name,
    assignee: '',
    assigneeName: '',
    due: '',
    status: 'open',
    reportedAt: isoInstant(now),
    files: [...input.files],
    event: '',
    earlier: [],
  };
  const head = { id: makeId('request', newId()), type: 'request', version: REQUEST_VERSION };
  return newEnvelope(head, body, requestOrder);
}

export interface RequestEdit {
  readonly title?: string;
  readonly description?: string;
  readonly place?: string;
  readonly files?: readonly FileRef[];
}

/** What its reporter may still put right while it is open. */
export function editRequest(request: Request, edit: RequestEdit): Request {
  const { body } = request;
  return withBody(
    request,
    {
      ...body,
      title: edit.title?.trim() ?? body.title,
      description: edit.description?.trim() ?? body.description,
      place: edit.place?.trim() ?? body.place,
      files: edit.files === undefined ? body.files : [...edit.files],
    },
    requestOrder,
  );
}

/** Id of the property that the request's place names; undefined where the place is free text. */
export function placeProperty(body: RequestBody): string | undefined {
  return isId(body.place) && typeOf(body.place) === 'property' ? body.place : undefined;
}
