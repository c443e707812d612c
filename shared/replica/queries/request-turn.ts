/**
 * Whose turn it is on a request, from what was last said on it. Pure. A request waits for its reporter only as long as the
 * last word is the other side's: whoever has answered has done what they could.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { isClosed, type RequestBody, type RequestEvent } from '@communitrak/domain/requests/index.ts';
import type { Turn } from './request-rows.ts';

/** The server's word where it has spoken, else the device's claim (trap T17). */
export function whenOf(stamp: Envelope['stamp'], claimed: string): string {
  return stamp.at === '' ? claimed : stamp.at;
}

/** What has been said on a request. */
export interface Said {
  /** Time of its latest event; '' before one. ISO. */
  readonly at: string;
  /** Whose the last word was; '' when nobody has said anything. */
  readonly last: 'reporter' | 'association' | '';
}

export const NOTHING_SAID: Said = { at: '', last: '' };

/** Who is who, as far as this member sees it. */
export interface Sides {
  /** Local ids of members with a role: office, board, community leaders. Tenants may not see them. */
  readonly staff: ReadonlySet<string>;
  /** Local ids of members by household. Directors do not see them. */
  readonly homes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A due date or a priority that is set says nothing to the other side. */
function isWord({ body }: RequestEvent): boolean {
  if (body.kind === 'comment' || body.text.trim() !== '') return true;
  return body.changes.some(({ field }) => field === 'status');
}

function isReporters(author: string, request: RequestBody, { staff, homes }: Sides): boolean {
  if (author === request.reporter) return true;
  if (staff.has(author) || author === request.assignee) return false;
  if (homes.get(request.household)?.has(author) === true) return true;
  // Who sees the roles sees that this member has none: they live there.
  return staff.size > 0;
}

/** @param events of this request, in any order */
export function saidOn(request: RequestBody, events: readonly RequestEvent[], sides: Sides): Said {
  let at = '';
  let spoken = { at: '', author: '' };
  for (const event of events) {
    const when = whenOf(event.stamp, event.body.at);
    if (when > at) at = when;
    if (isWord(event) && when >= spoken.at) spoken = { at: when, author: event.body.author };
  }
  if (spoken.author === '') return { at, last: '' };
  return { at, last: isReporters(spoken.author, request, sides) ? 'reporter' : 'association' };
}

export function turnOf({ kind, status }: RequestBody, said: Said | undefined): Turn {
  if (isClosed(status)) return '';
  const works: Turn = kind === 'architectural' ? 'board' : 'office';
  if (status !== 'waiting') return works;
  if (said === undefined) return '';
  return said.last === 'reporter' ? works : 'reporter';
}
