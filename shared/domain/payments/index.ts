/** Online payments, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { autopayAudience, autopayInvariants, autopayNeeds, mayWriteAutopay } from './autopay.access.ts';
import { autopayOrder, autopayShape, type AutopayBody } from './autopay.ts';
import {
  mayWritePaymentAccount,
  paymentAccountAudience,
  paymentAccountInvariants,
} from './payment-account.access.ts';
import { paymentAccountOrder, paymentAccountShape, type PaymentAccountBody } from './payment-account.ts';
import {
  mayWritePaymentDifference,
  paymentDifferenceAudience,
  paymentDifferenceInvariants,
} from './payment-difference.access.ts';
import {
  paymentDifferenceOrder,
  paymentDifferenceShape,
  type PaymentDifferenceBody,
} from './payment-difference.ts';
import { mayWritePayout, payoutAudience, payoutInvariants } from './payout.access.ts';
import { payoutOrder, payoutShape, type PayoutBody } from './payout.ts';

export * from './autopay.ts';
export * from './autopay-rules.ts';
export { StripeId, TailSchema, type Tail } from './gateway-shapes.ts';
export * from './payment-account.ts';
export * from './payment-difference.ts';
export * from './payout.ts';
export * from './payout-moves.ts';

export const autopayEntity = defineEntity<AutopayBody>({
  ...autopayShape,
  collection: 'money',
  order: autopayOrder,
  needs: autopayNeeds,
  audience: autopayAudience,
  mayWrite: mayWriteAutopay,
  invariants: autopayInvariants,
});

export const paymentAccountEntity = defineEntity<PaymentAccountBody>({
  ...paymentAccountShape,
  collection: 'money',
  order: paymentAccountOrder,
  needs: () => [],
  audience: paymentAccountAudience,
  mayWrite: mayWritePaymentAccount,
  invariants: paymentAccountInvariants,
});

export const payoutEntity = defineEntity<PayoutBody>({
  ...payoutShape,
  collection: 'money',
  order: payoutOrder,
  needs: () => [],
  audience: payoutAudience,
  mayWrite: mayWritePayout,
  invariants: payoutInvariants,
});

export const paymentDifferenceEntity = defineEntity<PaymentDifferenceBody>({
  ...paymentDifferenceShape,
  collection: 'money',
  order: paymentDifferenceOrder,
  needs: () => [],
  audience: paymentDifferenceAudience,
  mayWrite: mayWritePaymentDifference,
  invariants: paymentDifferenceInvariants,
});
