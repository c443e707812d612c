/** A household sees its own ways to pay, and nobody else does; they are added and taken away at the gateway's pages. */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { householdKey, type Key } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import type { PaymentMethodBody, SavedMethod } from './payment-method.ts';

export const paymentMethodNeeds = ({ body }: SavedMethod): readonly string[] => [
  makeId('household', body.household),
];

export function paymentMethodAudience({ body }: SavedMethod): readonly Key[] {
  return [householdKey(body.household)];
}

/** The gateway never hands a method from one household to another, nor gives back one that was taken away. */
export function paymentMethodInvariants({ before, after }: Change<PaymentMethodBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { household, kind, state, isDefault } = after.body;
  const old = before?.body;
  return firstRefusal(
    () => (after.parent === makeId('household', household) ? ALLOWED : refuse('invalid', 'parent')),
    () => (isDefault && state === 'detached' ? refuse('invalid', 'body.isDefault') : ALLOWED),
    () =>
      old === undefined || (old.household === household && old.kind === kind)
        ? ALLOWED
        : refuse('immutable', 'body'),
    () =>
      old?.state === 'detached' && state !== 'detached' ? refuse('not-a-transition', 'body.state') : ALLOWED,
  );
}

export function mayWritePaymentMethod(): Verdict {
  return refuse('not-allowed');
}
