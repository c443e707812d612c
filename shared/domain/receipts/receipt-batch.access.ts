/** The office takes money in; the office and the board see what was taken. Once posted, a batch stays as it is. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change, Needed } from '../core/entity.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape, isUndeposited, ledgerEntryEntity } from '../ledger/index.ts';
import type { ReceiptBatch, ReceiptBatchBody } from './receipt-batch.ts';

/** Of a deposit also the payments that it takes to the bank. */
export function receiptBatchNeeds({ body }: ReceiptBatch): readonly string[] {
  return [BOOKS_ID, ...new Set(body.lines.flatMap(({ payment }) => payment ?? []))];
}

/** Each line a payment that waits for its deposit, whole and once; any other batch names none. */
function depositHolds({ body }: ReceiptBatch, needed: Needed): Verdict {
  const { kind, lines } = body;
  const named = lines.flatMap(({ payment }) => payment ?? []);
  if (kind !== 'deposit') return named.length === 0 ? ALLOWED : refuse('invalid', 'body.lines');
  if (new Set(named).size !== lines.length) return refuse('invalid', 'body.lines');
  const payments = lines.map(({ payment = '' }) => ledgerEntryEntity.read(needed.get(payment))?.body);
  if (payments.includes(undefined)) return refuse('missing-document');
  const exact = lines.every(({ household, cents }, at) => {
    const payment = payments[at];
    const waits = payment !== undefined && isUndeposited(payment);
    return waits && payment.household === household && payment.cents === -cents;
  });
  return exact ? ALLOWED : refuse('invalid', 'body.lines');
}

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
    () => depositHolds(after, needed),
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
