/** What the states and lines of payouts are called and look like. */
import type { DifferenceKind, PayoutLineKind, PayoutState } from '@communitrak/domain/payments/index.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { StateLook } from './payment-words.ts';

export const PAYOUT_WORDS = {
  pending: 'onlinePayments.payout.state.pending',
  'on-its-way': 'onlinePayments.payout.state.on-its-way',
  paid: 'onlinePayments.payout.state.paid',
  failed: 'onlinePayments.payout.state.failed',
  cancelled: 'onlinePayments.payout.state.cancelled',
} as const satisfies Record<PayoutState, MessageId>;

export const PAYOUT_LOOKS: Readonly<Record<PayoutState, StateLook>> = {
  pending: { tone: 'neutral', mark: 'ring' },
  'on-its-way': { tone: 'action', mark: 'half' },
  paid: { tone: 'done', mark: 'tick' },
  failed: { tone: 'loss', mark: 'cross' },
  cancelled: { tone: 'neutral', mark: 'cross' },
};

export const LINE_WORDS = {
  payment: 'onlinePayments.payout.line.payment',
  refund: 'onlinePayments.payout.line.refund',
  return: 'onlinePayments.payout.line.return',
  fee: 'onlinePayments.payout.line.fee',
  dispute: 'onlinePayments.payout.line.dispute',
  adjustment: 'onlinePayments.payout.line.adjustment',
} as const satisfies Record<PayoutLineKind, MessageId>;

/** In a sentence: what differs, and what it may be. */
export const DIFFERENCE_TITLES = {
  unknown: 'onlinePayments.difference.unknown',
  missing: 'onlinePayments.difference.missing',
  unbooked: 'onlinePayments.difference.unbooked',
  amount: 'onlinePayments.difference.amount',
  fee: 'onlinePayments.difference.fee',
  currency: 'onlinePayments.difference.currency',
} as const satisfies Record<DifferenceKind, MessageId>;

export const DIFFERENCE_TEXT = {
  unknown: 'onlinePayments.difference.unknown.text',
  missing: 'onlinePayments.difference.missing.text',
  unbooked: 'onlinePayments.difference.unbooked.text',
  amount: 'onlinePayments.difference.amount.text',
  fee: 'onlinePayments.difference.fee.text',
  currency: 'onlinePayments.difference.currency.text',
} as const satisfies Record<DifferenceKind, MessageId>;
