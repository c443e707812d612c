/**
 * Mirrors payouts with everything in them: told of by an event, or found by the job that looks for those whose event never
 * came. A payout is read anew each time, and written whole once its lines add up to it.
 */
import type Stripe from 'stripe';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import {
  createPayout,
  MOST_PAYOUT_LINES,
  MOST_PAYOUT_PARTS,
  payoutEntity,
  payoutId,
  type PayoutFacts,
  type PayoutLine,
  type PayoutState,
  type Tail,
} from '@communitrak/domain/payments/index.ts';
import { externalTail } from '../connect/account-facts.ts';
import { recordDifferences } from '../compare/record.ts';
import { paymentFinder, sourceOf } from '../find-payment.ts';
import { keptOf, ownerOf } from '../kept.ts';
import { dayOf, placeOf, readOne, writeDocs, type PaymentsRoom, type Place } from '../room.ts';
import { isLine, payoutLine } from './payout-line.ts';

const PAGE = 100;
const DAY_S = 86_400;
/** Further back than any payout is under way. */
const LOOK_BACK_DAYS = 45;

const STATES: Readonly<Record<string, PayoutState>> = {
  pending: 'pending',
  in_transit: 'on-its-way',
  paid: 'paid',
  failed: 'failed',
  canceled: 'cancelled',
};

interface At extends Place {
  readonly account: string;
}

async function linesOf(room: PaymentsRoom, at: At, payout: Stripe.Payout): Promise<readonly PayoutLine[]> {
  const options = { stripeAccount: at.account };
  const find = paymentFinder(room.stripe, at);
  const lines: PayoutLine[] = [];
  const params = { payout: payout.id, limit: PAGE, expand: ['data.source'] };
  for await (const transaction of room.stripe.balanceTransactions.list(params, options)) {
    if (isLine(transaction)) lines.push(payoutLine(transaction, await find(sourceOf(transaction))));
  }
  // Of a payout that somebody asked for by hand Stripe names no lines.
  return lines;
}

async function destinationOf(
  room: PaymentsRoom,
  account: string,
  payout: Stripe.Payout,
): Promise<Tail | null> {
  const { destination } = payout;
  if (destination === null) return null;
  if (typeof destination !== 'string') return destination.deleted === true ? null : externalTail(destination);
  const { external_accounts: all } = await room.stripe.accounts.retrieve(account);
  return externalTail(all?.data.find(({ id }) => id === destination));
}

/** The day on which the bank sent it back: when its money was in the balance again. */
function failedOn({ about, today }: At, payout: Stripe.Payout, before: string): string {
  if (payout.status !== 'failed') return '';
  if (before !== '') return before;
  const back = payout.failure_balance_transaction;
  return typeof back === 'object' && back !== null ? dayOf(back.created, about.timeZone) : today;
}

async function factsOf(room: PaymentsRoom, at: At, payout: Stripe.Payout): Promise<PayoutFacts> {
  const stored = (await readOne(at.database, payoutEntity, payoutId(payout.id)))?.body;
  const arrives = dateInZone(isoInstant(payout.arrival_date * 1000), 'UTC');
  const wasPaid = stored?.wasPaid === true;
  return {
    gateway: payout.id,
    created: isoInstant(payout.created * 1000),
    // What is in the books keeps its day.
    arrives: wasPaid ? stored.arrives : arrives,
    state: STATES[payout.status] ?? 'pending',
    wasPaid: wasPaid || payout.status === 'paid',
    failedOn: failedOn(at, payout, stored?.failedOn ?? ''),
    failure: payout.failure_code ?? '',
    cents: payout.amount,
    currency: payout.currency.toUpperCase(),
    destination: await destinationOf(room, at.account, payout),
  };
}

/** What Stripe names no line for is one line by itself, so that the payout foots and somebody looks at it. */
async function balanced(
  room: PaymentsRoom,
  at: At,
  payout: Stripe.Payout,
  lines: readonly PayoutLine[],
): Promise<readonly PayoutLine[]> {
  const net = lines.reduce((sum, { netCents }) => sum + netCents, 0);
  const restCents = payout.amount - net;
  if (restCents === 0) return lines;
  await recordDifferences(room, at, [
    {
      kind: 'amount',
      gateway: payout.id,
      payment: '',
      household: '',
      ourCents: net,
      theirCents: payout.amount,
      currency: payout.currency.toUpperCase(),
      day: dayOf(payout.created, at.about.timeZone),
    },
  ]);
  const rest = { kind: 'adjustment', payment: '', feeCents: 0, onTopCents: 0, gateway: payout.id } as const;
  return [...lines, { ...rest, grossCents: restCents, netCents: restCents }];
}

/** Stripe is still putting its lines together. */
const isUnfinished = ({ automatic, reconciliation_status: status }: Stripe.Payout): boolean =>
  automatic && status === 'in_progress';

async function mirror(room: PaymentsRoom, at: At, id: string): Promise<void> {
  const params = { expand: ['failure_balance_transaction', 'destination'] };
  const payout = await room.stripe.payouts.retrieve(id, params, { stripeAccount: at.account });
  if (isUnfinished(payout)) return;
  const lines = payout.automatic ? await linesOf(room, at, payout) : [];
  if (lines.length > MOST_PAYOUT_LINES * MOST_PAYOUT_PARTS)
    throw new RangeError(`payout ${id} has ${String(lines.length)} lines, more than are kept`);
  const facts = await factsOf(room, at, payout);
  await writeDocs(room, at.association, createPayout(facts, await balanced(room, at, payout, lines)));
}

/** An event told of it: `payout.*`. */
export async function onPayoutEvent(room: PaymentsRoom, account: string, payout: string): Promise<void> {
  const association = await ownerOf(room.operations, account);
  if (association === undefined) room.log.warn({ account }, 'a payout of an account that is nobody’s here');
  else await mirror(room, { ...(await placeOf(room, association)), account }, payout);
}

/** Whether what is stored is the last that will ever be said of it. */
async function isKnown({ database }: At, payout: Stripe.Payout): Promise<boolean> {
  const stored = await readOne(database, payoutEntity, payoutId(payout.id));
  return stored !== undefined && stored.body.state === STATES[payout.status];
}

/** @returns how many were written down of an association */
export async function mirrorPayouts(room: PaymentsRoom, association: string): Promise<number> {
  const { account } = await keptOf(room.operations, association);
  if (account === undefined) return 0;
  const at = { ...(await placeOf(room, association)), account };
  const since = Math.floor(room.clock() / 1000) - LOOK_BACK_DAYS * DAY_S;
  const params = { created: { gte: since }, limit: PAGE };
  let count = 0;
  for await (const payout of room.stripe.payouts.list(params, { stripeAccount: account })) {
    if (await isKnown(at, payout)) continue;
    await mirror(room, at, payout.id);
    count += 1;
  }
  return count;
}
