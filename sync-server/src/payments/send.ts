/**
 * From a payment that was asked for to one that Stripe has: taken on first, so that nobody can take it back any more, then
 * held against the account as it is now, then sent under a key that is its own. Whoever finds one that was taken on and of
 * which Stripe's answer is not known looks at Stripe first, and never sends it again when the key has lived its life.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { householdLinkEntity, householdLinkId } from '@communitrak/domain/household-links/index.ts';
import {
  accountOf as ledgerAccountOf,
  BOOKS_ID,
  booksEntity,
  ledgerEntryEntity,
  lineOf,
  rulesOfBooks,
} from '@communitrak/domain/ledger/index.ts';
import {
  checkPayment,
  isOnItsWay,
  methodFor,
  PAYMENT_SETTINGS_ID,
  PAYMENT_STATUS_ID,
  paymentEntity,
  paymentMethodEntity,
  paymentSettingsEntity,
  paymentStatusEntity,
  USUAL_SETTINGS,
  withOutcome,
  type Payment,
  type PaymentFacts,
  type PaymentOutcome,
  type PaymentRefusal,
  type SavedMethod,
} from '@communitrak/domain/payments/index.ts';
import { GatewayFault } from './client.ts';
import { customerFor } from './customers.ts';
import type { Order } from './orders.ts';
import type { Seen } from './outcome.ts';
import { readDoc, readDocs, readRange, writeAll, type PaymentParts, type Place } from './parts.ts';
import type { Turns } from './turns.ts';

/** Stripe forgets a key after 24 hours at the earliest: from an hour before that on nothing is sent again. */
export const KEY_LIFE_MS = 23 * 3_600_000;
/** Two machines' clocks differ by less. */
const CLOCKS_APART_S = 3600;

/** Of what was taken on and not sent. */
export type Stopped = { readonly refusal: PaymentRefusal } | { readonly gone: true };

async function factsOf(parts: PaymentParts, place: Place, payment: Payment): Promise<PaymentFacts> {
  const { household, method, author } = payment.body;
  const { association, database } = place;
  const linkId = householdLinkId(author, household);
  const methodId = makeId('payment-method', method === '' ? 'none' : method);
  const [entries, payments, docs] = await Promise.all([
    parts.reads.ofHousehold(association, household, 'ledger-entry'),
    readRange(database, paymentEntity, `payment:${household}.`),
    readDocs(database, [BOOKS_ID, PAYMENT_SETTINGS_ID, PAYMENT_STATUS_ID, linkId, methodId]),
  ]);
  const lines = entries.flatMap((doc) => {
    const entry = ledgerEntryEntity.read(doc);
    return entry === undefined ? [] : [lineOf(entry)];
  });
  const link = householdLinkEntity.read(docs.get(linkId));
  const saved = paymentMethodEntity.read(docs.get(methodId));
  return {
    account: ledgerAccountOf(lines, rulesOfBooks(booksEntity.read(docs.get(BOOKS_ID))?.body)),
    // Whoever has taken one on is counted, whoever has not will count this one.
    others: payments.filter(
      (one) => one.id !== payment.id && isOnItsWay(one) && one.body.outcome.state !== 'requested',
    ),
    settings: paymentSettingsEntity.read(docs.get(PAYMENT_SETTINGS_ID))?.body ?? USUAL_SETTINGS,
    status: paymentStatusEntity.read(docs.get(PAYMENT_STATUS_ID))?.body,
    methods: saved === undefined ? [] : [saved],
    belongs: link !== undefined && link.body.to === undefined,
  };
}

/** @returns it as it is stored now; undefined when it is not to be sent any more */
async function takeOn(
  parts: PaymentParts,
  { association, database }: Place,
  payment: Payment,
): Promise<Payment | undefined> {
  const state = payment.body.method === '' ? 'action' : 'processing';
  const taken = withOutcome(payment, { state, sentAt: isoInstant(parts.clock()) });
  const [outcome] = await writeAll(parts, association, [taken]);
  if (outcome?.outcome === 'written') return taken;
  const now = await readDoc(database, paymentEntity, payment.id);
  return now?.body.outcome.state === state ? now : undefined;
}

const ageOf = (parts: PaymentParts, { outcome }: Payment['body']): number =>
  parts.clock() - Date.parse(outcome.sentAt ?? isoInstant(0));

