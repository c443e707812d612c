/** What a member may do with a request, for the buttons: the same questions as the rules, without a change in hand. */
import { householdKey, isOffice, type Principal } from '../core/principal.ts';
import type { Request } from './request.ts';
import { isClosed } from './status.ts';

/** Title, description, place, photos. */
export function mayEditRequest(principal: Principal, { body }: Request): boolean {
  if (isOffice(principal)) return !isClosed(body.status);
  const own = body.reporter === principal.member && principal.keys.has(householdKey(body.household));
  return own && body.status === 'open';
}

/** Assignee, priority and due date. */
export function mayAssign(principal: Principal): boolean {
  return isOffice(principal);
}

/** Internal notes, to read and to write. */
export function maySeeNotes(principal: Principal): boolean {
  return isOffice(principal);
}
