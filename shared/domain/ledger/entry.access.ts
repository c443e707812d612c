/**
 * Who sees an account (its household, the office, the board) and who may write to it (the office), and what every entry
 * must keep, whoever writes it: the server's own runs are asked the same.
 */
import { isCalendarDate } from '../core/dates.ts';
import type { Change, Needed } from '../core/entity.ts';
import type { Envelope } from '../core/envelope.ts';
import { localOf, makeId } from '../core/ids.ts';
import { householdKey, isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { entryShape, reversalId, type EntryBody, type LedgerEntry } from './entry.ts';
import { readNeeded } from '../core/read.ts';
import { hasRightSide } from './kinds.ts';
import { BOOKS_ID, booksShape, type BooksBody } from './books.ts';
import { firstSide, transferSides } from './transfer.ts';

/** A payment is refunded in at most so many parts, each named after it and its number. */
export const MOST_REFUNDS = 8;
export const refundId = (payment: string, part: number): string =>
  makeId('ledger-entry', `${localOf(payment)}.ref${part}`);

function refundPart({ id, body }: LedgerEntry): number {
  const payment = body.applies[0] ?? '';
  for (let part = 1; part <= MOST_REFUNDS; part += 1) if (refundId(payment, part) === id) return part;
  return 0;
}

function earlierRefunds(doc: LedgerEntry): readonly string[] {
  const payment = doc.body.applies[0] ?? '';
  return Array.from({ length: Math.max(0, refundPart(doc) - 1) }, (_, at) => refundId(payment, at + 1));
}

export function entryNeeds(doc: LedgerEntry): readonly string[] {
  const { household, kind, reverses, applies } = doc.body;
  const refunded = kind === 'refund' ? applies : [];
  const first = firstSide(doc.id);
  const named = [
    ...(reverses === '' ? [] : [reverses]),
    ...(first === undefined ? [] : [first]),
    ...refunded,
    ...(kind === 'refund' ? earlierRefunds(doc) : []),
  ];
  return [...new Set([makeId('household', household), BOOKS_ID, ...named])].filter((id) => id !== doc.id);
}

export function entryAudience({ body }: LedgerEntry): readonly Key[] {
  return [householdKey(body.household), 'office', 'board', 'lead'];
}

const entryIn = (needed: Needed, id: string): Envelope<EntryBody> | undefined =>
  readNeeded(entryShape, needed.get(id));

function reversalHolds(doc: LedgerEntry, needed: Needed): Verdict {
  const { kind, reverses, cents, household } = doc.body;
  if (kind !== 'reversal') return reverses === '' ? ALLOWED : refuse('invalid', 'body.reverses');
  const target = entryIn(needed, reverses);
  if (target === undefined) return refuse('missing-document');
  const exact = target.body.cents === -cents && target.body.household === household;
  // Before that it would take back what does not count yet.
  if (doc.body.posted < target.body.posted) return refuse('invalid', 'body.posted');
  if (!exact || target.body.kind === 'reversal') return refuse('invalid', 'body.reverses');
  // One id for the one reversal that an entry can have: a second is refused as something else under the same id.
  return doc.id === reversalId(reverses) ? ALLOWED : refuse('invalid', 'id');
}

/** Refunds of the payment before this one that still stand: one that was taken back gave nothing, and its reversal is named. */
function standingRefunds(doc: LedgerEntry, needed: Needed): readonly Envelope<EntryBody>[] | Verdict {
  const earlier = earlierRefunds(doc);
  const undone = doc.body.applies.slice(1);
  if (undone.some((id) => !earlier.some((one) => reversalId(one) === id)))
    return refuse('invalid', 'body.applies');
  const found = earlier.map((id) => entryIn(needed, id));
  if ([...found, ...undone.map((id) => entryIn(needed, id))].includes(undefined))
    return refuse('missing-document');
  return found.flatMap((one) => (one === undefined || undone.includes(reversalId(one.id)) ? [] : [one]));
}

function refundHolds(doc: LedgerEntry, needed: Needed): Verdict {
  const { kind, applies, cents, household } = doc.body;
  if (kind !== 'refund') return ALLOWED;
  if (applies.length === 0 || refundPart(doc) === 0) return refuse('invalid', 'body.applies');
  const payment = entryIn(needed, applies[0] ?? '');
  if (payment === undefined) return refuse('missing-document');
  if (payment.body.kind !== 'payment' || payment.body.household !== household)
    return refuse('invalid', 'body.applies');
  const before = standingRefunds(doc, needed);
  if ('ok' in before) return before;
  const given = before.reduce((sum, { body }) => sum + body.cents, cents);
  return given <= -payment.body.cents ? ALLOWED : refuse('invalid', 'body.cents');
}

/** Both sides of a transfer, or neither: the second finds the first, which says the opposite of the same day. */
function sidesHold({ id, body }: LedgerEntry, needed: Needed): Verdict {
  if (body.kind === 'transfer' && transferSides(id) === undefined) return refuse('invalid', 'id');
  const first = firstSide(id);
  if (first === undefined) return ALLOWED;
  const other = entryIn(needed, first)?.body;
  if (other === undefined) return refuse('missing-document');
  const cancels = other.cents === -body.cents && other.posted === body.posted && other.kind === body.kind;
  return cancels ? ALLOWED : refuse('invalid', 'body.cents');
}

function datesHold({ id, body }: LedgerEntry, books: Envelope<BooksBody> | undefined): Verdict {
  const { posted, due } = body;
  if (!isCalendarDate(posted)) return refuse('invalid', 'body.posted');
  if (due !== '' && !isCalendarDate(due)) return refuse('invalid', 'body.due');
  // A month locked between the two sides of a transfer does not leave the first alone.
  if (firstSide(id) !== undefined) return ALLOWED;
  if (books !== undefined && posted <= books.body.lockedThrough) return refuse('closed', 'body.posted');
  return ALLOWED;
}

/** What every entry keeps: the side of its kind, real days, no locked month, a home that is there, an exact reversal. */
export function entryInvariants({ after, needed }: Change<EntryBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { body } = after;
  const books = readNeeded(booksShape, needed.get(BOOKS_ID));
  return firstRefusal(
    () => (hasRightSide(body.kind, body.cents) ? ALLOWED : refuse('invalid', 'body.cents')),
    () => (after.parent === makeId('household', body.household) ? ALLOWED : refuse('invalid', 'parent')),
    () =>
      books === undefined || books.body.currency === body.currency
        ? ALLOWED
        : refuse('invalid', 'body.currency'),
    () => datesHold(after, books),
    () => (needed.has(makeId('household', body.household)) ? ALLOWED : refuse('missing-document')),
    () => sidesHold(after, needed),
    () => reversalHolds(after, needed),
    () => refundHolds(after, needed),
  );
}

/** What a run alone writes: the sides of a transfer, which come and go together, and opening balances. */
function isOfRun({ kind, reverses }: EntryBody): boolean {
  return kind === 'transfer' || kind === 'opening-balance' || transferSides(reverses) !== undefined;
}

/** The office writes receipts and single entries; runs, imports and online payments are the server's. */
export function mayWriteEntry(principal: Principal, { before, after }: Change<EntryBody>): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  if (before !== undefined) return refuse('immutable');
  const { source, author, reason, kind } = after.body;
  if (source !== 'person' && source !== 'receipt') return refuse('not-allowed', 'body.source');
  if (author !== principal.member) return refuse('not-allowed', 'body.author');
  if (isOfRun(after.body)) return refuse('not-allowed', 'body.kind');
  const explained = ['reversal', 'credit', 'write-off', 'refund'].includes(kind);
  return explained && reason.trim() === '' ? refuse('invalid', 'body.reason') : ALLOWED;
}
