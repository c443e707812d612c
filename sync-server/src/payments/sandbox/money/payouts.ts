/**
 * Payouts: each day what has become available goes to the account's bank. A payout's transactions are those it gathered and
 * its own; together they are nothing.
 */
import { addBusinessDays, dayStart } from '../core/days.ts';
import type { Account, ExternalAccount, Payout, Transaction } from '../core/records.ts';
import { accountOf, born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { moveMoney, planGathering } from './transactions.ts';

const SHAPE = {
  application_fee: null,
  application_fee_amount: null,
  automatic: true,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  livemode: false,
  metadata: {},
  method: 'standard',
  original_payout: null,
  payout_method: null,
  reconciliation_status: 'in_progress',
  reversed_by: null,
  source_type: 'card',
  statement_descriptor: null,
  trace_id: null,
};

/** The last four digits of the test accounts at which a payout comes back (https://docs.stripe.com/connect/testing). */
const FAILING: Readonly<Record<string, readonly [code: string, message: string]>> = {
  '1116': ['no_account', 'The bank account could not be located.'],
  '1113': ['account_closed', 'The bank account has been closed.'],
};

const DAYS_UNDER_WAY = 1;

/** Gathers what is available and not yet paid out; nothing is done while that is not more than nothing. */
export function gatherPayout(world: World): void {
  const account = accountOf(world);
  const now = world.engine.now();
  const unpaid = world.transactions.all(['unpaid', 'yes']);
  const ready = unpaid.filter((it) => it.available_on <= now);
  const amount = ready.reduce((sum, it) => sum + it.net, 0);
  const [bank] = account?.external_accounts.data ?? [];
  if (account?.payouts_enabled === true && bank !== undefined && amount > 0) {
    payOut(world, account, bank, ready, amount);
  }
  const next = unpaid.filter((it) => it.available_on > now).map((it) => it.available_on);
  if (next.length > 0)
    planGathering(
      world,
      next.reduce((one, other) => Math.min(one, other)),
    );
}

function payOut(
  world: World,
  account: Account,
  bank: ExternalAccount,
  ready: readonly Transaction[],
  amount: number,
): void {
  const now = world.engine.now();
  const payout: Payout = {
    ...SHAPE,
    ...born(world, 'po_', 'payout'),
    amount,
    arrival_date: dayStart(addBusinessDays(now, DAYS_UNDER_WAY)),
    balance_transaction: null,
    currency: account.default_currency,
    description: 'STRIPE PAYOUT',
    destination: bank.id,
    status: 'in_transit',
    type: bank.object,
  };
  world.payouts.add(payout, {});
  const own = moveMoney(world, {
    type: 'payout',
    amount: -amount,
    currency: payout.currency,
    source: payout.id,
    description: 'STRIPE PAYOUT',
  });
  for (const { id } of [...ready, own]) world.transactions.annotate(id, { payout: payout.id });
  const made = world.payouts.change(payout.id, { balance_transaction: own.id });
  emit(world, 'payout.created', made);
  const foots = world.payouts.change(payout.id, { reconciliation_status: 'completed' });
  emit(world, 'payout.reconciliation_completed', foots);
  world.engine.plan(world, payout.arrival_date, 'payout.arrive', payout.id);
}

/** The money is there, or the bank sent it back. */
export function arrivePayout(world: World, id: string): void {
  const payout = world.payouts.need(id);
  const bank = accountOf(world)?.external_accounts.data.find((it) => it.id === payout.destination);
  const failure = FAILING[bank?.last4 ?? ''];
  if (failure === undefined) {
    emit(world, 'payout.paid', world.payouts.change(id, { status: 'paid' }), { status: payout.status });
    return;
  }
  const back = moveMoney(world, {
    type: 'payout_failure',
    amount: payout.amount,
    currency: payout.currency,
    source: id,
    description: 'STRIPE PAYOUT FAILED',
  });
  const [failure_code, failure_message] = failure;
  const fields = { status: 'failed', failure_code, failure_message, failure_balance_transaction: back.id };
  emit(world, 'payout.failed', world.payouts.change(id, fields), { status: payout.status });
}
