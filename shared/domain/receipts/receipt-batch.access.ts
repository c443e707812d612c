/** The office takes money in; the office and the board see what was taken. Once posted, a batch stays as it is. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape } from '../ledger/index.ts';
import type { ReceiptBatchBody } from './receipt-batch.ts';

export const receiptBatchNeeds = (): readonly string[] => [BOOKS_ID];

export function receiptBatchAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

export function receiptBatchInvariants({ after, needed }: Change<ReceiptBatchBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { deposited, currency, lines, totalCents } = after.body;
  const books = readNeeded(booksShape, needed.get(BOOKS_ID))?.body;
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  return firstRefusal(
    () => (isCalendarDate(deposited) ? ALLOWED : refuse('invalid', 'body.deposited')),
    () =>
      books === undefined || deposited > books.lockedThrough ? ALLOWED : refuse('closed', 'body.deposited'),
    () => (books === undefined || books.currency === currency ? ALLOWED : refuse('invalid', 'body.currency')),
    () => (total === totalCents ? ALLOWED : refuse('invalid', 'body.totalCents')),
  );
}

export function mayWriteReceiptBatch(
  principal: Principal,
  { before, after }: Change<ReceiptBatchBody>,
): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  if (before !== undefined) return refuse('immutable');
  return after.body.author === principal.member ? ALLOWED : refuse('not-allowed', 'body.author');
}
