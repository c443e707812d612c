/** The application's fee of a direct charge: kept from the connected account, booked at the platform. */
import type { ApplicationFee, Charge, FeeDetail } from '../core/records.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { moveMoney } from './transactions.ts';

/** Communitrak, as Stripe knows the platform that made a payment. */
export const APPLICATION = 'ca_SandboxCommunitrak';

export const feeDetail = (amount: number, currency: string, description: string): FeeDetail => ({
  amount,
  application: APPLICATION,
  currency,
  description,
  type: 'application_fee',
});

/** Undefined when the charge has no fee. */
export function collectFee(
  world: World,
  charge: Charge,
): { readonly id: string; readonly detail: FeeDetail } | undefined {
  const amount = charge.application_fee_amount ?? 0;
  if (amount === 0 || world.account === undefined) return undefined;
  const { platform } = world.engine;
  const head = born(platform, 'fee_', 'application_fee');
  const transaction = moveMoney(platform, {
    type: 'application_fee',
    amount,
    currency: charge.currency,
    source: head.id,
    description: null,
  });
  const fee: ApplicationFee = {
    ...head,
    account: world.account,
    amount,
    amount_refunded: 0,
    application: APPLICATION,
    balance_transaction: transaction.id,
    charge: charge.id,
    currency: charge.currency,
    fee_source: { charge: charge.id, type: 'charge' },
    livemode: false,
    originating_transaction: null,
    refunded: false,
    refunds: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/application_fees/${head.id}/refunds`,
    },
  };
  platform.fees.add(fee, {});
  emit(platform, 'application_fee.created', fee);
  return { id: head.id, detail: feeDetail(amount, charge.currency, 'Communitrak application fee') };
}

/**
 * Gives back the share of the fee that the refunds so far have of the charge: all of it with the last cent.
 * @param refunded of the charge so far, this refund among it
 * @return cents given back now
 */
export function refundFee(world: World, charge: Charge, refunded: number): number {
  const { platform } = world.engine;
  const fee = charge.application_fee === null ? undefined : platform.fees.get(charge.application_fee);
  if (fee === undefined) return 0;
  const owed = Math.round((fee.amount * refunded) / charge.amount);
  const amount = owed - fee.amount_refunded;
  if (amount <= 0) return 0;
  const head = born(platform, 'fr_', 'fee_refund');
  const transaction = moveMoney(platform, {
    type: 'application_fee_refund',
    amount: -amount,
    currency: fee.currency,
    source: head.id,
    description: null,
  });
  platform.feeRefunds.add(
    {
      ...head,
      amount,
      balance_transaction: transaction.id,
      currency: fee.currency,
      fee: fee.id,
      metadata: {},
    },
    {},
  );
  const after = platform.fees.change(fee.id, { amount_refunded: owed, refunded: owed === fee.amount });
  emit(platform, 'application_fee.refunded', after, { amount_refunded: fee.amount_refunded });
  return amount;
}
