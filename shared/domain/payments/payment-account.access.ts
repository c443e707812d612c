/** Office, board and leaders see how the association's account stands; the server alone writes it. */
import type { Change } from '../core/entity.ts';
import type { Key } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import { accountStateOf, type PaymentAccountBody } from './payment-account.ts';

export function paymentAccountAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

export function mayWritePaymentAccount(): Verdict {
  return refuse('not-allowed');
}

/** The account itself never changes: payments that were made into it stay there. */
export function paymentAccountInvariants({ before, after }: Change<PaymentAccountBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  if (before !== undefined && before.body.account !== after.body.account)
    return refuse('immutable', 'body.account');
  return after.body.state === accountStateOf(after.body) ? ALLOWED : refuse('invalid', 'body.state');
}
