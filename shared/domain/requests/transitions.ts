/** Which steps of a request's status a member may take: asked by the buttons, and finally by the rule. */
import { neverAccepted } from '../core/draft.ts';
import { householdKey, memberKey, type Principal } from '../core/principal.ts';
import type { Request } from './request.ts';
import { endsOf, isClosed, possibleTransitions, type RequestStatus } from './status.ts';

/** A household may take up again what was closed so recently; later it is a new request. */
export const REOPEN_DAYS = 30;
const REOPEN_MS = REOPEN_DAYS * 24 * 3600 * 1000;

function closedLately(request: Request, now: number): boolean {
  const at = Date.parse(request.stamp.at);
  return Number.isNaN(at) || now - at <= REOPEN_MS;
}

/** What a resident may do with a request of their own household: call it solved, or take it up again. */
function residentTransitions(principal: Principal, request: Request, now: number): readonly RequestStatus[] {
  const { kind, status, household, reporter } = request.body;
  // What no server has accepted yet is discarded, not closed.
  if (kind === 'architectural' || household === '' || neverAccepted(request)) return [];
  if (!principal.keys.has(householdKey(household))) return [];
  if (isClosed(status)) return closedLately(request, now) ? ['open'] : [];
  return reporter === principal.member ? ['done'] : [];
}

/** Directors decide on architectural requests; the work in between is the office's. */
function boardTransitions(principal: Principal, request: Request): readonly RequestStatus[] {
  const { kind, status } = request.body;
  if (kind !== 'architectural' || !principal.keys.has('board')) return [];
  return isClosed(status) ? ['open'] : endsOf(kind);
}

/** Whoever has been given the work moves it along; decisions stay with board and office. */
function assigneeTransitions(principal: Principal, request: Request): readonly RequestStatus[] {
  const { kind, status, assignee } = request.body;
  if (assignee !== principal.member || !principal.keys.has(memberKey(assignee)) || isClosed(status))
    return [];
  return possibleTransitions(kind, status).filter((to) => kind !== 'architectural' || !isClosed(to));
}

/**
 * The statuses this member may give the request now; empty for one who may not touch it.
 * @param now epoch ms
 */
export function transitionsFor(
  principal: Principal,
  request: Request,
  now: number,
): readonly RequestStatus[] {
  const { kind, status } = request.body;
  const possible = possibleTransitions(kind, status);
  if (principal.keys.has('office')) return possible;
  const allowed = new Set([
    ...residentTransitions(principal, request, now),
    ...boardTransitions(principal, request),
    ...assigneeTransitions(principal, request),
  ]);
  return possible.filter((to) => allowed.has(to));
}
