/** Who sees what happened to a request (whoever sees the request), and who may answer or change it. */
import { isCalendarDate } from '../core/dates.ts';
import { writtenBy } from '../core/draft.ts';
import type { Change, Needed } from '../core/entity.ts';
import { FILES_PER_DOCUMENT_BYTES } from '../core/files.ts';
import { childId, makeId } from '../core/ids.ts';
import { isOffice, meets, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { play, startsFrom, trackedOf, type Tracked } from './explained.ts';
import { isActive, isAssignable } from './people.ts';
import { requestAudience } from './request.access.ts';
import { requestShape, type Request } from './request.ts';
import {
  requestEventShape,
  type FieldChange,
  type RequestEvent,
  type RequestEventBody,
} from './request-event.ts';
import { ALL_STATUSES, PRIORITIES, type RequestStatus } from './status.ts';
import { transitionsFor } from './transitions.ts';

function assigneeOf({ body }: RequestEvent): readonly string[] {
  return body.changes
    .filter((change) => change.field === 'assignee' && change.to !== '')
    .map((change) => makeId('member', change.to));
}

export function requestEventNeeds(doc: RequestEvent): readonly string[] {
  const members = new Set([makeId('member', doc.body.author), ...assigneeOf(doc)]);
  return [doc.parent, ...members, ...doc.body.earlier];
}

/** The request's own audience; without the request, its author alone: never more than the request shows. */
export function requestEventAudience(doc: RequestEvent, needed: Needed): readonly Key[] {
  const request = readNeeded(requestShape, needed.get(doc.parent));
  return request === undefined ? ['office'] : requestAudience(request);
}

function isSound(doc: RequestEvent): Verdict {
  const { kind, text, files, changes, earlier } = doc.body;
  if (!doc.id.startsWith(childId('request-event', doc.parent, ''))) return refuse('invalid', 'id');
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > FILES_PER_DOCUMENT_BYTES) return refuse('too-large', 'body.files');
  if (kind === 'change') return changes.length > 0 ? ALLOWED : refuse('invalid', 'body.changes');
  if (changes.length > 0 || earlier.length > 0) return refuse('invalid', 'body.changes');
  return text.trim() !== '' || files.length > 0 ? ALLOWED : refuse('invalid', 'body.text');
}

/** The request as this author saw it: the stored one, with their own events that it has not taken yet played over it. */
function asSeen(
  principal: Principal,
  request: Request,
  doc: RequestEvent,
  needed: Needed,
): Tracked | Verdict {
  const known = new Set([...request.body.earlier, request.body.event]);
  const events: RequestEvent[] = [];
  for (const id of doc.body.earlier.filter((one) => !known.has(one))) {
    const event = readNeeded(requestEventShape, needed.get(id));
    if (event === undefined) return refuse('missing-document');
    if (event.body.author !== principal.member) continue; // in effect when the spell began
    if (event.parent !== request.id || !writtenBy(event, principal.member))
      return refuse('invalid', 'body.earlier');
    events.push(event);
  }
  const played = play(trackedOf(request.body), events);
  return played.ok ? played.state : refuse('changed-meanwhile', played.field);
}

function statusOf(text: string): RequestStatus | undefined {
  return ALL_STATUSES.find((status) => status === text);
}

function mayMove(principal: Principal, request: Request, to: string, now: number): Verdict {
  const status = statusOf(to);
  if (status === undefined) return refuse('invalid', 'body.changes');
  if (transitionsFor(principal, request, now).includes(status)) return ALLOWED;
  const office = isOffice(principal);
  return refuse(office ? 'not-a-transition' : 'not-allowed', 'status');
}

/** Priority, assignee and due date are the office's to set. */
function mayPlan(principal: Principal, change: FieldChange, needed: Needed): Verdict {
  if (!isOffice(principal)) return refuse('not-allowed', change.field);
  if (change.field === 'assignee') return isAssignable(change.to, change.toName ?? '', needed, 'assignee');
  if (change.field === 'due') {
    return change.to === '' || isCalendarDate(change.to) ? ALLOWED : refuse('invalid', 'due');
  }
  return PRIORITIES.some((priority) => priority === change.to) ? ALLOWED : refuse('invalid', change.field);
}

function mayChange(principal: Principal, request: Request, doc: RequestEvent, change: Change): Verdict {
  const { needed, now } = change;
  const seen = asSeen(principal, request, doc, needed);
  if ('ok' in seen) return seen;
  const status = statusOf(seen.status) ?? request.body.status;
  const current: Request = { ...request, body: { ...request.body, status, assignee: seen.assignee } };
  return firstRefusal(
    () => startsFrom(seen, doc.body.changes),
    ...doc.body.changes.map(
      (one) => () =>
        one.field === 'status' ? mayMove(principal, current, one.to, now) : mayPlan(principal, one, needed),
    ),
  );
}

/** Whoever sees the request may answer it; what may be changed is asked field by field. An event never changes. */
export function mayWriteRequestEvent(principal: Principal, change: Change<RequestEventBody>): Verdict {
  const { before, after, needed } = change;
  if (before !== undefined || after === undefined) return refuse('immutable');
  if (after.body.author !== principal.member) return refuse('not-allowed', 'body.author');
  const request = readNeeded(requestShape, needed.get(after.parent));
  if (request === undefined) return refuse('missing-document');
  return firstRefusal(
    () => (meets(principal, requestAudience(request)) ? ALLOWED : refuse('not-allowed')),
    () => isActive(principal.member, needed),
    () => isSound(after),
    () => (after.body.kind === 'change' ? mayChange(principal, request, after, change) : ALLOWED),
  );
}
