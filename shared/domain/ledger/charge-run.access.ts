/** The office charges many homes at once; office and board see what was run. Once written, a run stays as it is. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change, Needed } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { readNeeded } from '../core/read.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape } from './books.ts';
import { duesRunLocal, faultyLines, type ChargeRun, type ChargeRunBody } from './charge-run.ts';
import { entryShape } from './entry.ts';
import { SIDES } from './kinds.ts';
import { faultyOpenings } from './opening.ts';
import { takenBackBy, transferKeys } from './transfer.ts';

/** Of a transfer also both homes, or both entries that are taken back: what is accepted is then written whole. */
export function chargeRunNeeds(run: ChargeRun): readonly string[] {
  const { kind, lines } = run.body;
  const homes = kind === 'transfer' ? lines.map(({ household }) => makeId('household', household)) : [];
  return [BOOKS_ID, ...new Set(homes), ...takenBackBy(run)];
}

export function chargeRunAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

/** Dues of a month have one id, whoever presses: anything else under another id would charge twice. */
function idHolds(id: string, { kind, schedule, period }: ChargeRunBody): Verdict {
  const isDues = kind === 'dues';
  if (isDues !== (schedule !== '') || isDues !== (period !== '')) return refuse('invalid', 'body.schedule');
  return !isDues || id === `charge-run:${duesRunLocal(schedule, period)}` ? ALLOWED : refuse('invalid', 'id');
}

/** Two sides that cancel, on two accounts, each under its own name. */
function sidesCancel(run: ChargeRun): boolean {
  const { lines } = run.body;
  const [first, second] = lines;
  if (first === undefined || second === undefined || lines.length > 2) return false;
  const keys = transferKeys(run);
  const apart = first.household !== second.household && lines.every(({ key = '' }) => keys.includes(key));
  return apart && first.cents !== 0 && first.cents === -second.cents;
}

/** What takes a transfer back takes exactly its sides, and not before they were. */
function takesBackWhole(run: ChargeRun, needed: Needed): Verdict {
  const { lines, posted } = run.body;
  const sides = takenBackBy(run).map((id) => readNeeded(entryShape, needed.get(id))?.body);
  if (sides.includes(undefined)) return refuse('missing-document');
  const exact = sides.every(
    (side) =>
      side?.kind === 'transfer' &&
      side.posted <= posted &&
      lines.some(({ household, cents }) => household === side.household && cents === -side.cents),
  );
  return exact ? ALLOWED : refuse('invalid', 'body.lines');
}

function transferHolds(run: ChargeRun, needed: Needed): Verdict {
  const { kind, entryKind, reason = '' } = run.body;
  const homes = chargeRunNeeds(run).filter((id) => id.startsWith('household:'));
  return firstRefusal(
    () => (reason.trim() === '' ? refuse('invalid', 'body.reason') : ALLOWED),
    () =>
      entryKind === (kind === 'transfer' ? 'transfer' : 'reversal')
        ? ALLOWED
        : refuse('invalid', 'body.entryKind'),
    () => (sidesCancel(run) ? ALLOWED : refuse('invalid', 'body.lines')),
    () => (homes.every((id) => needed.has(id)) ? ALLOWED : refuse('missing-document')),
    () => takesBackWhole(run, needed),
  );
}

function openingHolds(run: ChargeRun): Verdict {
  if (run.body.entryKind !== 'opening-balance') return refuse('invalid', 'body.entryKind');
  return faultyOpenings(run) ? refuse('invalid', 'body.lines') : ALLOWED;
}

/** Charges, and nothing that pays. */
function chargesHold({ entryKind, lines }: ChargeRunBody): Verdict {
  const kinds = new Set([entryKind, ...lines.flatMap(({ kind }) => kind ?? [])]);
  if (![...kinds].every((kind) => SIDES[kind] === 'owed' && kind !== 'refund'))
    return refuse('invalid', 'body.entryKind');
  return lines.every(({ cents }) => cents > 0) ? ALLOWED : refuse('invalid', 'body.lines');
}

function linesHold(run: ChargeRun, needed: Needed): Verdict {
  const { kind, lines } = run.body;
  if (kind !== 'transfer' && kind !== 'transfer-back' && kind !== 'opening') return chargesHold(run.body);
  // Each of them is of the run's own kind.
  if (lines.some((line) => line.kind !== undefined)) return refuse('invalid', 'body.lines');
  return kind === 'opening' ? openingHolds(run) : transferHolds(run, needed);
}

export function chargeRunInvariants({ after, needed }: Change<ChargeRunBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { body } = after;
  const books = readNeeded(booksShape, needed.get(BOOKS_ID));
  const total = body.lines.reduce((sum, { cents }) => sum + cents, 0);
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
    () => linesHold(after, needed),
    () => (faultyLines(after).length === 0 ? ALLOWED : refuse('invalid', 'body.lines')),
    () => idHolds(after.id, body),
  );
}

export function mayWriteChargeRun(principal: Principal, { before, after }: Change<ChargeRunBody>): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  return before === undefined ? ALLOWED : refuse('immutable');
}
