/** Everybody reads the rules that their account goes by; the office keeps the books, and the past stays as it was. */
import { dateInZone, isCalendarDate, isoInstant } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import type { BooksBody } from './books.ts';

export const booksNeeds = (): readonly string[] => [];

export function booksAudience(): readonly Key[] {
  return ['all', 'office', 'board', 'lead'];
}

/** A day behind the server's clock: every zone of the world has begun the day by then. */
const DAY_MS = 86_400_000;

/** Rules that have held stay as they are: new ones begin today or later, those before are kept word for word. */
function rulesHold(before: BooksBody | undefined, after: BooksBody, now: number): Verdict {
  const kept = before?.rules ?? [];
  const same = kept.every((rule, at) => JSON.stringify(rule) === JSON.stringify(after.rules[at]));
  if (!same) return refuse('immutable', 'body.rules');
  const yesterday = dateInZone(isoInstant(now - DAY_MS), 'UTC');
  const added = after.rules.slice(kept.length);
  const wrong = added.some(({ from }) => !isCalendarDate(from) || (before !== undefined && from < yesterday));
  return wrong ? refuse('invalid', 'body.rules') : ALLOWED;
}

/** Who locked what is kept word for word, and the last of it is what holds. */
function locksHold(before: BooksBody | undefined, { locks = [], lockedThrough }: BooksBody): Verdict {
  const kept = before?.locks ?? [];
  const same = kept.every((lock, at) => JSON.stringify(lock) === JSON.stringify(locks[at]));
  if (!same) return refuse('immutable', 'body.locks');
  const added = locks.slice(kept.length);
  const wrong =
    added.some(({ through }) => through !== '' && !isCalendarDate(through)) ||
    (added.length > 0 && added.at(-1)?.through !== lockedThrough);
  return wrong ? refuse('invalid', 'body.locks') : ALLOWED;
}

export function booksInvariants({ before, after, now }: Change<BooksBody>): Verdict {
  if (after === undefined) return refuse('not-allowed');
  const { currency, lockedThrough } = after.body;
  if (before !== undefined && before.body.currency !== currency) return refuse('immutable', 'body.currency');
  if (lockedThrough !== '' && !isCalendarDate(lockedThrough)) return refuse('invalid', 'body.lockedThrough');
  return firstRefusal(
    () => rulesHold(before?.body, after.body, now),
    () => locksHold(before?.body, after.body),
  );
}

function locksOfOthers(before: BooksBody | undefined, { locks = [] }: BooksBody, member: string): boolean {
  return locks.slice(before?.locks?.length ?? 0).some(({ by }) => by !== member);
}

/** A lock moves forward by the office; back only by a community leader, who answers for it. */
export function mayWriteBooks(principal: Principal, { before, after }: Change<BooksBody>): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  const unlocks = before !== undefined && after.body.lockedThrough < before.body.lockedThrough;
  if (locksOfOthers(before?.body, after.body, principal.member)) return refuse('not-allowed', 'body.locks');
  return unlocks && !principal.keys.has('lead') ? refuse('not-allowed', 'body.lockedThrough') : ALLOWED;
}
