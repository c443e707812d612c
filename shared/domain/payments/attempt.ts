/** A payment as autopay's rules must know it. Pure. */
import { dateInZone } from '../core/dates.ts';
import type { Attempt } from './autopay-rules.ts';
import type { Payment } from './payment.ts';
import { isPending, type PaymentState } from './payment-states.ts';

function stateOf(state: PaymentState): Attempt['state'] {
  if (isPending(state)) return 'under-way';
  if (state === 'succeeded') return 'paid';
  return state === 'cancelled' ? 'withdrawn' : 'failed';
}

/** @param zone the association's */
export function attemptIn({ body, stamp }: Payment, zone: string): Attempt {
  const { charges, source, recorded, outcome } = body;
  return {
    charges: charges.map(({ entry }) => entry),
    isAutopay: source === 'autopay',
    state: stateOf(outcome.state),
    // It failed when that was written down; when it was charged is another day, of a bank account days before.
    on: dateInZone(stamp.at === '' ? recorded : stamp.at, zone),
  };
}
