/** Payments through the gateway, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { mayWritePayment, paymentAudience, paymentInvariants, paymentNeeds } from './payment.access.ts';
import { combinePayments, paymentOrder, paymentShape, type PaymentBody } from './payment.ts';
import {
  mayWritePaymentMethod,
  paymentMethodAudience,
  paymentMethodInvariants,
  paymentMethodNeeds,
} from './payment-method.access.ts';
import { paymentMethodOrder, paymentMethodShape, type PaymentMethodBody } from './payment-method.ts';
import {
  mayWritePaymentSettings,
  paymentSettingsAudience,
  paymentSettingsInvariants,
  paymentSettingsNeeds,
} from './payment-settings.access.ts';
import { paymentSettingsOrder, paymentSettingsShape, type PaymentSettingsBody } from './payment-settings.ts';
import { mayWritePaymentStatus, paymentStatusAudience, paymentStatusNeeds } from './payment-status.access.ts';
import { paymentStatusOrder, paymentStatusShape, type PaymentStatusBody } from './payment-status.ts';
import {
  mayWriteRefundRequest,
  refundRequestAudience,
  refundRequestInvariants,
  refundRequestNeeds,
} from './refund-request.access.ts';
import { refundRequestOrder, refundRequestShape, type RefundRequestBody } from './refund-request.ts';
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

export * from './check.ts';
export * from './entries.ts';
export * from './fees.ts';
export * from './payment.ts';
export * from './payment-method.ts';
export * from './payment-settings.ts';
export * from './payment-shown.ts';
export * from './payment-states.ts';
export * from './payment-status.ts';
export * from './pending.ts';
export * from './refund-request.ts';
export * from './attempt.ts';
export * from './autopay.ts';
export * from './autopay-rules.ts';
export { StripeId, TailSchema, type Tail } from './gateway-shapes.ts';
export * from './payment-account.ts';
export * from './payment-difference.ts';
export * from './payout.ts';
export * from './payout-moves.ts';

export const paymentSettingsEntity = defineEntity<PaymentSettingsBody>({
  ...paymentSettingsShape,
  collection: 'money',
  order: paymentSettingsOrder,
  needs: paymentSettingsNeeds,
  audience: paymentSettingsAudience,
  mayWrite: mayWritePaymentSettings,
  invariants: paymentSettingsInvariants,
});

export const paymentStatusEntity = defineEntity<PaymentStatusBody>({
  ...paymentStatusShape,
  collection: 'money',
  order: paymentStatusOrder,
  needs: paymentStatusNeeds,
  audience: paymentStatusAudience,
  mayWrite: mayWritePaymentStatus,
});

export const paymentMethodEntity = defineEntity<PaymentMethodBody>({
  ...paymentMethodShape,
  collection: 'money',
  order: paymentMethodOrder,
  needs: paymentMethodNeeds,
  audience: paymentMethodAudience,
  mayWrite: mayWritePaymentMethod,
  invariants: paymentMethodInvariants,
});

export const paymentEntity = defineEntity<PaymentBody>({
  ...paymentShape,
  collection: 'money',
  order: paymentOrder,
  needs: paymentNeeds,
  audience: paymentAudience,
  mayWrite: mayWritePayment,
  invariants: paymentInvariants,
  combine: combinePayments,
});

export const refundRequestEntity = defineEntity<RefundRequestBody>({
  ...refundRequestShape,
  collection: 'money',
  order: refundRequestOrder,
  needs: refundRequestNeeds,
  audience: refundRequestAudience,
  mayWrite: mayWriteRefundRequest,
  invariants: refundRequestInvariants,
});

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
