/**
 * Balance transactions: each movement of an account's money, with what was kept of it. The account pays no processing fees
 * (`controller.fees.payer` is the application); its fee is the application's.
 */
import { addBusinessDays, DAY, dayStart } from '../core/days.ts';
import type { FeeDetail, Transaction } from '../core/records.ts';
import { accountOf, born } from '../core/world.ts';
import type { World } from '../core/world.ts';

/** Stripe's classification of a movement for reports, by type; the rest have their own type's name. */
const CATEGORIES: Readonly<Record<string, string>> = {
  payment: 'charge',
  payment_refund: 'refund',
  payment_failure_refund: 'charge_failure',
  application_fee: 'platform_earning',
  application_fee_refund: 'platform_earning_refund',
  refund_failure: 'refund_failure',
  stripe_fee: 'fee',
  payout_failure: 'payout_reversal',
};

/** Days before the first payout, and banking days before each further one. */
const FIRST_DAYS = 7;
const USUAL_DAYS = 2;

/** What one unit of a currency is worth in US dollars here. */
const RATES: Readonly<Record<string, number>> = { usd: 1, eur: 1.1, gbp: 1.25, cad: 0.75, mxn: 0.06 };

export const CURRENCIES = Object.keys(RATES);

export interface Movement {
  readonly type: string;
  /** Cents in the currency of what was paid; negative when money leaves. */
  readonly amount: number;
  readonly currency: string;
  readonly fees?: readonly FeeDetail[];
  readonly source: string;
  readonly description: string | null;
  /** Other than the type tells, e.g. a dispute among adjustments. */
  readonly category?: string;
  /** Not before what has come in may go out again; without it at once. */
  readonly held?: boolean;
}

const GATHERING = 'gathering';

/** Payouts gather at the beginning of a day; one gathering is planned at a time, and plans the next. */
export function planGathering(world: World, available: number): void {
  if (world.account === undefined) return;
  const now = world.engine.now();
  const at = available <= now ? dayStart(now) + DAY : dayStart(available);
  const planned = world.settings.get(GATHERING);
  if (planned !== undefined && planned.value > now && planned.value <= at) return;
  if (planned === undefined) world.settings.add({ id: GATHERING, created: now, value: at }, {});
  else world.settings.change(GATHERING, { value: at });
  world.engine.plan(world, at, 'payout.gather', world.account);
}

function availableOn(world: World): number {
  const now = world.engine.now();
  const usual = addBusinessDays(dayStart(now), USUAL_DAYS);
  const first = world.transactions.oldest()?.created ?? now;
  return Math.max(usual, dayStart(first) + FIRST_DAYS * DAY);
}

export function moveMoney(world: World, movement: Movement): Transaction {
  const settled = accountOf(world)?.default_currency ?? 'usd';
  const rate = (RATES[movement.currency] ?? 1) / (RATES[settled] ?? 1);
  const amount = Math.round(movement.amount * rate);
  const fees = (movement.fees ?? []).map((it) => ({
    ...it,
    amount: Math.round(it.amount * rate),
    currency: settled,
  }));
  const fee = fees.reduce((sum, it) => sum + it.amount, 0);
  const transaction: Transaction = {
    ...born(world, 'txn_', 'balance_transaction'),
    amount,
    available_on: movement.held === true ? availableOn(world) : world.engine.now(),
    balance_type: 'payments',
    currency: settled,
    description: movement.description,
    exchange_rate: rate === 1 ? null : rate,
    fee,
    fee_details: fees,
    net: amount - fee,
    reporting_category: movement.category ?? CATEGORIES[movement.type] ?? movement.type,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  };
  world.transactions.add(transaction, {});
  planGathering(world, transaction.available_on);
  return transaction;
}

/** As it reads now: what is available is so from a moment on. */
export function readTransaction(world: World, transaction: Transaction): Transaction {
  return { ...transaction, status: transaction.available_on <= world.engine.now() ? 'available' : 'pending' };
}
