/**
 * The states of a payment and which may follow which. Only *succeeded* moves a balance. What the gateway has taken is written
 * down whatever was thought before: from every state that was no success, one may follow.
 */
export const PAYMENT_STATES = [
  'requested', // written down; nothing has been sent to the gateway
  'cancelled', // taken back before anything was charged
  'refused', // not sent, because it was not right any more; the reason is beside it
  'processing', // with the gateway; a bank account takes days
  'action', // waits for the person, at the gateway's page
  'succeeded', // paid
  'failed', // the gateway said no; nothing was charged
  'returned', // the bank took it back, days after it had succeeded
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

const NEXT: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  requested: ['cancelled', 'refused', 'processing', 'action', 'succeeded', 'failed'],
  processing: ['refused', 'action', 'succeeded', 'failed', 'cancelled'],
  action: ['refused', 'processing', 'succeeded', 'failed', 'cancelled'],
  cancelled: ['succeeded'],
  refused: ['succeeded'],
  failed: ['succeeded'],
  succeeded: ['returned'],
  returned: [],
};

export const mayFollow = (from: PaymentState, to: PaymentState): boolean =>
  from === to || NEXT[from].includes(to);

/** Not settled: it may still take money, and what it is for is spoken for. */
export const isPending = (state: PaymentState): boolean =>
  state === 'requested' || state === 'processing' || state === 'action';

/** Why a payment was not sent. */
export const PAYMENT_REFUSALS = [
  'charge-gone', // a charge was taken back, or is not of this household
  'charge-paid', // a charge has been paid meanwhile
  'charge-changed', // less is open on a charge than was to be paid
  'being-paid', // another payment on its way pays the same charge
  'part', // parts are not taken, or not so small ones
  'fees-changed', // who bears the fee has changed since it was shown
  'method-gone', // the saved card or account is not there any more
  'closed', // the association cannot take payments at the moment
  'currency', // it is not in the association's currency
  'moved-away', // whoever asked for it does not belong to the household any more
] as const;
export type PaymentRefusal = (typeof PAYMENT_REFUSALS)[number];

export const DISPUTE_STATES = ['withdrawn', 'won', 'lost'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];
