/**
 * Does for payments and refunds whatever is to be done now, whoever asks: the reaction to a new one, the reconciler, an event.
 * One place decides by what is stored, so that being asked twice, or late, or by two processes at once changes nothing.
 */
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { isPending, paymentEntity, type Payment } from '@communitrak/domain/payments/index.ts';
import { placeOf } from './accounts.ts';
import type { Seen } from './outcome.ts';
import { eachOf, readDocs, type PaymentParts, type Place } from './parts.ts';
import { end, wait } from './pending.ts';
import { advanceRefund } from './refunds.ts';
import { refusePayment, send } from './send.ts';
import { settle, type Known } from './settle.ts';
import type { Turns } from './turns.ts';

/** Questions to Stripe under way at once. */
const AT_ONCE = 16;

async function withDisputes(parts: PaymentParts, { account }: Place, seen: Seen): Promise<Seen> {
  const { intent } = seen;
  if (intent?.isDisputed !== true) return seen;
  return { ...seen, disputes: await parts.gateway.disputesOf(account, intent.id) };
}

/** What Stripe says of a payment that it has; undefined when it has never heard of it. */
export async function look(
  parts: PaymentParts,
  place: Place,
  at: { readonly intent: string; readonly session: string },
): Promise<Seen | undefined> {
  const { gateway } = parts;
  const session = at.session === '' ? undefined : await gateway.readSession(place.account, at.session);
  const id = at.intent === '' ? (session?.intent ?? '') : at.intent;
  const intent = id === '' ? undefined : await gateway.readIntent(place.account, id);
  if (session === undefined && intent === undefined) return undefined;
  return withDisputes(parts, place, { session, intent, disputes: [] });
}

/** @returns what Stripe says of it; undefined when nothing is to be written down for now */
async function seenOf(
  parts: PaymentParts,
  place: Place,
  payment: Payment,
  turns: Turns,
): Promise<Seen | undefined> {
  const { outcome, method } = payment.body;
  const known = outcome.gateway;
  if (known !== undefined && known.intent + known.session !== '') return look(parts, place, known);
  if (!isPending(outcome.state)) return undefined;
  // At the gateway's page only its person goes on.
  if (method === '') return undefined;
  const sent = await send(parts, place, payment, turns);
  if (sent === undefined || !('refusal' in sent)) return sent;
  await refusePayment(parts, place, payment, sent.refusal);
  await end(parts.operations, [{ association: place.association, document: payment.id }]);
  return undefined;
}

async function advancePayment(
  parts: PaymentParts,
  place: Place,
  payment: Payment,
  turns: Turns,
): Promise<Known | undefined> {
  const seen = await seenOf(parts, place, payment, turns);
  if (seen === undefined) return undefined;
  const now = paymentEntity.read((await readDocs(place.database, [payment.id])).get(payment.id));
  return now === undefined ? undefined : { payment: now, seen };
}

export interface Advance {
  /** @param documents ids of payments and refund requests. Never rejects: what could not be done stays pending */
  (association: string, documents: readonly string[]): Promise<void>;
}

export function createAdvance(parts: PaymentParts, turns: Turns): Advance {
  const one = async (place: Place, document: string, payment: Payment | undefined): Promise<void> => {
    const { association } = place;
    const key = { association, document };
    try {
      if (typeOf(document) === 'refund-request') return await advanceRefund(parts, place, document, turns);
      if (payment === undefined) return await end(parts.operations, [key]);
      const known = await advancePayment(parts, place, payment, turns);
      if (known !== undefined) return await settle(parts, place, [known]);
      const now = paymentEntity.read((await readDocs(place.database, [document])).get(document));
      if (now === undefined || !isPending(now.body.outcome.state)) await end(parts.operations, [key]);
      else await wait(parts.operations, [key], parts.clock());
    } catch (error) {
      parts.log.warn({ association, document, err: error }, 'a payment is looked at again later');
      await wait(parts.operations, [key], parts.clock());
    }
  };
  return async (association, documents) => {
    try {
      const place = await placeOf(parts, association);
      const docs = await readDocs(place.database, documents);
      await eachOf([...new Set(documents)], AT_ONCE, (id) =>
        one(place, id, paymentEntity.read(docs.get(id))),
      );
    } catch (error) {
      parts.log.warn({ association, err: error }, 'payments are looked at again later');
    }
  };
}