const sinceOf = ({ outcome }: Payment['body']): number =>
  Math.floor(Date.parse(outcome.sentAt ?? isoInstant(0)) / 1000) - CLOCKS_APART_S;

/** What a refusal of Stripe's means to a payment; undefined for one that says nothing about it. */
function stopOf(fault: GatewayFault): Seen | { readonly refusal: PaymentRefusal } | undefined {
  const { kind, code, declineCode, param } = fault;
  if (kind === 'away') return undefined;
  if (kind === 'declined') return { disputes: [], failure: { code, declineCode } };
  if (param === 'payment_method') return { refusal: 'method-gone' };
  if (kind === 'gone' || code === 'account_invalid') return { refusal: 'closed' };
  return { disputes: [], failure: { code, declineCode } };
}

export type Sent = Seen | { readonly refusal: PaymentRefusal };

/** The answer, or what its refusal means. @throws GatewayFault while nobody knows */
async function chargeOnce(
  parts: PaymentParts,
  { account, association }: Place,
  order: Order,
  method: SavedMethod,
): Promise<Sent> {
  const back = `${parts.appUrl()}/app/${association}/payments`;
  try {
    const intent = await parts.gateway.charge(account, order, method.body.gateway, back);
    return { intent, disputes: [] };
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    const stop = stopOf(error);
    if (stop === undefined) throw error;
    if (error.intent === '') return stop;
    const intent = await parts.gateway.readIntent(account, error.intent);
    return intent === undefined ? stop : { intent, disputes: [] };
  }
}

export interface Prepared {
  readonly payment: Payment;
  readonly order: Order;
  readonly method: SavedMethod | undefined;
}

/** What was taken on before: it may have been charged. */
async function lookUp(parts: PaymentParts, { account }: Place, order: Order): Promise<Seen | undefined> {
  const intent = await parts.gateway.findIntent(account, order, sinceOf(order.payment.body));
  if (intent === undefined) return undefined;
  return { intent, disputes: [] };
}

/**
 * Takes it on, if nobody has, and finds out what is to be done: what Stripe has of it already, why it is not sent, or that it
 * is to be sent now.
 */
export async function prepare(
  parts: PaymentParts,
  place: Place,
  asked: Payment,
): Promise<Prepared | Sent | undefined> {
  const isNew = asked.body.outcome.state === 'requested';
  const payment = isNew ? await takeOn(parts, place, asked) : asked;
  if (payment === undefined) return undefined;
  if (place.account === '') return { refusal: 'closed' };
  const { household } = payment.body;
  const { association } = place;
  const customer = await customerFor(parts, place, household);
  const order: Order = { association, household, payment, customer };
  const seen = isNew ? undefined : await lookUp(parts, place, order);
  if (seen !== undefined) return seen;
  if (ageOf(parts, payment.body) > KEY_LIFE_MS)
    return { disputes: [], failure: { code: 'not_sent', declineCode: '' } };
  const facts = await factsOf(parts, place, payment);
  const refusal = checkPayment(payment, facts);
  return refusal === undefined ? { payment, order, method: methodFor(payment, facts.methods) } : { refusal };
}

export const isPrepared = (one: Prepared | Sent | undefined): one is Prepared =>
  one !== undefined && 'order' in one;

/** Writes down why it was not sent. */
export async function refusePayment(
  parts: PaymentParts,
  { association }: Place,
  payment: Payment,
  refusal: PaymentRefusal,
): Promise<void> {
  const outcome: Partial<PaymentOutcome> = { state: 'refused', refusal };
  await writeAll(parts, association, [withOutcome(payment, outcome)]);
}

/**
 * @returns what Stripe says of it or why it was not sent; undefined when there is nothing to be done
 * @throws GatewayFault while nobody knows
 */
export async function send(
  parts: PaymentParts,
  place: Place,
  payment: Payment,
  turns: Turns,
): Promise<Sent | undefined> {
  // Two of one household, one after the other: each sees what the other has taken on.
  const key = `${place.association} ${payment.body.household}`;
  const prepared = await turns.take(key, () => prepare(parts, place, payment));
  if (!isPrepared(prepared)) return prepared;
  const { order, method } = prepared;
  return method === undefined ? undefined : chargeOnce(parts, place, order, method);
}
