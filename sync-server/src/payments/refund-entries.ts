/** What refunds write into the ledger and onto their payment: each its own number, and sums that never fall. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  BOOKS_ID,
  booksEntity,
  ledgerEntryEntity,
  MOST_REFUNDS,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import {
  openDay,
  paymentEntity,
  paymentEntryId,
  refundEntry,
  refundRequestEntity,
  refundsAmong,
  withOutcome,
  type Payment,
  type RefundRequest,
} from '@communitrak/domain/payments/index.ts';
import { readDoc, readRange, todayIn, writeAll, type PaymentParts, type Place } from './parts.ts';

const TRIES = MOST_REFUNDS + 1;

/** Its entry, under the next free number; the one it has, when it has one. Undefined when the ledger refuses it. */
export async function postRefund(
  parts: PaymentParts,
  place: Place,
  { refund, payment }: { readonly refund: RefundRequest; readonly payment: Payment },
  posted: string,
): Promise<LedgerEntry | undefined> {
  const prefix = `${paymentEntryId(payment.id)}.ref`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { all, undone } = refundsAmong(await readRange(place.database, ledgerEntryEntity, prefix));
    const own = all.find(({ body }) => body.run === localOf(refund.id));
    if (own !== undefined) return own;
    const entry = refundEntry(refund, payment, all.length + 1, undone, posted);
    const [outcome] = await writeAll(parts, place.association, [entry]);
    if (outcome?.outcome !== 'refused') return entry;
    // Another refund of the same payment has taken the number in between.
    if (outcome.code === 'immutable') continue;
    parts.log.error(
      { association: place.association, document: refund.id, code: outcome.code, detail: outcome.detail },
      'a refund was given that the ledger did not take; it is tried again',
    );
    return undefined;
  }
  return undefined;
}

/** Sums of all its refunds, as they are stored now. */
export async function countRefunds(parts: PaymentParts, { association, database }: Place, payment: Payment) {
  const local = localOf(payment.id);
  const [now, all] = await Promise.all([
    readDoc(database, paymentEntity, payment.id),
    readRange(database, refundRequestEntity, `refund-request:${local}.`),
  ]);
  if (now === undefined) return;
  const given = all.filter(({ body }) => body.outcome.entry !== '');
  const sum = (some: readonly RefundRequest[]): number =>
    some.reduce((cents, { body }) => cents + body.cents, 0);
  const refundedCents = sum(given);
  const back = sum(given.filter(({ body }) => body.outcome.state === 'failed'));
  const { entries } = now.body.outcome;
  const more = given.map(({ body }) => body.outcome.entry).filter((id) => !entries.includes(id));
  await writeAll(parts, association, [
    withOutcome(now, {
      refundedCents,
      ...(back > 0 ? { refundFailedCents: back } : {}),
      entries: [...entries, ...more],
    }),
  ]);
}

/** The day on which something is posted now. */
export async function openDayIn(parts: PaymentParts, place: Place): Promise<string> {
  const books = await readDoc(place.database, booksEntity, BOOKS_ID);
  return openDay(await todayIn(parts, place), books?.body.lockedThrough ?? '');
}
