/**
 * The nightly comparison: every movement of an association's money at Stripe in the last days against our payments and the
 * ledger, both ways. Writes what differs, and what differs no more; asked again it writes nothing new.
 */
import Stripe from 'stripe';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import {
  differenceState,
  paymentDifferenceEntity,
  paymentDifferenceId,
  paymentEntity,
  type Payment,
  type PaymentDifference,
} from '@communitrak/domain/payments/index.ts';
import { paymentFinder, sourceOf, type FindPayment } from '../find-payment.ts';
import { keptOf } from '../kept.ts';
import { lineKind } from '../payouts/payout-line.ts';
import { dayOf, placeOf, readAll, readEach, type PaymentsRoom, type Place } from '../room.ts';
import { differencesOf, missingOf } from './judge.ts';
import { healDifferences, recordDifferences, type Found } from './record.ts';

const PAGE = 100;
const DAY_MS = 86_400_000;
/** What moved in the last hour may not have been told of yet. */
const SETTLE_MS = 3_600_000;
const WINDOW_DAYS = 7;
/** Further back nobody has looked for so long that one more night changes nothing. */
const LONGEST_DAYS = 120;

interface Comparison extends Place {
  readonly account: string;
  /** Epoch ms: what moved in it is compared. */
  readonly from: number;
  readonly to: number;
  readonly find: FindPayment;
}

/** From the oldest difference that is still open on, so that each is looked at again until it is gone. */
function windowOf(
  now: number,
  known: readonly PaymentDifference[],
): { readonly from: number; readonly to: number } {
  const open = known.filter((doc) => differenceState(doc) === 'open');
  const oldest = Math.min(...open.map(({ body }) => Date.parse(`${body.day}T00:00:00.000Z`) - DAY_MS));
  const from = Math.max(Math.min(now - WINDOW_DAYS * DAY_MS, oldest), now - LONGEST_DAYS * DAY_MS);
  return { from, to: now - SETTLE_MS };
}

async function refundedOf(
  room: PaymentsRoom,
  { account }: Comparison,
  charge: string,
): Promise<number | undefined> {
  if (charge === '') return undefined;
  return (await room.stripe.charges.retrieve(charge, {}, { stripeAccount: account })).amount_refunded;
}

async function entriesOf(
  { database }: Comparison,
  payment: Payment | undefined,
): Promise<ReadonlySet<string>> {
  const ids = payment?.body.outcome.entries ?? [];
  if (ids.length === 0) return new Set();
  const docs = await database.getMany(ids);
  return new Set(ids.filter((id) => docs.has(id) && docs.get(id)?._deleted !== true));
}

async function judgeOne(
  room: PaymentsRoom,
  comparison: Comparison,
  transaction: Stripe.BalanceTransaction,
): Promise<{ readonly found: readonly Found[]; readonly payment: Payment | undefined }> {
  const source = sourceOf(transaction);
  const payment = await comparison.find(source);
  const isRefund = lineKind(transaction, payment) === 'refund';
  const found = differencesOf({
    transaction,
    payment,
    day: dayOf(transaction.created, comparison.about.timeZone),
    refundedCents: isRefund ? await refundedOf(room, comparison, source.charge) : undefined,
    entries: await entriesOf(comparison, payment),
  });
  return { found, payment };
}

interface Theirs {
  readonly found: readonly Found[];
  /** Ids of our payments that Stripe has. */
  readonly met: ReadonlySet<string>;
}

async function readTheirs(room: PaymentsRoom, comparison: Comparison): Promise<Theirs> {
  const { from, to, account } = comparison;
  const created = { gte: Math.floor(from / 1000), lte: Math.floor(to / 1000) };
  const params = { created, limit: PAGE, expand: ['data.source'] };
  const found: Found[] = [];
  const met = new Set<string>();
  for await (const transaction of room.stripe.balanceTransactions.list(params, { stripeAccount: account })) {
    const judged = await judgeOne(room, comparison, transaction);
    found.push(...judged.found);
    if (judged.payment !== undefined) met.add(judged.payment.id);
  }
  return { found, met };
}

/** Whether Stripe has taken the money of a payment that was not met among what moved: it may have moved on another day. */
async function isTaken(room: PaymentsRoom, account: string, { body }: Payment): Promise<boolean> {
  const charge = body.outcome.gateway?.charge ?? '';
  if (charge === '') return false;
  try {
    const { status } = await room.stripe.charges.retrieve(charge, {}, { stripeAccount: account });
    return status === 'succeeded';
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return false;
    throw error;
  }
}

/** Ours that Stripe would have to have: written down in the window. */
async function readMissing(
  room: PaymentsRoom,
  { database, about, account, from, to }: Comparison,
  met: ReadonlySet<string>,
): Promise<readonly Found[]> {
  const missing: Found[] = [];
  for await (const payment of readEach(database, paymentEntity)) {
    const { state } = payment.body.outcome;
    if ((state !== 'succeeded' && state !== 'returned') || met.has(payment.id)) continue;
    const at = Date.parse(payment.stamp.at);
    if (at < from || at > to || (await isTaken(room, account, payment))) continue;
    missing.push(...missingOf(payment, dateInZone(payment.stamp.at, about.timeZone)));
  }
  return missing;
}

const isWithin = ({ body }: PaymentDifference, { from, about }: Comparison): boolean =>
  body.day >= dateInZone(isoInstant(from), about.timeZone);

/** @returns how many differ now */
export async function compareBooks(room: PaymentsRoom, association: string): Promise<number> {
  const { account } = await keptOf(room.operations, association);
  if (account === undefined) return 0;
  const place = await placeOf(room, association);
  const known = await readAll(place.database, paymentDifferenceEntity);
  const open = known.filter((doc) => differenceState(doc) !== 'gone');
  const find = paymentFinder(room.stripe, { ...place, account });
  const comparison = { ...place, account, find, ...windowOf(room.clock(), open) };
  const { found, met } = await readTheirs(room, comparison);
  const all = [...found, ...(await readMissing(room, comparison, met))];
  const still = new Set(all.map(paymentDifferenceId));
  await recordDifferences(room, place, all);
  const gone = open.filter(
    (doc) => !still.has(doc.id) && !doc.body.gateway.startsWith('po_') && isWithin(doc, comparison),
  );
  await healDifferences(room, place, gone);
  return all.length;
}
