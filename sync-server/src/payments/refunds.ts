/**
 * Refunds: what the office asked for is held against the payment as it is now, sent under a key of its own, and written into
 * the ledger when Stripe says that it is done. Never more than was paid, never of money that a bank has withdrawn.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import { MOST_REFUNDS } from '@communitrak/domain/ledger/index.ts';
import {
  paymentEntity,
  refundRequestEntity,
  takenBack,
  withRefundOutcome,
  type Payment,
  type RefundOutcome,
  type RefundRefusal,
  type RefundRequest,
} from '@communitrak/domain/payments/index.ts';
import { GatewayFault } from './client.ts';
import { readDoc, readRange, writeAll, type PaymentParts, type Place } from './parts.ts';
import { end, wait } from './pending.ts';
import { countRefunds, openDayIn, postRefund } from './refund-entries.ts';
import { KEY_LIFE_MS } from './send.ts';
import type { GatewayRefund } from './shapes.ts';
import type { Turns } from './turns.ts';

interface Case {
  readonly refund: RefundRequest;
  readonly payment: Payment;
  /** Other requests for the same payment. */
  readonly others: readonly RefundRequest[];
}

const isEnded = ({ body }: RefundRequest): boolean =>
  body.outcome.state === 'refused' || body.outcome.state === 'failed';

function refusalOf({ refund, payment, others }: Case): RefundRefusal | undefined {
  const { outcome, cents } = payment.body;
  if (outcome.dispute !== undefined && outcome.dispute.state !== 'won') return 'disputed';
  if (outcome.state !== 'succeeded' || outcome.entries.length === 0) return 'not-paid';
  const taken = others.filter((one) => !isEnded(one) && one.body.outcome.state !== 'requested');
  const sum = taken.reduce((all, { body }) => all + body.cents, refund.body.cents);
  if (sum > cents) return 'above-payment';
  // One that came back has its number in the ledger too.
  const numbered = others.filter((one) => one.body.outcome.entry !== '' || taken.includes(one));
  return numbered.length >= MOST_REFUNDS ? 'too-many' : undefined;
}

/** What a refusal of Stripe's means. @throws the fault while nobody knows */
function stopOf(error: unknown): Partial<RefundOutcome> {
  if (!(error instanceof GatewayFault) || error.kind === 'away') throw error;
  if (error.code === 'charge_disputed' || error.code === 'refund_disputed_payment')
    return { state: 'refused', refusal: 'disputed' };
  if (error.code === 'charge_already_refunded' || error.param === 'amount')
    return { state: 'refused', refusal: 'above-payment' };
  if (error.kind === 'gone') return { state: 'refused', refusal: 'closed' };
  return { state: 'failed', failure: error.code };
}

async function readCase({ database }: Place, id: string): Promise<Case | undefined> {
  const refund = await readDoc(database, refundRequestEntity, id);
  if (refund === undefined) return undefined;
  const [payment, all] = await Promise.all([
    readDoc(database, paymentEntity, makeId('payment', refund.body.payment)),
    readRange(database, refundRequestEntity, `refund-request:${refund.body.payment}.`),
  ]);
  if (payment === undefined) return undefined;
  return { refund, payment, others: all.filter((one) => one.id !== id) };
}

async function writeRefund(
  parts: PaymentParts,
  { association }: Place,
  refund: RefundRequest,
  changes: Partial<RefundOutcome>,
): Promise<RefundRequest | undefined> {
  const next = withRefundOutcome(refund, changes);
  const [outcome] = await writeAll(parts, association, [next]);
  return outcome?.outcome === 'refused' ? undefined : next;
}

async function lookUp(parts: PaymentParts, { account }: Place, { refund, payment }: Case) {
  const intent = payment.body.outcome.gateway?.intent ?? '';
  if (intent === '') return undefined;
  const local = localOf(refund.id);
  return (await parts.gateway.refundsOf(account, intent)).find((one) => one.refund === local);
}

async function order(parts: PaymentParts, place: Place, { refund, payment }: Case) {
  return parts.gateway.refund(place.account, {
    association: place.association,
    payment: refund.body.payment,
    refund: localOf(refund.id),
    intent: payment.body.outcome.gateway?.intent ?? '',
    cents: refund.body.cents,
  });
}

