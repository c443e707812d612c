/** Everybody reads what paying costs; the office decides it. */
import type { Change } from '../core/entity.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { PaymentSettingsBody } from './payment-settings.ts';

export const paymentSettingsNeeds = (): readonly string[] => [];

export function paymentSettingsAudience(): readonly Key[] {
  return ['all', 'office', 'board', 'lead'];
}

export function paymentSettingsInvariants({ after }: Change<PaymentSettingsBody>): Verdict {
  if (after === undefined) return refuse('not-allowed');
  const days = after.body.autopayRetryDays;
  const ascending = days.every((day, at) => at === 0 || (days[at - 1] ?? 0) < day);
  return ascending ? ALLOWED : refuse('invalid', 'body.autopayRetryDays');
}

export function mayWritePaymentSettings(
  principal: Principal,
  { after }: Change<PaymentSettingsBody>,
): Verdict {
  return isOffice(principal) && after !== undefined ? ALLOWED : refuse('not-allowed');
}
