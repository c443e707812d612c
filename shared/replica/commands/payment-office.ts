/** What the office does about online payments: how they are taken, money given back, what a difference was. */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  changePaymentSettings,
  createPaymentSettings,
  createRefundRequest,
  MOST_REFUND_REQUESTS,
  PAYMENT_SETTINGS_ID,
  paymentDifferenceEntity,
  paymentEntity,
  paymentSettingsEntity,
  refundRequestEntity,
  refundRequestId,
  settleDifference,
  type PaymentSettingsBody,
} from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

const GONE: CommandResult = { ok: false, code: 'not-allowed' };

export function keepPaymentSettings(replica: Replica, body: PaymentSettingsBody): Promise<CommandResult> {
  return untilFresh(async () => {
    const known = paymentSettingsEntity.read(await replica.parts.documents.get(PAYMENT_SETTINGS_ID));
    const doc = known === undefined ? createPaymentSettings(body) : changePaymentSettings(known, body);
    return post(replica, [doc], doc.id);
  });
}

/** How many requests for a payment are here; they are numbered from 1 without a gap. */
async function requestsHere(replica: Replica, payment: string): Promise<number> {
  for (let number = 1; number <= MOST_REFUND_REQUESTS; number += 1) {
    const doc = await replica.parts.documents.get(refundRequestId(payment, number));
    if (refundRequestEntity.read(doc) === undefined) return number - 1;
  }
  return MOST_REFUND_REQUESTS;
}

/**
 * Asks the server to give back a payment, whole or in part. Two devices that ask at once ask under the same id: one of them
 * is taken.
 * @param payment document id @param asked whole cents, at most what has not been given back; and why
 */
export async function requestRefund(
  replica: Replica,
  payment: string,
  asked: { readonly cents: number; readonly reason: string },
): Promise<CommandResult> {
  const paid = paymentEntity.read(await replica.parts.documents.get(payment));
  if (paid === undefined) return GONE;
  const earlier = await requestsHere(replica, localOf(payment));
  if (earlier >= MOST_REFUND_REQUESTS) return { ok: false, code: 'closed', detail: payment };
  const by = { member: replica.principal.member, device: replica.platform.kind };
  const made = createRefundRequest(paid, asked, by, replica.clock(), earlier);
  return post(replica, [made], made.id);
}

/** @param id document id @param note what the difference was, in a person's words */
export function settlePaymentDifference(replica: Replica, id: string, note: string): Promise<CommandResult> {
  return untilFresh(async () => {
    const found = paymentDifferenceEntity.read(await replica.parts.documents.get(id));
    if (found === undefined) return GONE;
    const settled = { by: replica.principal.member, at: isoInstant(replica.clock()), note: note.trim() };
    return post(replica, [settleDifference(found, settled)], id);
  });
}
