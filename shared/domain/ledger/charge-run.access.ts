/** The office charges many homes at once; office and board see what was run. Once written, a run stays as it is. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { readNeeded } from '../core/read.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape } from './books.ts';
import { duesRunLocal, faultyLines, type ChargeRunBody } from './charge-run.ts';
import { SIDES } from './kinds.ts';

export const chargeRunNeeds = (): readonly string[] => [BOOKS_ID];

export function chargeRunAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

/** Dues of a month have one id, whoever presses: anything else under another id would charge twice. */
function idHolds(id: string, { kind, schedule, period }: ChargeRunBody): Verdict {
  const isDues = kind === 'dues';
  if (isDues !== (schedule !== '') || isDues !== (period !== '')) return refuse('invalid', 'body.schedule');
  return !isDues || id === `charge-run:${duesRunLocal(schedule, period)}` ? ALLOWED : refuse('invalid', 'id');
}

export function chargeRunInvariants({ after, needed }: Change<ChargeRunBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { body } = after;
  const books = readNeeded(booksShape, needed.get(BOOKS_ID));
  const total = body.lines.reduce((sum, { cents }) => sum + cents, 0);
  const kinds = new Set([body.entryKind, ...body.lines.flatMap(({ kind }) => kind ?? [])]);
  return firstRefusal(
    () => (isCalendarDate(body.posted) ? ALLOWED : refuse('invalid', 'body.posted')),
    () => (body.due === '' || isCalendarDate(body.due) ? ALLOWED : refuse('invalid', 'body.due')),
    () =>
      books === undefined || body.posted > books.body.lockedThrough
        ? ALLOWED
        : refuse('closed', 'body.posted'),
    () =>
      books === undefined || books.body.currency === body.currency
        ? ALLOWED
        : refuse('invalid', 'body.currency'),
    () => (total === body.totalCents ? ALLOWED : refuse('invalid', 'body.totalCents')),
    () =>
      [...kinds].every((kind) => SIDES[kind] === 'owed' && kind !== 'refund')
        ? ALLOWED
        : refuse('invalid', 'body.entryKind'),
    () => (faultyLines(after).length === 0 ? ALLOWED : refuse('invalid', 'body.lines')),
    () => idHolds(after.id, body),
  );
}

export function mayWriteChargeRun(principal: Principal, { before, after }: Change<ChargeRunBody>): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  return before === undefined ? ALLOWED : refuse('immutable');
}