/** As it is once it is taken on; undefined when somebody else has ended it. */
async function takeOn(parts: PaymentParts, place: Place, refund: RefundRequest) {
  if (refund.body.outcome.state !== 'requested') return refund;
  return writeRefund(parts, place, refund, { state: 'pending', sentAt: isoInstant(parts.clock()) });
}

/** Of one that has not reached Stripe. */
async function orderIfRight(
  parts: PaymentParts,
  place: Place,
  found: Case,
): Promise<GatewayRefund | Partial<RefundOutcome>> {
  const { sentAt } = found.refund.body.outcome;
  if (parts.clock() - Date.parse(sentAt ?? '') > KEY_LIFE_MS) return { state: 'failed', failure: 'not_sent' };
  const refusal = place.account === '' ? 'closed' : refusalOf(found);
  if (refusal !== undefined) return { state: 'refused', refusal };
  try {
    return await order(parts, place, found);
  } catch (error) {
    return stopOf(error);
  }
}

/** @returns Stripe's refund, or how the request ends without one; undefined when there is nothing to be done */
async function sendRefund(
  parts: PaymentParts,
  place: Place,
  found: Case,
): Promise<GatewayRefund | Partial<RefundOutcome> | undefined> {
  const isNew = found.refund.body.outcome.state === 'requested';
  const refund = await takeOn(parts, place, found.refund);
  if (refund === undefined) return undefined;
  const known = isNew ? undefined : await lookUp(parts, place, found);
  if (known !== undefined) return known;
  // Of one that was there Stripe knows nothing any more: nothing follows from that.
  return refund.body.outcome.gateway === undefined
    ? orderIfRight(parts, place, { ...found, refund })
    : undefined;
}

/** @returns true when nothing more is to be expected */
async function settleRefund(
  parts: PaymentParts,
  place: Place,
  found: Case,
  seen: GatewayRefund,
): Promise<boolean> {
  const { payment } = found;
  const refund = (await readDoc(place.database, refundRequestEntity, found.refund.id)) ?? found.refund;
  const gateway = seen.id;
  const posted = await openDayIn(parts, place);
  const settledAt = refund.body.outcome.settledAt ?? isoInstant(parts.clock());
  if (seen.status === 'pending') {
    await writeRefund(parts, place, refund, { gateway });
    return false;
  }
  if (seen.status === 'failed' && refund.body.outcome.entry === '') {
    await writeRefund(parts, place, refund, { state: 'failed', failure: seen.failure, gateway, settledAt });
    return true;
  }
  const entry = await postRefund(parts, place, { ...found, refund }, posted);
  if (entry === undefined) return false;
  const done: Partial<RefundOutcome> = { gateway, entry: entry.id, settledAt };
  if (seen.status === 'failed') {
    const back = takenBack(entry, posted, seen.failure, parts.clock());
    await writeAll(parts, place.association, [back]);
    await writeRefund(parts, place, refund, { ...done, state: 'failed', failure: seen.failure });
  } else await writeRefund(parts, place, refund, { ...done, state: 'done' });
  await countRefunds(parts, place, payment);
  return true;
}

/** Does for a refund request whatever is to be done now. @throws GatewayFault while nobody knows */
export async function advanceRefund(
  parts: PaymentParts,
  place: Place,
  id: string,
  turns: Turns,
): Promise<void> {
  const key = { association: place.association, document: id };
  const ended = await turns.take(`${place.association} ${id.slice(0, id.lastIndexOf('.'))}`, async () => {
    const found = await readCase(place, id);
    if (found === undefined) return true;
    if (isEnded(found.refund)) {
      // A process may have ended before it had counted it.
      if (found.refund.body.outcome.entry !== '') await countRefunds(parts, place, found.payment);
      return true;
    }
    const sent = await sendRefund(parts, place, found);
    if (sent === undefined) return found.refund.body.outcome.state === 'done';
    if ('id' in sent) return settleRefund(parts, place, found, sent);
    const now = (await readDoc(place.database, refundRequestEntity, id)) ?? found.refund;
    await writeRefund(parts, place, now, sent);
    return true;
  });
  if (ended) await end(parts.operations, [key]);
  else await wait(parts.operations, [key], parts.clock());
}
