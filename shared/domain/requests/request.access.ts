/** Who sees a request, who files one, and who may change what of it. */
import { isCalendarDate } from '../core/dates.ts';
import { neverAccepted, writtenBy } from '../core/draft.ts';
import type { Change, Needed } from '../core/entity.ts';
import { FILES_PER_DOCUMENT_BYTES } from '../core/files.ts';
import { makeId } from '../core/ids.ts';
import { householdKey, isOffice, memberKey, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { explains, sameTracked, trackedOf } from './explained.ts';
import { isActive, isAssignable } from './people.ts';
import type { Request, RequestBody } from './request.ts';
import { requestEventShape, type RequestEvent } from './request-event.ts';
import { isClosed, statusesOf } from './status.ts';

const idOf = (type: string, local: string): readonly string[] => (local === '' ? [] : [makeId(type, local)]);

export function requestNeeds({ body }: Request): readonly string[] {
  return [
    ...idOf('household', body.household),
    ...new Set([makeId('member', body.reporter), ...idOf('member', body.assignee)]),
    ...body.earlier,
    ...(body.event === '' ? [] : [body.event]),
  ];
}

/** Its household and the office; the board where the board decides; whoever has been given the work. */
export function requestAudience({ body }: Request): readonly Key[] {
  return [
    'office',
    ...(body.household === '' ? [] : [householdKey(body.household)]),
    ...(body.kind === 'architectural' ? ['board'] : []),
    ...(body.assignee === '' ? [] : [memberKey(body.assignee)]),
  ];
}

function isSound({ body, parent }: Request): Verdict {
  if (parent !== '') return refuse('invalid', 'parent');
  if (!statusesOf(body.kind).includes(body.status)) return refuse('invalid', 'body.status');
  if (body.due !== '' && !isCalendarDate(body.due)) return refuse('invalid', 'body.due');
  const bytes = body.files.reduce((sum, file) => sum + file.bytes, 0);
  return bytes <= FILES_PER_DOCUMENT_BYTES ? ALLOWED : refuse('too-large', 'body.files');
}

/** Who files is who signs: nobody files in another's name, and a new request has no history. */
function isOwnNew(principal: Principal, { body }: Request): Verdict {
  if (body.reporter !== principal.member) return refuse('not-allowed', 'body.reporter');
  if (body.reporterName !== principal.name) return refuse('not-allowed', 'body.reporterName');
  return body.event === '' && body.earlier.length === 0 ? ALLOWED : refuse('invalid', 'body.event');
}

function isUntouched({ status, assignee, assigneeName, due }: RequestBody): boolean {
  return status === 'open' && `${assignee}${assigneeName}${due}` === '';
}

/** Residents file for a household of their own, open and unassigned; the office for any, or for none. */
function mayFile(principal: Principal, { body }: Request, needed: Needed): Verdict {
  const own = body.household !== '' && principal.keys.has(householdKey(body.household));
  if (!isOffice(principal) && !(own && isUntouched(body))) return refuse('not-allowed');
  if (body.household !== '' && !needed.has(makeId('household', body.household))) {
    return refuse('missing-document');
  }
  return firstRefusal(
    () => isActive(principal.member, needed),
    () => isAssignable(body.assignee, body.assigneeName, needed, 'body.assigneeName'),
  );
}

const FIXED = ['kind', 'household', 'reporter', 'reporterName', 'reportedAt'] as const;
const TEXTS = ['title', 'description', 'place'] as const;

function fixedFields(before: RequestBody, after: RequestBody): Verdict {
  const field = FIXED.find((name) => before[name] !== after[name]);
  return field === undefined ? ALLOWED : refuse('immutable', `body.${field}`);
}

/** Its reporter while it is open, the office until it is closed. */
function mayEdit(principal: Principal, before: Request, after: Request, needed: Needed): Verdict {
  const text = TEXTS.find((name) => before.body[name] !== after.body[name]);
  const files = JSON.stringify(before.body.files) !== JSON.stringify(after.body.files);
  if (text === undefined && !files) return ALLOWED;
  const { status, household, reporter } = before.body;
  if (isOffice(principal)) return isClosed(status) ? refuse('closed') : ALLOWED;
  const own = reporter === principal.member && principal.keys.has(householdKey(household));
  if (!own) return refuse('not-allowed');
  return status === 'open' ? isActive(principal.member, needed) : refuse('closed');
}

/** The events cited since the stored version, oldest first, read; undefined when one of them is not there. */
function newEvents(
  principal: Principal,
  change: Readonly<Record<'before' | 'after', Request>>,
  needed: Needed,
) {
  const { before, after } = change;
  const known = new Set([...before.body.earlier, before.body.event]);
  const cited = [...after.body.earlier, after.body.event].filter((id) => id !== '' && !known.has(id));
  const events = cited
    .map((id) => readNeeded(requestEventShape, needed.get(id)))
    .filter((event) => event !== undefined);
  if (events.length < cited.length) return undefined;
  // Another's event may stand in a spell's list only because it was in effect already when the spell began.
  return events.filter((event) => event.body.author === principal.member || event.id === after.body.event);
}

function isOwnEventOf(principal: Principal, request: Request, event: RequestEvent): boolean {
  const own = event.body.author === principal.member && writtenBy(event, principal.member);
  return own && event.parent === request.id && event.body.kind === 'change';
}

/** Only its author has touched it so far, so there is nobody to explain a change to (see changeRequest). */
function stillOnlyTheAuthors(principal: Principal, { body, stamp }: Request): boolean {
  const own = body.reporter === principal.member && body.event === '';
  return own && (stamp.at === '' || stamp.by === principal.member);
}

function trackedFields(principal: Principal, before: Request, after: Request, needed: Needed): Verdict {
  const [from, to] = [trackedOf(before.body), trackedOf(after.body)];
  const cites = before.body.event !== after.body.event;
  if (!cites) {
    if (sameTracked(from, to)) return ALLOWED;
    const silently = after.body.event === '' && stillOnlyTheAuthors(principal, before) && isOffice(principal);
    return silently ? ALLOWED : refuse('event-missing', 'body.event');
  }
  const events = newEvents(principal, { before, after }, needed);
  if (events === undefined || events.length === 0) return refuse('event-missing', 'body.event');
  // Each event was allowed by its own rule when it was stored; here it is only held against this request.
  if (!events.every((event) => isOwnEventOf(principal, after, event)))
    return refuse('event-missing', 'body.event');
  return explains(from, to, events);
}

function assigneeName(before: RequestBody, after: RequestBody, needed: Needed): Verdict {
  if (before.assignee === after.assignee) {
    return before.assigneeName === after.assigneeName ? ALLOWED : refuse('not-allowed', 'body.assigneeName');
  }
  return isAssignable(after.assignee, after.assigneeName, needed, 'body.assigneeName');
}

/** A request is never deleted: it is closed, and its number stays. */
export function mayWriteRequest(principal: Principal, change: Change<RequestBody>): Verdict {
  const { before, after, needed } = change;
  if (after === undefined) return refuse('not-allowed');
  if (before === undefined)
    return firstRefusal(
      () => isSound(after),
      () => isOwnNew(principal, after),
      () => mayFile(principal, after, needed),
    );
  const unsent = neverAccepted(before) && before.body.reporter === principal.member;
  return firstRefusal(
    () =>
      unsent || requestAudience(before).some((key) => principal.keys.has(key))
        ? ALLOWED
        : refuse('not-allowed'),
    () => isSound(after),
    () => fixedFields(before.body, after.body),
    () => mayEdit(principal, before, after, needed),
    () => assigneeName(before.body, after.body, needed),
    () => trackedFields(principal, before, after, needed),
  );
}
